// Aim: the overlap that Hebbian recall keeps with a stored pattern, and the load at which recall breaks down.
//
//     alpha(y) = 1/2 (erf(y)/y - 2 exp(-y²)/sqrt(pi))²,   m = erf(y)
//
// alpha = P/N load, m overlap of the fixed point near a pattern, y the ratio of signal to noise, sqrt(2) sigma = m/y;
// infinitely many units, no noise (T = 0), replica-symmetric. alpha has its maximum alpha_c at y_c; larger y is the
// retrieval branch.
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Annals of Physics 173, 30 (1987).

import Numerics

public enum RetrievalOverlap {
    /// The cases in which this holds.
    public static let domain = TheoryDomain.hebbian(order: .asynchronous)

    /// alpha_c = 0.137906: the largest load with retrieval.
    public static let criticalLoad = load(ratio: criticalRatio)

    /// m_c = 0.96742: the overlap at the critical load.
    public static let criticalOverlap = errorFunction(criticalRatio)

    /// m at a load; 0 beyond the critical one, where no retrieval state is left.
    public static func overlap(load: Double) -> Double {
        precondition(load >= 0, "a load is not negative")
        if load == 0 { return 1 }
        guard load <= criticalLoad else { return 0 }
        return errorFunction(Bisection.root(in: criticalRatio...largestRatio) { load - self.load(ratio: $0) })
    }

    private static let criticalRatio = Bisection.maximum(in: 0.5...4) { load(ratio: $0) }
    /// alpha(y) falls below any load that a program can be given.
    private static let largestRatio = 1e9

    private static func load(ratio y: Double) -> Double {
        let root = errorFunction(y) / y - 2 * exponential(-y * y) / Double.pi.squareRoot()
        return root * root / 2
    }
}
