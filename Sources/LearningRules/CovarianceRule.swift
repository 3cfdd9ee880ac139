// Aim: storage of sparse 0/1 patterns.
//
//     W = 1 / (N f (1 - f)) sum_p (x_p - f)(x_p - f)^T,  w_ii = 0
//
// N number of units, f the share of units that are 1: `activity`, or measured over all stored patterns where that is
// 0. Recalled with k winners, k about f N.
//
// Reference: M. V. Tsodyks, M. V. Feigel'man, Europhys. Lett. 6, 101 (1988).

import Numerics
import Parameters
import Patterns

public struct CovarianceRule: OuterProductRule {
    public static let description = RuleDescription(
        name: "covariance",
        summary: "Stores sparse 0/1 patterns: units that differ from the mean together are joined.",
        equation: [
            "W = 1 / (N f (1 - f)) sum_p (x_p - f)(x_p - f)^T,  w_ii = 0",
            "N units; x_p patterns of 0 and 1; f share of units that are 1",
        ],
        reference: "Tsodyks, Feigel'man, Europhys. Lett. 6, 101 (1988)",
        notes: [
            "Recall with --activation winners, as many as a pattern has units of 1.",
            "The sparser the patterns, the more of them: at f = 0.02 as many as there are units, at f = 0.1 a third.",
        ],
        codings: [.binary],
        capacity: RuleCapacity(
            load: nil, "holds the more patterns the sparser they are: one a unit at f = 0.02, a third at f = 0.1",
            alternatives: ["perceptron"]))

    public static let parameters: [Parameter<Self>] = [
        Parameter(
            "activity", \.activity, 0...0.999,
            help: "f, the share of units that are 1; 0 measures it over all stored patterns"),
        .zeroDiagonal(\.zeroDiagonal),
    ]
    public static let defaults = Self()

    /// f, the share of units that are 1; 0 measures it over all stored patterns.
    public var activity: Double
    /// Whether no unit has a weight to itself.
    public var zeroDiagonal: Bool

    public init(activity: Double = 0, zeroDiagonal: Bool = true) {
        self.activity = activity
        self.zeroDiagonal = zeroDiagonal
    }

    public func learn(_ patterns: PatternSet, onto memory: OuterProductWeights?) throws -> OuterProductWeights {
        try check(patterns)
        _ = try coefficients(of: memory)
        let stored = memory.map { $0.patterns.appending(patterns) } ?? patterns
        let given = Double(Float(activity))
        let activity = given > 0 ? given : stored.mean
        guard activity > 0, activity < 1 else {
            throw LearningError(
                description:
                    "\(activity == 0 ? "no unit" : "every unit") of the patterns is 1, expected some units of 1 and some of 0"
            )
        }
        let coefficient = 1 / (Double(stored.neurons) * activity * (1 - activity))
        return OuterProductWeights(
            patterns: stored, coefficients: [Float](repeating: Float(coefficient), count: stored.count),
            offsets: [Float](repeating: Float(activity), count: stored.count),
            zeroDiagonal: zeroDiagonal)
    }
}
