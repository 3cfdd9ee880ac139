// Aim: weights that leave every stored pattern exactly as it is, however alike the patterns are.
//
//     W = X^T (X X^T)^-1 X,  w_ii = 0
//
// X patterns, one a row. W projects onto the space that the patterns span: W x_p = x_p. Without the diagonal the
// field of unit i at a stored pattern is (1 - w_ii) x_pi, still of the right sign below P = N.
//
// W is kept as (MX)^T (MX), M^T M = (X X^T)^-1. Of pairs W = Y^T (X X^T)^-1 X, of a sequence Y are the patterns that
// follow; both are kept as the patterns themselves.
//
// Reference: L. Personnaz, I. Guyon, G. Dreyfus, J. Phys. Lett. 46, L359 (1985); T. Kohonen, M. Ruohonen, IEEE
// Trans. Comput. C-22, 701 (1973).

import Numerics
import Parameters
import Patterns

public struct PseudoInverseRule: OuterProductRule, PatternMemoryRule {
    public static let description = RuleDescription(
        name: "pseudo-inverse",
        summary: "Stores patterns by projection: each is exactly stable, however alike they are.",
        equation: [
            "W = X^T (X X^T)^-1 X,  w_ii = 0", "X patterns, one a row",
            "pairs:  W = Y^T (X X^T)^-1 X, Y targets;  sequence:  Y patterns that follow",
        ],
        reference: "Personnaz, Guyon, Dreyfus, J. Phys. Lett. 46, L359 (1985)",
        notes: [
            "Not local: a new pattern changes the weight of all others. Up to N independent patterns are stable; their basins shrink to nothing near N / 2.",
            "Goes on from a memory that keeps its patterns: all of them, old and new, are stored by this rule.",
        ],
        codings: [.bipolar, .binary, .real, .grey],
        capacity: RuleCapacity(
            load: 0.5, "recalls damaged cues up to about half a pattern a unit", alternatives: ["perceptron"]))

    public static let parameters: [Parameter<Self>] = [
        .zeroDiagonal(\.zeroDiagonal),
        Parameter(
            "cutoff", \.cutoff, 1e-12...0.1,
            help: "eigenvalues of X X^T below this share of the largest count as 0: patterns that depend on others"),
        Parameter("sequence", \.isSequence, help: "let each pattern lead to the next one"),
        Parameter("cyclic", \.isCyclic, help: "let the first pattern follow the last"),
    ]
    public static let defaults = Self()

    public static let extendsForeignWeights = false

    /// Whether no unit has a weight to itself.
    public var zeroDiagonal: Bool
    /// Eigenvalues of X X^T below this share of the largest count as 0: patterns that depend on others.
    public var cutoff: Double

    /// Whether each pattern leads to the next, the last to itself or to the first.
    public var isSequence: Bool
    public var isCyclic: Bool

    public init(
        zeroDiagonal: Bool = true, cutoff: Double = 1e-6, isSequence: Bool = false, isCyclic: Bool = false
    ) {
        (self.zeroDiagonal, self.cutoff) = (zeroDiagonal, cutoff)
        (self.isSequence, self.isCyclic) = (isSequence, isCyclic)
    }

    /// Of a sequence.
    public var modelParameters: [String: ParameterValue] {
        ["cutoff": .number(cutoff), "cyclic": .toggle(isCyclic)]
    }

    public func learn(_ patterns: PatternSet, onto memory: OuterProductWeights?) throws -> OuterProductWeights {
        try check(patterns)
        guard !isSequence else {
            throw LearningError(
                description: "a sequence is no matrix between equals, expected a projection-sequence as the model")
        }
        guard let memory else { return try storing(patterns) }
        guard case .coefficients(let coefficients) = memory.coupling else {
            return try storing(memory.patterns.appending(patterns))
        }
        // What was unlearned (a negative coefficient) stays away.
        let kept = coefficients.indices.filter { coefficients[$0] > 0 }
        let earlier = kept.count == memory.count ? memory.patterns : memory.patterns.selecting(kept)
        return try storing(earlier.appending(patterns))
    }

    /// The memory of exactly these patterns.
    func storing(_ patterns: PatternSet) throws -> OuterProductWeights {
        let root: Matrix
        do { root = try patterns.inverseCorrelationRoot(cutoff: Double(Float(cutoff))) } catch let error
            as CorrelationError
        {
            throw LearningError(description: error.description)
        }
        return OuterProductWeights(
            patterns: patterns, inverseCorrelation: root, offsets: [Float](repeating: 0, count: patterns.count),
            zeroDiagonal: zeroDiagonal)
    }

    /// How many of the stored patterns depend on the others.
    public static func dependentPatterns(of memory: OuterProductWeights) -> Int {
        memory.count - memory.componentCount
    }
}
