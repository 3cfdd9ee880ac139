// Aim: the point of the simplex nearest to the likenesses, so that patterns far from the state have no share at all and
// a stored pattern is returned exactly.
//
//     share = argmin_p |p - beta a|²  over p_q >= 0, sum_q p_q = 1  = max(0, beta a - tau)
//
// a likenesses of the state to the patterns, tau such that the shares add up to 1.
//
// Reference: A. F. T. Martins, R. F. Astudillo, ICML 48, 1614 (2016); as a memory: J. Y.-C. Hu and others, NeurIPS 36
// (2023); S. J. R. dos Santos and others, ICML 235 (2024).

import Parameters

public struct SparsemaxSeparation: ScaledSeparation {
    public static let description = SeparationDescription(
        name: "sparsemax",
        summary: "The nearest point of the simplex: few patterns have a share, a stored one is returned exactly.",
        equation: [
            "share_p = max(0, beta a_p - tau)",
            "a_p likeness of the state to pattern p; tau such that the shares add up to 1",
        ],
        reference: "Martins, Astudillo, ICML 48, 1614 (2016)")
    public static let parameters: [Parameter<Self>] = [.beta(\.beta)]
    public static let defaults = Self()

    public var beta: Double?

    public init(beta: Double? = nil) { self.beta = beta }

    public func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double? {
        Tsallis(alpha: 2).share(likenesses, beta: scale)
    }

    public func leastBeta(gaps: [Double], loss: Double, known: Double) -> Double {
        Tsallis(alpha: 2).leastBeta(gaps: gaps, known: known)
    }

    /// The nearest pattern alone decides.
    public func reach(patterns: Int, loss: Double, neglected: Double) -> Double { 1 }

    public func ofOverlaps(patterns: Int) -> (any OverlapFunction)? { nil }
}
