import CommandKit
import LearningRules
import Models
import Parameters
import Training

// The options and help pages that follow from the tables of the rules.

/// One option for each parameter name of any rule.
var ruleOptions: [Option] {
    Option.parameters(
        of: RuleRegistry.all.map { (name: $0.description.name, table: $0.parameterTable) }, noun: "rule"
    ) { _ in "Parameters of rules" }
}

/// One option for each parameter that a model has beside those of the rules.
var networkOptions: [Option] {
    Option.parameters(of: ModelRegistry.all.map { (name: $0.kind, table: $0.designParameters) }, noun: "model") { _ in
        "Networks of spiking units"
    }
}

let networkOptionNames = Set(networkOptions.map(\.name))

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
        body += HelpTopic.definitions(of: rule.parameterTable)
        body.append(.paragraph("Reference: \(description.reference)"))
        return HelpTopic(name: description.name, title: description.summary, body: body)
    }
}

/// The rules as canns-rules(7) and as an article of the library's documentation.
let rulePage = TopicPage(
    name: "canns-rules", title: "Rules",
    summary: "The learning rules with their equations, references and parameters.",
    description: [
        "Each is the name that canns-train --rule takes; canns-train --help RULE shows the same on a terminal. A parameter is an option of canns-train, an attribute of /training in files, with _ for -, and a property in Swift; its range and default stand in parentheses. A TIME is a number of time steps, or in ms, us or s with its unit (20ms): it is then the same whatever the length of a step, the attribute dt of the spikes; a RATE is in spikes a step, or in Hz (5Hz). Other times are in samples, or in ms where the parameter says so."
    ],
    seeAlso: ["canns-train(1)", "canns(5)"])

private func models(of rule: any LearningRule.Type) -> String {
    LearningMode.models(for: rule).map { $0.kind }.joined(separator: ", ")
}

extension Arguments {
    /// A rule with its parameters as given on the command line.
    ///
    /// - Parameter present: parameters in the place of defaults, as far as the rule has them.
    /// - Throws: `UsageError` for a parameter of another rule, or a value outside the rule's own range.
    func rule(
        _ type: any LearningRule.Type, onto present: [String: ParameterValue] = [:]
    ) throws -> any LearningRule {
        try refuseOptions(notFor: type.description.name, kind: "rule", leaving: networkOptionNames)
        let given = try values(of: type.parameterTable)
        let rule: any LearningRule
        let own = Set(type.parameterTable.map(\.name))
        let values = present.filter { own.contains($0.key) }.merging(given) { $1 }
        do { rule = try type.init(values) } catch let error as ParameterError { throw UsageError("--\(error)") }
        if let store = rule as? StoreRule {
            if let foreign = store.memory.foreign(among: given.keys.sorted()).first {
                let own = store.memory.ownNames.map { "--\($0)" }.joined(separator: ", ")
                throw UsageError(
                    "--\(foreign) is not of separation \(store.memory.separation), which has \(own.isEmpty ? "none" : own)"
                )
            }
        }
        let isOpen = (rule as? StoreRule)?.isSequence == false || (rule as? PseudoInverseRule)?.isSequence == false
        if isOpen { try require("sequence", with: "cyclic") }
        return rule
    }
}
