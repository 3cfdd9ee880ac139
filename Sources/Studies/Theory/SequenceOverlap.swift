// Aim: the overlap with which random patterns follow one another under asymmetric Hebbian weights, and the load up to which
// they do.
//
//     alpha(y) = (erf(y/sqrt(2)) / y)² - (2/pi) exp(-y²),   m = erf(y/sqrt(2))
//
// alpha = P/N load of a cyclic sequence, m overlap of the state with the pattern whose turn it is, y = m/sigma with
// sigma² = alpha R, R = 1/(1 - G²), G = sqrt(2/pi) exp(-y²/2) / sigma; infinitely many units, synchronous updates, no noise.
//
// Reference: A. Duering, A. C. C. Coolen, D. Sherrington, J. Phys. A 31, 8607 (1998).

import LearningRules
import Numerics

public enum SequenceOverlap {
    /// The cases in which this holds.
    public static let domain = TheoryDomain(rules: [SequenceRule.description.name])

    /// alpha_c = 0.26906: the largest load of a sequence.
    public static let criticalLoad = load(ratio: criticalRatio)

    /// m at a load; NaN beyond the critical one.
    public static func overlap(load: Double) -> Double {
        if load == 0 { return 1 }
        guard load <= criticalLoad else { return .nan }
        let ratio = Bisection.root(in: criticalRatio...1e9) { load - self.load(ratio: $0) }
        return errorFunction(ratio / 2.0.squareRoot())
    }

    private static let criticalRatio = Bisection.maximum(in: 0.8...5) { load(ratio: $0) }

    private static func load(ratio y: Double) -> Double {
        let m = errorFunction(y / 2.0.squareRoot())
        return m * m / (y * y) - 2 / Double.pi * exponential(-y * y)
    }
}
