import LearningRules
import Parameters

extension WeightsDocument.Training {
    /// The rule that the file names, with the parameters that it keeps; nil for a rule that is not known.
    ///
    /// - Parameter replacements: values in the place of those of the file, of the parameters that the rule has.
    /// - Throws: what the rule says to its parameters.
    package func rule(with replacements: [String: ParameterValue] = [:]) throws -> (any LearningRule)? {
        guard let name = value("rule")?.text, let type = RuleRegistry.rule(named: name) else { return nil }
        var given: [String: ParameterValue] = [:]
        for parameter in type.parameterTable {
            given[parameter.name] =
                replacements[parameter.name] ?? value(parameter.attributeName)?.parameterValue(parameter.kind)
        }
        // Rules by spike timing from before this parameter counted spikes of one step both ways.
        if given["coincident"] == nil, type.parameterTable.contains(where: { $0.name == "coincident" }) {
            given["coincident"] = .text(Coincidence.both.rawValue)
        }
        return try type.init(given)
    }
}
