import LearningRules
import Parameters

extension WeightsDocument.Training {
    /// The rule that the file names, with the parameters that it keeps; nil for a rule that is not known.
    ///
    /// - Parameter replacements: values in the place of those of the file, of the parameters that the rule has.
    /// - Throws: what the rule says to its parameters.
    package func rule(with replacements: [String: ParameterValue] = [:]) throws -> (any LearningRule)? {
        guard let name = value("rule")?.text, let type = RuleRegistry.rule(named: name) else { return nil }
        return try rule(type, with: replacements)
    }

    /// The rule that the file names, where it is of this type.
    ///
    /// - Throws: `DocumentError` for another rule; what the rule says to its parameters.
    func rule<Rule: LearningRule>(of type: Rule.Type) throws -> Rule {
        let name = value("rule")?.text
        guard name == Rule.description.name else {
            throw DocumentError(
                "was learned \(name.map { "by rule \(Excerpt.of($0))" } ?? "by a rule that it does not name"), expected "
                    + "\(Rule.description.name); load(_:rule:) goes on with another")
        }
        return try rule(type, with: [:])
    }

    private func rule<Rule: LearningRule>(
        _ type: Rule.Type, with replacements: [String: ParameterValue]
    ) throws -> Rule {
        var given: [String: ParameterValue] = [:]
        for parameter in type.parameterTable {
            given[parameter.name] =
                replacements[parameter.name] ?? value(parameter.attributeName)?.parameterValue(parameter.kind)
        }
        // Rules by spike timing from before this parameter counted spikes of one step both ways.
        if given["coincident"] == nil, type.parameterTable.contains(where: { $0.name == "coincident" }) {
            given["coincident"] = .text(Coincidence.both.rawValue)
        }
        return try Rule(given)
    }
}
