// Aim: the pattern most like the state is the answer; what all others with a beta become as beta grows.
//
//     share_p = 1 / M where a_p is the largest, else 0        M number of patterns of the largest likeness
//     E = -max_p a_p + s·s / 2                                with dot; without s·s / 2 with euclidean
//     E = -max_p x_p·s                                        of states of two values
//
// Reference: B. Millidge, T. Salvatori, Y. Song, T. Lukasiewicz, R. Bogacz, ICML 162, 15561 (2022).

import Numerics
import Parameters

public struct MaxSeparation: Separation {
    public static let description = SeparationDescription(
        name: "max",
        summary: "The pattern most like the state is the answer; equally like ones share it.",
        equation: ["share_p = 1 / M where a_p is the largest, else 0", "M number of patterns of the largest likeness"],
        reference: "Millidge, Salvatori, Song, Lukasiewicz, Bogacz, ICML 162, 15561 (2022)")
    public static let parameters: [Parameter<Self>] = []
    public static let defaults = Self()

    public init() {}

    public func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double? {
        let most = Shares.largest(likenesses)
        let count = likenesses.reduce(0) { $1 == most ? $0 + 1 : $0 }
        for index in likenesses.indices { likenesses[index] = likenesses[index] == most ? 1 / Double(count) : 0 }
        return -most
    }

    /// An exponential so steep that no number of patterns outvotes one that is nearer by one unit.
    public func ofOverlaps(patterns: Int) -> (any OverlapFunction)? {
        ExponentialFunction(beta: logarithm(4 * Double(max(1, patterns))), isLimit: true)
    }
}
