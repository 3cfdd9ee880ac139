import LearningRules
import Parameters

/// A rule with its parameters, as one word: `hebbian`, `hebbian:subtract-mean=off`.
public struct RuleChoice: Sendable {
    /// As given, or as it would be.
    public let text: String
    public let rule: any LearningRule

    /// A rule with the parameters that differ from its defaults.
    public init<Rule: LearningRule>(_ rule: Rule) {
        let named = zip(Rule.parameterTable, rule.parameterValues).compactMap { description, entry -> String? in
            guard entry.value != description.defaultValue else { return nil }
            let values = if case .sentences = description.kind { entry.value.asTexts ?? [] } else { ["\(entry.value)"] }
            return values.map { ":\(entry.name)=\($0.hasSuffix(".0") ? String($0.dropLast(2)) : $0)" }.joined()
        }
        text = Rule.description.name + named.joined()
        self.rule = rule
    }

    /// - Throws: `StudyError` for an unknown rule, parameter or value.
    public init(_ text: String) throws {
        let parts = Self.parts(text)
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
            let value = parameter?.kind.value(pair[1]) ?? .text(pair[1])
            if case .sentences = parameter?.kind, let earlier = given[pair[0]]?.asTexts {
                given[pair[0]] = .texts(earlier + [pair[1]])
            } else {
                given[pair[0]] = value
            }
        }
        do { rule = try type.init(given) } catch let error as ParameterError {
            throw StudyError("rule \(parts[0]): \(error)")
        }
        self.text = text
    }

    /// What colons part: one before a space belongs to a text, as in `trace=r: tau=20ms on pre += 1`.
    private static func parts(_ text: String) -> [Substring] {
        var (parts, start) = ([Substring](), text.startIndex)
        for index in text.indices where text[index] == ":" {
            let next = text.index(after: index)
            if next < text.endIndex, text[next] == " " { continue }
            parts.append(text[start..<index])
            start = next
        }
        return parts + [text[start...]]
    }

    /// The rule with all times by steps of a length in ms.
    ///
    /// - Throws: `StudyError` for a time that does not fit.
    func bySteps(of length: Double) throws -> any LearningRule {
        do { return try rule.bySteps(of: length) } catch let error as ParameterError {
            throw StudyError("rule \(text): \(error)")
        }
    }

    /// The stability that the rule asks of every pattern, where it is a rule with a margin.
    var margin: Double? { (rule as? PerceptronRule)?.margin }
}

extension Parameter {
    /// Rules, each with its parameters.
    static func rules(_ path: WritableKeyPath<Owner, [RuleChoice]> & Sendable, help: String) -> Parameter {
        Parameter("rules", path, help: help, text: \.text) { try RuleChoice($0) }
    }

    /// Separations of rule store, each with its parameters: `power:degree=3`.
    static func separations(_ path: WritableKeyPath<Owner, [RuleChoice]> & Sendable) -> Parameter {
        let prefix = "store:separation="
        return Parameter(
            "separation", path,
            help: "rule store with these separations beside the rules: power:degree=3,softmax:beta=0.5",
            text: { $0.text.hasPrefix(prefix) ? String($0.text.dropFirst(prefix.count)) : $0.text },
            parse: { try RuleChoice(prefix + $0) })
    }

    /// The one rule of a study, in files a list of one.
    static func rule(_ path: WritableKeyPath<Owner, RuleChoice> & Sendable, help: String) -> Parameter {
        rule(help, none: nil) {
            $0[keyPath: path]
        } write: { owner, choice in
            if let choice { owner[keyPath: path] = choice }
        }
    }

    /// The one rule of a study, or none.
    ///
    /// - Parameter none: the word that stands for no rule; without it an empty list does.
    static func rule(
        _ path: WritableKeyPath<Owner, RuleChoice?> & Sendable, none: String? = nil, help: String
    ) -> Parameter {
        rule(help, none: none) {
            $0[keyPath: path]
        } write: { owner, choice in
            owner[keyPath: path] = choice
        }
    }

    private static func rule(
        _ help: String, none: String?, read: @escaping @Sendable (Owner) -> RuleChoice?,
        write: @escaping @Sendable (inout Owner, RuleChoice?) -> Void
    ) -> Parameter {
        let parse: @Sendable (String) throws -> RuleChoice? = { $0 == none ? nil : try RuleChoice($0) }
        return Parameter("rule", .texts { _ = try parse($0) }, help) { owner in
            .texts((read(owner)?.text ?? none).map { [$0] } ?? [])
        } write: { owner, value in
            let names = value.asTexts ?? []
            guard names.count <= 1 else { throw ParameterError("rule", "is \(value), expected one rule") }
            write(&owner, try names.first.flatMap(parse))
        }
    }
}
