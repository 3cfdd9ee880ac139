import Parameters
import Patterns

/// A rule that stores pairs as well, each pattern with a partner that answers for it.
public protocol PairRule: LearningRule {
    /// Parameters of the model of pairs, by their names.
    var pairParameters: [String: ParameterValue] { get }
    /// Parameters of the rule that make no difference to pairs.
    static var parametersWithoutPairs: Set<String> { get }

    /// Whether patterns recall themselves where no targets are given; false unless the rule says otherwise.
    static var associatesItself: Bool { get }

    /// Refuses partners of a coding with which the rule cannot answer.
    func checkTargets(_ targets: PatternSet) throws
}

extension PairRule {
    public static var parametersWithoutPairs: Set<String> { [] }
    public static var associatesItself: Bool { false }

    public func checkTargets(_ targets: PatternSet) throws { try checkTargets(targets, of: Self.description.codings) }

    func checkTargets(_ targets: PatternSet, of allowed: Set<Coding>) throws {
        guard allowed.contains(targets.coding) else {
            let names = Coding.allCases.filter(allowed.contains).map(\.rawValue).joined(separator: " or ")
            throw LearningError(
                description:
                    "the targets are \(targets.coding.rawValue), expected \(names) for rule \(Self.description.name)")
        }
        if targets.hasHiddenUnits {
            throw LearningError(description: "the targets hold 0 among ±1, expected -1 and +1 only")
        }
    }
}

extension HebbianRule: PairRule {
    public static let parametersWithoutPairs: Set = ["zero-diagonal", "normalize-by-patterns"]

    public var pairParameters: [String: ParameterValue] {
        ["separation": .text("linear"), "center": .toggle(settings.subtractMean)]
    }

    /// Its answers are sums of any size, of which the side is known, not the level.
    public func checkTargets(_ targets: PatternSet) throws { try checkTargets(targets, of: [.bipolar, .binary]) }
}

extension PseudoInverseRule: PairRule {
    public static let parametersWithoutPairs: Set = ["zero-diagonal", "sequence", "cyclic"]

    public var pairParameters: [String: ParameterValue] {
        ["separation": .text("linear"), "decorrelate": .toggle(true), "cutoff": .number(cutoff)]
    }
}

extension StoreRule: PairRule {
    public static let parametersWithoutPairs: Set = ["sequence", "cyclic"]

    public var pairParameters: [String: ParameterValue] { memory.ownValues }
}
