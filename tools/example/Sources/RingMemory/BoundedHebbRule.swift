// Aim: a memory that forgets the oldest patterns instead of all of them: Hebbian storage with weights within bounds.
//
//     w_ij <- max(-A, min(A, w_ij + x_i x_j / sqrt(N))),  i != j
//
// x a pattern of ±1, N number of units, A the bound.
//
// Reference: G. Parisi, "A memory which forgets", J. Phys. A 19, L617 (1986).

import CANNS

public struct BoundedHebbRule: PatternRule {
    public static let description = RuleDescription(
        name: "bounded-hebb", summary: "Stores patterns within bounds: new ones push old ones out.",
        equation: ["w_ij <- max(-A, min(A, w_ij + x_i x_j / sqrt(N))),  i != j", "x pattern, N units, A bound"],
        reference: "Parisi, A memory which forgets, J. Phys. A 19, L617 (1986)", codings: [.bipolar])
    public static let parameters: [Parameter<Self>] = [
        Parameter("bound", \.bound, 0.001...1000, help: "A, the largest magnitude of a weight")
    ]
    public static let defaults = Self()

    public var bound: Double

    public init(bound: Double = 0.4) { self.bound = bound }

    public func learn(
        _ patterns: PatternSet, into weights: inout Matrix, _ setting: LearningSetting
    ) throws -> LearningOutcome {
        try check(patterns)
        let (limit, step) = (Float(bound), 1 / Float(patterns.neurons).squareRoot())
        for index in 0..<patterns.count {
            let x = patterns.row(index)
            for i in x.indices {
                for j in x.indices where i != j {
                    weights[i, j] = max(-limit, min(limit, weights[i, j] + step * x[i] * x[j]))
                }
            }
        }
        return LearningOutcome(iterations: patterns.count)
    }
}
