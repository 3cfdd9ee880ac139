// Aim: one-shot Hebbian storage.
//
//     W = (1/P) sum_p (x_p - rho)(x_p - rho)^T,  w_ii = 0
//
// P number of patterns, x_p pattern p, rho the mean of all values of all patterns. Without `subtract-mean` rho = 0,
// without `normalize-by-patterns` the factor 1/P is 1, without `zero-diagonal` w_ii stays.
//
// The memory keeps x_p, c_p and rho, so learning A and then B gives what learning both at once gives.
//
// Reference: D. O. Hebb, The Organization of Behavior (1949); J. J. Hopfield, PNAS 79, 2554 (1982).

import Numerics
import Parameters
import Patterns

public struct HebbianRule: OuterProductRule {
    public static let description = RuleDescription(
        name: "hebbian",
        summary: "Stores patterns in one shot: units that are active together are joined.",
        equation: [
            "W = (1/P) sum_p (x_p - rho)(x_p - rho)^T,  w_ii = 0",
            "P patterns x_p; rho mean of all their values",
            "pairs:  W = (1/P) sum_p (y_p - rho_y)(x_p - rho)^T,  y_p target of x_p",
            "linear layer, each sample:  w_ij <- w_ij + (eta/P) y_i (x_j - rho),  y = W x",
        ],
        reference: "Hebb, The Organization of Behavior (1949); Hopfield, PNAS 79, 2554 (1982)",
        notes: [
            "Random patterns of N units are recalled up to about 0.138 N of them; pictures that are alike much less.",
            "On a linear layer nothing bounds the weights: few epochs or a small learning rate, or rule oja.",
        ],
        codings: [.bipolar, .binary, .real, .grey], capacity: .hebbian)

    public static let parameters = HebbianSettings.parameters.map { $0.of(\Self.settings) }
    public static let defaults = Self()

    /// What Hebbian and anti-Hebbian learning share.
    public var settings: HebbianSettings

    /// - Parameters:
    ///   - subtractMean: whether rho, the mean of all values of all patterns, is subtracted from every value.
    ///   - zeroDiagonal: whether no unit has a weight to itself.
    ///   - normalizeByPatterns: whether the sum is divided by the number of patterns.
    ///   - learningRate: eta, of layers only.
    public init(
        subtractMean: Bool = true, zeroDiagonal: Bool = true, normalizeByPatterns: Bool = true, learningRate: Double = 1
    ) {
        settings = HebbianSettings(
            subtractMean: subtractMean, zeroDiagonal: zeroDiagonal, normalizeByPatterns: normalizeByPatterns,
            learningRate: learningRate)
    }

    public func learn(_ patterns: PatternSet, onto memory: OuterProductWeights?) throws -> OuterProductWeights {
        try check(patterns)
        let earlier = try coefficients(of: memory)
        let stored = memory.map { $0.patterns.appending(patterns) } ?? patterns
        var coefficients = earlier + [Float](repeating: 1, count: patterns.count)
        var offsets = (memory?.offsets ?? []) + [Float](repeating: 0, count: patterns.count)
        // What was unlearned before (a negative coefficient) stays as it is; all else counts afresh.
        let learned = coefficients.indices.filter { coefficients[$0] > 0 }
        let rho = settings.subtractMean ? Float(stored.selectingMean(learned)) : 0
        let coefficient = settings.normalizeByPatterns ? 1 / Float(learned.count) : 1
        for index in learned {
            coefficients[index] = coefficient
            offsets[index] = rho
        }
        return OuterProductWeights(
            patterns: stored, coefficients: coefficients, offsets: offsets,
            zeroDiagonal: settings.zeroDiagonal)
    }
}

extension PatternSet {
    /// The mean over some patterns, without a copy where they are all.
    fileprivate func selectingMean(_ indices: [Int]) -> Double {
        indices.count == count ? mean : selecting(indices).mean
    }
}
