// Aim: a memory of the patterns themselves.
//
//     s <- X^T share(sim(X, s))
//
// X patterns, one a row; s state; sim one number a pattern, how like the state it is; share what part of the answer each
// has. See `Separation` for what separations there are, and `SequenceSettings` for patterns that lead to one another.
//
// Reference: D. Krotov, J. J. Hopfield, NIPS 29, 1172 (2016); H. Ramsauer and others, ICLR (2021).

import Parameters
import Patterns
import Separations

public struct StoreRule: PatternMemoryRule {
    public static let description = RuleDescription(
        name: "store",
        summary: "Keeps the patterns themselves: a dense memory, which holds far more of them than units.",
        equation: [
            "s <- X^T share(sim(X, s))",
            "X patterns, one a row; sim how like the state s each is; share its part of the answer",
            "patterns of two values:  s_i <- sign( sum_p F(a_p + x_pi) - F(a_p - x_pi) ),  a_p = sum_{j != i} x_pj s_j",
            "sequence:  s(t + 1) <- X_next^T share(sim(X, s(t)));  pairs:  y <- Y^T share(sim(X, s)), Y targets",
        ],
        reference: "Krotov, Hopfield, NIPS 29, 1172 (2016); Ramsauer and others, ICLR (2021)",
        notes: [
            "Separations: softmax, linear (Hebb), power, power-rectified, exponential, max; for graded patterns also sparsemax and entmax. canns-recall may take another one than the file has.",
            "0/1 patterns are read as -1 and +1.",
        ],
        codings: [.bipolar, .binary, .real, .grey],
        capacity: RuleCapacity(
            load: nil, "holds what its separation holds: exponentially many random patterns with softmax",
            alternatives: []))

    public static let parameters: [Parameter<Self>] =
        MemorySettings.parameters.map { $0.of(\.memory) } + [
            Parameter("sequence", \.isSequence, help: "let each pattern lead to the next one"),
            Parameter("cyclic", \.isCyclic, help: "let the first pattern follow the last"),
        ]
    public static let defaults = Self()

    public var memory: MemorySettings
    /// Whether each pattern leads to the next, the last to itself or to the first.
    public var isSequence: Bool
    public var isCyclic: Bool

    public init(memory: MemorySettings = MemorySettings(), isSequence: Bool = false, isCyclic: Bool = false) {
        (self.memory, self.isSequence, self.isCyclic) = (memory, isSequence, isCyclic)
    }

    public var modelParameters: [String: ParameterValue] {
        guard isSequence else { return memory.ownValues }
        return memory.ownValues.merging(["sequence": .toggle(true), "cyclic": .toggle(isCyclic)]) { $1 }
    }
}
