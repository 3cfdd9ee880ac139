import CommandKit
import Documents
import Figures
import LearningRules
import Numerics
import Studies

/// The learning window of the rule that the file names: the rule itself is given pairs of spikes.
enum WindowView: View {
    static let name = "window"
    static let summary = "the learning window of the rule by spike timing, measured"

    static func obstacle(_ document: AnyDocument) -> String? {
        guard let name = document.training?.value("rule")?.text else {
            return "\(document.noun) names no learning rule; train first with canns-train --rule stdp"
        }
        guard RuleRegistry.rule(named: name) is any SpikeRule.Type else {
            return "rule \(name) does not learn from the timing of spikes; train with canns-train --rule stdp"
        }
        return nil
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard let training = document.training, let rule = try rule(training) else { throw Failure("no rule") }
        let pairing = rule.pairing
        // Triplets show only when pairs are repeated.
        let (pairs, interval) = pairing.hasTriplets ? (60, 50) : (1, 1000)
        let decay = Double(max(pairing.preDecay, pairing.postDecay))
        let constant = decay < 1 ? -1 / logarithm(max(decay, 1e-6)) : 100
        let largest = Int(min(250, max(10, (5 * constant).rounded(.up))))
        let experiment = WindowStudy.experiment(rule, pairs: pairs, interval: interval, weight: nil)
        let step = document.timeStep
        func branch(_ lags: ClosedRange<Int>, _ name: String, _ style: Int) throws -> Series {
            Series(
                name, x: lags.map { Double($0) * step }, y: try lags.map { try experiment($0) }, kind: .line,
                style: style)
        }
        var plot = LinePlot(
            [
                try branch(-largest ... -1, "output before input", 1),
                try branch(1...largest, "input before output", 0),
            ], x: Axis("time of the output spike after the input spike", unit: "ms"), y: Axis("change of the weight"),
            title: request.title)
        plot.series.append(Series("both at once", x: [0], y: [try experiment(0)], kind: .markers, style: 2))
        plot.references = [ReferenceLine(.horizontal, at: 0), ReferenceLine(.vertical, at: 0)]
        let name = type(of: rule).description.name
        plot.subtitle =
            pairs == 1
            ? "rule \(name), one pair of spikes, weight in the middle of its bounds"
            : "rule \(name), mean of \(pairs) pairs with \(interval) silent steps between"
        return plot
    }

    /// The rule with the parameters that the file keeps.
    private static func rule(_ training: WeightsDocument.Training) throws -> (any SpikeRule)? {
        guard let name = training.value("rule")?.text, let type = RuleRegistry.rule(named: name) else { return nil }
        var given: [String: ParameterValue] = [:]
        for parameter in type.description.parameters {
            guard let value = training.value(parameter.attributeName) else { continue }
            switch parameter.kind {
            case .number: given[parameter.name] = value.real.map { .number($0) }
            case .integer: given[parameter.name] = value.integer.map { .integer($0) }
            case .toggle: given[parameter.name] = value.truth.map { .toggle($0) }
            case .choice: given[parameter.name] = value.text.map { .choice($0) }
            case .equation: given[parameter.name] = value.text.map { .equation($0) }
            }
        }
        return try type.init(given) as? any SpikeRule
    }
}

extension AnyDocument {
    /// The length of a time step in ms, 1 where the file does not tell.
    fileprivate var timeStep: Double {
        switch self {
        case .weights(let document): document.model.value("dt")?.real ?? 1
        case .responses(let document): document.inputs.timeStep ?? 1
        default: 1
        }
    }
}
