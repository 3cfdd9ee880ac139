/// How much a memory holds, and which rules hold more, for messages about recalls that fail.
public struct RuleCapacity: Sendable {
    /// Random patterns a unit above which damaged cues are no longer recalled; nil where it depends on more than that.
    public let load: Double?
    /// As a sentence goes on after the name of the rule: `holds about 0.138 random patterns a unit`.
    public let words: String
    /// The names of rules to try where this one fails, the most promising first.
    public let alternatives: [String]

    public init(load: Double?, _ words: String, alternatives: [String]) {
        self.load = load
        self.words = words
        self.alternatives = alternatives
    }

    /// Of Hebbian memories; unlearning leaves one.
    static let hebbian = RuleCapacity(
        load: 0.138, "holds about 0.138 random patterns a unit, and fewer that are alike",
        alternatives: ["pseudo-inverse", "storkey", "perceptron"])
}
