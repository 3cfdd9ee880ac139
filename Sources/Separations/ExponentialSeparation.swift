// Aim: exponential of the likeness: exponentially many patterns in the number of units.
//
//     share_p = f_p / sum_q f_q,  f_p = exp(beta a_p)         a_p likeness of the state to pattern p
//     E = -(1/beta) log sum_p exp(beta x_p·s)                 of states of two values
//
// For graded states this is softmax; for states of two values softmax is this.
//
// Reference: M. Demircigil, J. Heusel, M. Löwe, S. Upgang, F. Vermet, J. Stat. Phys. 168, 288 (2017).

import Parameters

public struct ExponentialSeparation: ScaledSeparation {
    public static let description = SeparationDescription(
        name: "exponential",
        summary: "Exponential of the likeness: exponentially many random patterns in the number of units.",
        equation: ["share_p = f_p / sum_q f_q,  f_p = exp(beta a_p)", "a_p likeness of the state to pattern p"],
        reference: "Demircigil, Heusel, Löwe, Upgang, Vermet, J. Stat. Phys. 168, 288 (2017)")
    public static let parameters: [Parameter<Self>] = [.beta(\.beta)]
    public static let defaults = Self()

    public var beta: Double?

    public init(beta: Double? = nil) { self.beta = beta }

    public func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double? {
        SoftmaxSeparation(beta: beta).share(likenesses)
    }

    public func leastBeta(gaps: [Double], loss: Double, known: Double) -> Double {
        SoftmaxSeparation().leastBeta(gaps: gaps, loss: loss, known: known)
    }

    public func reach(patterns: Int, loss: Double, neglected: Double) -> Double {
        SoftmaxSeparation().reach(patterns: patterns, loss: loss, neglected: neglected)
    }

    public func ofOverlaps(patterns: Int) -> (any OverlapFunction)? { ExponentialFunction(beta: scale) }
}
