// Aim: storage of sparse 0/1 patterns, or of pairs of them, with one bit a weight.
//
//     w_ij = 1 where a pair has y_i = x_j = 1, else 0
//     answer: y_i = 1 where sum_j w_ij s_j is the number of active units of s, or the k of largest sum
//
// x keys and y targets, the keys themselves where none are given; s cue. The most is held where half of the weights
// are 1: about (N/k)² ln 2 pairs of k active units each.
//
// Reference: D. J. Willshaw, O. P. Buneman, H. C. Longuet-Higgins, Nature 222, 960 (1969); G. Palm, Biol. Cybern. 36, 19
// (1980).

import Parameters
import Patterns

public struct WillshawRule: PairRule {
    public static let description = RuleDescription(
        name: "willshaw",
        summary: "Stores sparse 0/1 patterns, or pairs of them, with one bit a weight: clipped Hebb.",
        equation: [
            "w_ij = 1 where a pair has y_i = x_j = 1, else 0",
            "y_i = 1 where sum_j w_ij s_j is the number of active units of the cue s, or the k of largest sum",
            "x patterns of 0 and 1, y their targets, themselves where none are given",
        ],
        reference: "Willshaw, Buneman, Longuet-Higgins, Nature 222, 960 (1969); Palm, Biol. Cybern. 36, 19 (1980)",
        notes: [
            "Of patterns with k active units of N, about 0.69 (N/k)^2 pairs fill half of the weights, which is where most is held.",
            "A unit that the cue lacks costs nothing, one that it has too much makes every answer empty: then --winners K helps.",
            "Without --targets each pattern recalls itself.",
        ],
        codings: [.binary],
        capacity: RuleCapacity(
            load: nil, "holds about 0.69 (N/k)^2 pairs of k active units", alternatives: ["covariance", "store"]))

    public static let parameters: [Parameter<Self>] = [
        Parameter(
            "winners", \.winners, 0...1_000_000_000,
            help: "how many units of an answer are 1, those of largest sum; 0: all whose sum is the cue's active units")
    ]
    public static let defaults = Self()

    public static let associatesItself = true

    /// How many units of an answer are 1; 0: all whose sum is the number of active units of the cue.
    public var winners: Int

    public init(winners: Int = 0) { self.winners = winners }

    public var pairParameters: [String: ParameterValue] { ["winners": .integer(winners)] }
}
