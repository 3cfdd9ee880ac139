import LearningRules
import Parameters

/// A rule with its parameters, as one word: `hebbian`, `hebbian:subtract-mean=off`.
public struct RuleChoice: Sendable {
    /// As given.
    public let text: String
    public let rule: any LearningRule

    /// - Throws: `StudyError` for an unknown rule, parameter or value.
    public init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let type = RuleRegistry.rule(named: String(parts[0])) else {
            throw StudyError(
                "there is no rule \(parts[0]), expected one of \(RuleRegistry.names.joined(separator: ", "))")
        }
        var given: [String: ParameterValue] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else {
                throw StudyError("the rule is \(text), expected NAME:PARAMETER=VALUE such as hebbian:subtract-mean=off")
            }
            let parameter = type.parameterTable.first { $0.name == pair[0] }
            given[pair[0]] = parameter?.kind.value(pair[1]) ?? .text(pair[1])
        }
        do { rule = try type.init(given) } catch let error as ParameterError {
            throw StudyError("rule \(parts[0]): \(error)")
        }
        self.text = text
    }

    /// The stability that the rule asks of every pattern, where it is a rule with a margin.
    var margin: Double? { (rule as? PerceptronRule)?.margin }
}
