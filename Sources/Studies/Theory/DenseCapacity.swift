// Aim: how many random patterns a dense associative memory of order n holds without a wrong bit.
//
//     K = N^(n-1) / (2 (2n-3)!! ln N)
//
// N units, energy -sum_p (x_p·s)^n; n = 2 is the Hopfield network, K = N/(2 ln N).
//
// Reference: D. Krotov, J. J. Hopfield, NIPS 29 (2016).

import Numerics

public enum DenseCapacity {
    /// K for an order n >= 2.
    public static func capacity(neurons: Int, order: Int) -> Double {
        precondition(neurons > 1 && order >= 2, "two units and order 2 or more")
        let odd = stride(from: 2 * order - 3, to: 1, by: -2).reduce(1.0) { $0 * Double($1) }
        return power(Double(neurons), Double(order - 1)) / (2 * odd * logarithm(Double(neurons)))
    }
}
