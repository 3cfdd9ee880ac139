// Aim: likeness to a power, so that the most like patterns outweigh the many others: about N^(n-1) of them are held.
//
//     share_p = f_p / sum_q |f_q|,  f_p = a_p^(n-1)      a_p likeness of the state to pattern p, n degree
//     E = -N sum_p (x_p·s / N)^n                         of states of two values
//
// n = 2 is Hebb's memory. An even n takes a pattern and its inverse for the same, an odd one drives away from inverses.
//
// Reference: D. Krotov, J. J. Hopfield, NIPS 29, 1172 (2016).

import Numerics
import Parameters

public struct PowerSeparation: Separation {
    public static let description = SeparationDescription(
        name: "power",
        summary: "Likeness to a power: about N^(n-1) / (2 (2n-3)!! ln N) random patterns without error.",
        equation: [
            "share_p = f_p / sum_q |f_q|,  f_p = a_p^(n-1)", "a_p likeness of the state to pattern p; n degree",
        ],
        reference: "Krotov, Hopfield, NIPS 29, 1172 (2016)")
    public static let parameters: [Parameter<Self>] = [.degree(\.degree)]
    public static let defaults = Self()

    /// n.
    public var degree: Int

    public init(degree: Int = 3) { self.degree = degree }

    public func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double? {
        Shares.raise(likenesses, to: degree - 1)
        return nil
    }

    public func ofOverlaps(patterns: Int) -> (any OverlapFunction)? {
        PowerFunction(degree: degree, isRectified: false)
    }
}
