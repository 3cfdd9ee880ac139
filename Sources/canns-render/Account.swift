import Documents
import LearningRules
import Parameters
import Patterns
import Studies

/// What was done to make a file, in words, from the parameters that it keeps: the lines above a figure.
enum Account {
    /// "bcm rule, learning rate 0.0002, 100 epochs": the parameters that differ from the usual, and how often the patterns
    /// were presented where that is not once.
    static func training(_ training: WeightsDocument.Training) -> String? {
        guard let name = training.value("rule")?.text else { return nil }
        var parts = ["\(name) rule"]
        for parameter in RuleRegistry.rule(named: name)?.parameterTable ?? [] {
            let value = training.value(parameter.attributeName)?.parameterValue(parameter.kind)
            if let value, value != parameter.defaultValue { parts.append(words(parameter.name, value)) }
        }
        if let epochs = training.value("epochs")?.integer, epochs != 1 { parts.append("\(epochs) epochs") }
        return parts.joined(separator: ", ")
    }

    /// "8 patterns of 16×16 units".
    static func patterns(_ patterns: PatternSet) -> String {
        let count = patterns.count == 1 ? "1 pattern" : "\(patterns.count) patterns"
        let size = patterns.geometry.map { "\($0.rows)×\($0.columns)" } ?? "\(patterns.neurons)"
        if patterns.geometry?.channels == 3 { return "\(count) of \(size) pixels in colour" }
        return "\(count) of \(size) units"
    }

    /// What a figure of a recall shows and how its cues were damaged.
    static func title(_ subject: String, _ recall: RecallDocument) -> String {
        damage(recall).map { "\(subject), \($0)" } ?? subject
    }

    /// "20 % of the units inverted"; nil for cues without damage, and where the file does not tell.
    static func damage(_ recall: RecallDocument) -> String? {
        func value(_ name: String) -> AttributeValue? { recall.parameters.first { $0.name == name }?.value }
        var parts: [String] = []
        if let share = value("flip")?.real { parts.append("\(number(100 * share)) % of the units inverted") }
        if let count = value("flip_count")?.integer {
            parts.append("\(count) \(count == 1 ? "unit" : "units") inverted")
        }
        if let deviation = value("noise")?.real { parts.append("noise of standard deviation \(number(deviation))") }
        if let region = value("occlude")?.text {
            let place = region.contains(",") ? "the region \(region)" : "the \(region) half"
            parts.append("\(place) \(value("fill")?.text == "random" ? "replaced at random" : "hidden")")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// "hebbian rule, all units at once, at most 20 steps, seed 7".
    static func recall(_ recall: RecallDocument) -> String? {
        func value(_ name: String) -> AttributeValue? { recall.parameters.first { $0.name == name }?.value }
        var parts = training(recall.training).map { [$0] } ?? []
        switch value("update")?.text {
        case "sync": parts.append("all units at once")
        case "async": parts.append("one unit after the other")
        default: break
        }
        if let activation = value("activation")?.text, activation != "sign" { parts.append(activation) }
        for (name, usual) in [("temperature", 1.0), ("threshold", 0)] {
            if let number = value(name)?.real, number != usual { parts.append("\(name) \(Self.number(number))") }
        }
        if let steps = value("steps")?.integer { parts.append("at most \(steps) \(steps == 1 ? "step" : "steps")") }
        if damage(recall) != nil, let seed = value("seed")?.integer { parts.append("seed \(seed)") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// "neurons 500, trials 3": the parameters of a study that are no defaults, of several those that all share. Of what was
    /// swept, axes and legends tell.
    static func common(_ studies: [StudyDocument]) -> String {
        let table = StudyRegistry.study(named: studies[0].kind)?.parameterTable ?? []
        let given = zip(table, studies[0].parameters).enumerated().filter { place, pair in
            pair.0.defaultValue != pair.1.value && !isSwept(pair.1.value)
                && studies.allSatisfy { $0.parameters[place].value == pair.1.value }
        }.map(\.element.1)
        return given.map { "\(words($0.name)) \(shortened("\($0.value)"))" }.joined(separator: ", ")
    }

    /// What sets each of several studies of a kind apart: "neurons 500, seed 2", the parameters in which they differ, but
    /// for what was swept; the file's name where that does not tell.
    static func differences(_ studies: [(name: String, document: StudyDocument)]) -> [String] {
        let first = studies[0].document
        let places = first.parameters.indices.filter { place in
            let values = studies.map { $0.document.parameters[place].value }
            return !values.contains(where: isSwept) && values.contains { $0 != values[0] }
        }
        let labels = studies.map { study in
            places.map { words(first.parameters[$0].name, study.document.parameters[$0].value) }.joined(separator: ", ")
        }
        return zip(labels, studies).map { label, study in
            if labels.count(where: { $0 == label }) == 1 { return label }
            return label.isEmpty ? study.name : "\(label), \(study.name)"
        }
    }

    private static func isSwept(_ value: ParameterValue) -> Bool {
        switch value {
        case .integers(let list): list.count > 1
        case .numbers(let list): list.count > 1
        case .texts(let list): list.count > 1
        default: false
        }
    }

    /// "learning rate 0.0002", "no subtract mean".
    private static func words(_ name: String, _ value: ParameterValue) -> String {
        switch value {
        case .toggle(let truth): "\(truth ? "" : "no ")\(words(name))"
        case .number(let number): "\(words(name)) \(Self.number(number))"
        default: "\(words(name)) \(shortened("\(value)"))"
        }
    }

    private static func words(_ name: String) -> String { String(name.map { $0 == "-" || $0 == "_" ? " " : $0 }) }

    private static func number(_ value: Double) -> String {
        // 100 times .3 is 30, not 30.000000000000004.
        let text = "\(value.magnitude >= 1e-3 ? (value * 1e6).rounded() / 1e6 : value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A long list of values by its ends.
    private static func shortened(_ text: String) -> String {
        text.count <= 40 ? text : "\(text.prefix(18))…\(text.suffix(18))"
    }
}
