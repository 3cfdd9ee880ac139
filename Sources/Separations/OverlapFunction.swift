// Aim: a separation of states of two values, as a function of whole overlaps.
//
//     unit i takes the value of less energy:  s_i <- sign( sum_p F(a_p + x_pi) - F(a_p - x_pi) ),  0 keeps it
//     a_p = sum_{j != i} x_pj s_j
//
// x_p stored patterns of ±1, s the state. a_p is a whole number from -(N-1) to N-1.
//
// Reference: D. Krotov, J. J. Hopfield, NIPS 29, 1172 (2016).

import Numerics

/// A number as sign and logarithm of its magnitude, which does not overflow.
public struct SignedLogarithm: Sendable {
    /// -1, 0 or 1.
    public var sign: Double
    /// -infinity for 0.
    public var logarithm: Double

    public init(sign: Double, logarithm: Double) { (self.sign, self.logarithm) = (sign, logarithm) }
}

public protocol OverlapFunction: Sendable {
    /// F of an overlap.
    func value(_ overlap: Int) -> SignedLogarithm
    /// F of an overlap as a whole number; nil where it is none, or one of 2^120 or more.
    func wholeValue(_ overlap: Int) -> Int128?
    /// The energy of a state.
    ///
    /// - Parameter overlaps: x_p·s of all patterns.
    func energy(_ overlaps: UnsafeBufferPointer<Int32>, neurons: Int) -> Double
}

/// F(x) = x^n, or max(0, x)^n; E = -c N sum_p F(x_p·s / N).
struct PowerFunction: OverlapFunction {
    let degree: Int
    let isRectified: Bool
    /// c.
    var energyFactor = 1.0

    func value(_ overlap: Int) -> SignedLogarithm {
        if overlap == 0 || isRectified && overlap < 0 { return SignedLogarithm(sign: 0, logarithm: -.infinity) }
        return SignedLogarithm(
            sign: overlap < 0 && degree % 2 == 1 ? -1 : 1,
            logarithm: Double(degree) * logarithm(Double(abs(overlap))))
    }

    func wholeValue(_ overlap: Int) -> Int128? {
        if isRectified, overlap < 0 { return 0 }
        var result: Int128 = 1
        for _ in 0..<degree {
            let (product, overflows) = result.multipliedReportingOverflow(by: Int128(overlap))
            guard !overflows, abs(product) < 1 << 120 else { return nil }
            result = product
        }
        return result
    }

    func energy(_ overlaps: UnsafeBufferPointer<Int32>, neurons: Int) -> Double {
        var sum = 0.0
        for overlap in overlaps where !isRectified || overlap > 0 {
            sum += power(Double(overlap) / Double(neurons), Double(degree))
        }
        return -energyFactor * Double(neurons) * sum
    }
}

/// F(x) = exp(beta x); E = -(1/beta) log sum_p F(x_p·s), or in the limit of large beta -max_p x_p·s.
struct ExponentialFunction: OverlapFunction {
    let beta: Double
    var isLimit = false

    func value(_ overlap: Int) -> SignedLogarithm { SignedLogarithm(sign: 1, logarithm: beta * Double(overlap)) }

    func wholeValue(_ overlap: Int) -> Int128? { nil }

    func energy(_ overlaps: UnsafeBufferPointer<Int32>, neurons: Int) -> Double {
        guard let most = overlaps.max() else { return 0 }
        if isLimit { return -Double(most) }
        var sum = 0.0
        for overlap in overlaps { sum += exponential(beta * Double(overlap - most)) }
        return -Double(most) - logarithm(sum) / beta
    }
}
