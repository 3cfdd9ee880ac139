import CommandKit
import Documents
import LearningRules
import Patterns
import Training

/// What was done, for `/training`.
enum TrainingAttributes {
    static func make(
        _ rule: any LearningRule, _ arguments: Arguments, ofLayers: Bool, epochs: Int, report: TrainingReport?,
        input: PatternSet?, initial: DocumentHeader?
    ) -> WeightsDocument.Training {
        var attributes: [(name: String, value: AttributeValue)] = [("rule", .text(type(of: rule).description.name))]
        for (parameter, entry) in zip(type(of: rule).parameterTable, rule.parameterValues)
        where ofLayers || !parameter.isOfLayers {
            if let value = AttributeValue(entry.value) { attributes.append((parameter.attributeName, value)) }
        }
        attributes += [
            ("seed", .integer(Int(arguments.seed))), ("epochs", .integer(epochs)),
            ("stop_reason", .text(report?.stopReason ?? "complete")),
        ]
        if let input { attributes.append(("input_sha256", .text(input.contentDigest))) }
        if let id = initial?.id { attributes.append(("initial_sha256", .text(id))) }
        let curves = (report?.curves ?? [:]).sorted { $0.key < $1.key }.map { (name: $0.key, values: $0.value) }
        return WeightsDocument.Training(attributes: attributes, curves: curves)
    }
}
