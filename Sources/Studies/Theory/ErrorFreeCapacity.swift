// Aim: how many random patterns a Hebbian memory holds without a single wrong bit.
//
//     P = N / (2 ln N)   most patterns are fixed points
//     P = N / (4 ln N)   all patterns are fixed points
//
// N units, N large.
//
// Reference: R. J. McEliece, E. C. Posner, E. R. Rodemich, S. S. Venkatesh, IEEE Trans. Inf. Theory 33, 461 (1987).

import Numerics

public enum ErrorFreeCapacity {
    /// The cases in which this holds.
    public static let domain = TheoryDomain.hebbian()

    /// The number of patterns of which most are exact fixed points.
    public static func most(neurons: Int) -> Double { capacity(neurons, 2) }

    /// The number of patterns that are all exact fixed points.
    public static func all(neurons: Int) -> Double { capacity(neurons, 4) }

    private static func capacity(_ neurons: Int, _ factor: Double) -> Double {
        precondition(neurons > 1, "a capacity needs two units or more")
        return Double(neurons) / (factor * logarithm(Double(neurons)))
    }
}
