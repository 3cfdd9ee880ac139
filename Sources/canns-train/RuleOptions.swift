import CommandKit
import LearningRules
import Models

// The options and help pages that follow from the tables of the rules.

/// One option for each parameter name of any rule; rules that share a name share the option.
var ruleOptions: [Option] {
    var names: [String] = []
    var owners: [String: [(rule: String, parameter: RuleParameter)]] = [:]
    for rule in RuleRegistry.all {
        for parameter in rule.description.parameters {
            if owners[parameter.name] == nil { names.append(parameter.name) }
            owners[parameter.name, default: []].append((rule.description.name, parameter))
        }
    }
    return names.compactMap { name in owners[name].map { option(name, $0) } }
}

private func option(_ name: String, _ owners: [(rule: String, parameter: RuleParameter)]) -> Option {
    let first = owners[0].parameter
    let defaults = owners.map { "\($0.parameter.defaultValue)" }
    let common = Set(defaults).count == 1 ? defaults[0] : "depends on the rule"
    let isToggle = if case .toggle = first.kind { true } else { false }
    return Option(
        name: name, value: value(owners.map(\.parameter)), summary: sentence(first.help), group: "Parameters of rules",
        defaultText: isToggle ? nil : common, appliesTo: owners.map(\.rule))
}

/// The widest range of the rules that share the option; each rule checks its own.
private func value(_ parameters: [RuleParameter]) -> Option.Value {
    switch parameters[0].kind {
    case .toggle(let value): return .toggle(value)
    case .choice(let words, _): return .choice(words)
    case .equation: return .text(placeholder: "EQUATION")
    case .integer(let range, _):
        var (low, high) = (range.lowerBound, range.upperBound)
        for case .integer(let other, _) in parameters.map(\.kind) {
            (low, high) = (min(low, other.lowerBound), max(high, other.upperBound))
        }
        return .integer(low...high)
    case .number(let range, _):
        var (low, high) = (range.lowerBound, range.upperBound)
        for case .number(let other, _) in parameters.map(\.kind) {
            (low, high) = (min(low, other.lowerBound), max(high, other.upperBound))
        }
        return .number(low...high)
    }
}

private func sentence(_ help: String) -> String {
    let text = help.prefix(1).uppercased() + help.dropFirst()
    return text.hasSuffix(".") ? text : text + "."
}

/// `canns-train --help oja`: what a rule says of itself.
var ruleTopics: [HelpTopic] {
    RuleRegistry.all.map { rule in
        let description = rule.description
        var body: [HelpTopic.Block] = [
            .preformatted(description.equation.joined(separator: "\n"))
        ]
        body += description.notes.map { .paragraph($0) }
        let codings = description.codings.map(\.rawValue).sorted().joined(separator: ", ")
        body.append(.paragraph("Models: \(models(of: rule)). Codings of patterns: \(codings)."))
        body += description.parameters.map {
            .definition("--\($0.name)", "\(sentence($0.help)) Default: \($0.defaultValue).")
        }
        body.append(.paragraph("Reference: \(description.reference)"))
        return HelpTopic(name: description.name, title: description.summary, body: body)
    }
}

private func models(of rule: any LearningRule.Type) -> String {
    let isAssociative = rule is any OuterProductRule.Type || rule is any PatternRule.Type
    let layer = (rule as? any LocalRule.Type)?.layer.rawValue
    return [isAssociative ? AmariHopfieldNetwork.kind : nil, layer].compactMap { $0 }.joined(separator: ", ")
}

extension Arguments {
    /// The parameters of a rule as given on the command line.
    ///
    /// - Throws: `UsageError` for a parameter of another rule, or a value outside the rule's own range.
    func parameters(of rule: any LearningRule.Type) throws -> RuleParameters {
        try refuseOptions(notFor: rule.description.name, kind: "rule")
        var given: [String: ParameterValue] = [:]
        for parameter in rule.description.parameters where has(parameter.name) {
            switch parameter.kind {
            case .number: given[parameter.name] = number(parameter.name).map { .number($0) }
            case .integer: given[parameter.name] = integer(parameter.name).map { .integer($0) }
            case .toggle: given[parameter.name] = .toggle(toggle(parameter.name))
            case .choice: given[parameter.name] = text(parameter.name).map { .choice($0) }
            case .equation: given[parameter.name] = text(parameter.name).map { .equation($0) }
            }
        }
        do { return try RuleParameters(rule.description.parameters, given) } catch let error as ParameterError {
            throw UsageError("--\(error)")
        }
    }
}
