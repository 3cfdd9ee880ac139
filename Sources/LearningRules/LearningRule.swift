import Numerics
import Parameters
import Patterns

/// What a rule says of itself, read by help, manual pages, files and tests.
public struct RuleDescription: Sendable {
    /// As on the command line: `anti-hebbian`.
    public let name: String
    /// One line.
    public let summary: String
    /// Plain text, one line each, symbols explained.
    public let equation: [String]
    /// Authors, title, journal, year.
    public let reference: String
    /// What a user should know beside the equation.
    public let notes: [String]
    /// The codings that make sense.
    public let codings: Set<Coding>
    /// What a memory made by the rule holds; nil for rules that make none, and where it is not known.
    public let capacity: RuleCapacity?

    public init(
        name: String, summary: String, equation: [String], reference: String, notes: [String] = [],
        codings: Set<Coding>, capacity: RuleCapacity? = nil
    ) {
        self.name = name
        self.summary = summary
        self.equation = equation
        self.reference = reference
        self.notes = notes
        self.codings = codings
        self.capacity = capacity
    }
}

/// A learning rule: a value that changes weights from activity at the synapses. It knows no model and no file.
///
/// Its parameters are properties: `OjaRule(learningRate: 0.02)`. `parameters` declares them once for options, help,
/// files and checks.
///
/// A rule also conforms to the protocol that says what it learns from: `OuterProductRule`, `LocalRule`,
/// `SpikeRule` or `PatternRule`.
public protocol LearningRule: Parametrised {
    static var description: RuleDescription { get }
    /// Parameters of the model that the rule learns on, where they stand among its own, by their names; none unless the
    /// rule says otherwise.
    var modelParameters: [String: ParameterValue] { get }
}

extension LearningRule {
    public static var noun: String { "rule" }
    public var modelParameters: [String: ParameterValue] { [:] }

    /// Refuses patterns of a coding that the rule does not understand, and hidden units, which only cues may have.
    public func check(_ patterns: PatternSet) throws {
        let allowed = Self.description.codings
        guard allowed.contains(patterns.coding) else {
            let names = Coding.allCases.filter(allowed.contains).map(\.rawValue).joined(separator: " or ")
            throw LearningError(
                description:
                    "the patterns are \(patterns.coding.rawValue), expected \(names) for rule \(Self.description.name)")
        }
        guard patterns.count > 0 else { throw LearningError(description: "no patterns, expected at least one") }
        if patterns.hasHiddenUnits {
            throw LearningError(
                description: "the patterns hold 0, expected -1 and +1 only for rule \(Self.description.name)")
        }
    }
}

/// Learning that cannot go on: wrong patterns, or weights that left the finite numbers.
public struct LearningError: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

/// A rule whose weights are sums of outer products of patterns, kept as such.
public protocol OuterProductRule: LearningRule {
    /// The memory after `patterns` have been learned on top of `memory`.
    ///
    /// - Parameter memory: what was learned before, of the same coding and length; nil for nothing.
    /// - Throws: `LearningError` for patterns that the rule cannot learn.
    func learn(_ patterns: PatternSet, onto memory: OuterProductWeights?) throws -> OuterProductWeights

    /// Whether what it learns may be added to weights of which nothing but the matrix is known; true unless the rule
    /// says otherwise.
    static var extendsForeignWeights: Bool { get }
}

extension OuterProductRule {
    public static var extendsForeignWeights: Bool { true }

    /// The coefficients to go on from, none for nothing learned before.
    ///
    /// - Throws: `LearningError` for patterns that another rule coupled: their weights are not a sum over patterns.
    func coefficients(of memory: OuterProductWeights?) throws -> [Float] {
        guard let memory else { return [] }
        guard case .coefficients(let values) = memory.coupling else {
            throw LearningError(
                description:
                    "the weights were made by the pseudo-inverse of all patterns, expected a sum over patterns for rule \(Self.description.name)"
            )
        }
        return values
    }
}
