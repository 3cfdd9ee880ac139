// Aim: between softmax (alpha = 1) and sparsemax (alpha = 2): shares that fall smoothly and reach 0.
//
//     share_p = max(0, (alpha - 1) beta a_p - tau)^(1/(alpha - 1))
//
// a likenesses of the state to the patterns, tau such that the shares add up to 1.
//
// Reference: B. Peters, V. Niculae, A. F. T. Martins, ACL 57, 1504 (2019); as a memory: S. J. R. dos Santos and others,
// ICML 235 (2024).

import Parameters

public struct EntmaxSeparation: ScaledSeparation {
    public static let description = SeparationDescription(
        name: "entmax",
        summary: "Between softmax (alpha near 1) and sparsemax (alpha 2): shares fall smoothly and reach 0.",
        equation: [
            "share_p = max(0, (alpha - 1) beta a_p - tau)^(1/(alpha - 1))",
            "a_p likeness of the state to pattern p; tau such that the shares add up to 1",
        ],
        reference: "Peters, Niculae, Martins, ACL 57, 1504 (2019)")
    public static let parameters: [Parameter<Self>] = [
        .beta(\.beta),
        Parameter(
            "alpha", \.alpha, 1.01...100, help: "1 is softmax, 2 sparsemax: the larger, the fewer patterns answer"),
    ]
    public static let defaults = Self()

    public var beta: Double?
    public var alpha: Double

    public init(beta: Double? = nil, alpha: Double = 1.5) { (self.beta, self.alpha) = (beta, alpha) }

    public func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double? {
        Tsallis(alpha: alpha).share(likenesses, beta: scale)
    }

    public func leastBeta(gaps: [Double], loss: Double, known: Double) -> Double {
        Tsallis(alpha: alpha).leastBeta(gaps: gaps, known: known)
    }

    /// The nearest pattern alone decides.
    public func reach(patterns: Int, loss: Double, neglected: Double) -> Double { 1 }

    public func ofOverlaps(patterns: Int) -> (any OverlapFunction)? { nil }
}
