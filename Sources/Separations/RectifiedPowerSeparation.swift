// Aim: likeness to a power, where patterns that are unlike the state do not count.
//
//     share_p = f_p / sum_q f_q,  f_p = max(0, a_p)^(n-1)      a_p likeness of the state to pattern p, n degree
//     E = -N sum_p max(0, x_p·s / N)^n                         of states of two values
//
// Reference: D. Krotov, J. J. Hopfield, NIPS 29, 1172 (2016).

import Parameters

public struct RectifiedPowerSeparation: Separation {
    public static let description = SeparationDescription(
        name: "power-rectified",
        summary: "Likeness to a power, patterns that are unlike the state left out.",
        equation: [
            "share_p = f_p / sum_q f_q,  f_p = max(0, a_p)^(n-1)", "a_p likeness of the state to pattern p; n degree",
        ],
        reference: "Krotov, Hopfield, NIPS 29, 1172 (2016)")
    public static let parameters: [Parameter<Self>] = [.degree(\.degree)]
    public static let defaults = Self()

    /// n.
    public var degree: Int

    public init(degree: Int = 3) { self.degree = degree }

    public func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double? {
        for index in likenesses.indices { likenesses[index] = max(0, likenesses[index]) }
        Shares.raise(likenesses, to: degree - 1)
        return nil
    }

    public func ofOverlaps(patterns: Int) -> (any OverlapFunction)? { PowerFunction(degree: degree, isRectified: true) }
}
