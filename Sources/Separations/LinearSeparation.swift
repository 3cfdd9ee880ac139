// Aim: every pattern answers in proportion to its likeness: Hebb's memory in the form of its patterns.
//
//     share_p = a_p / sum_q |a_q|               a_p likeness of the state to pattern p
//     E = -N sum_p (x_p·s / N)² / 2             of states of two values: their energy under W = X^T X / N
//
// Reference: J. J. Hopfield, PNAS 79, 2554 (1982).

import Parameters

public struct LinearSeparation: Separation {
    public static let description = SeparationDescription(
        name: "linear",
        summary:
            "Each pattern answers in proportion to its likeness: Hebb's memory; holds about 0.14 N random patterns.",
        equation: ["share_p = a_p / sum_q |a_q|", "a_p likeness of the state to pattern p"],
        reference: "Hopfield, PNAS 79, 2554 (1982)")
    public static let parameters: [Parameter<Self>] = []
    public static let defaults = Self()

    public init() {}

    public func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double? {
        Shares.normalize(likenesses)
        return nil
    }

    public func ofOverlaps(patterns: Int) -> (any OverlapFunction)? {
        PowerFunction(degree: 2, isRectified: false, energyFactor: 0.5)
    }
}
