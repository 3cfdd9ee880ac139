// Aim: the overlap that one stored pattern keeps under Glauber dynamics.
//
//     m = tanh(m / T)
//
// T temperature in units of the field at the stored pattern; large N, few patterns. m = 0 from T = 1 on.
//
// Reference: R. J. Glauber, J. Math. Phys. 4, 294 (1963); D. J. Amit, H. Gutfreund, H. Sompolinsky, Phys. Rev. A 32,
// 1007 (1985).

import Numerics

public enum ThermalOverlap {
    /// The cases in which this holds, with a single pattern; both orders of updates have this fixed point.
    public static let domain = TheoryDomain.hebbian()

    /// The non-negative stable solution m.
    public static func overlap(temperature: Double) -> Double {
        precondition(temperature >= 0, "a temperature is not negative")
        if temperature == 0 { return 1 }
        guard temperature < 1 else { return 0 }
        // tanh(m/T) - m is positive just above 0 and negative at 1; tanh x = 1 - 2/(e^{2x} + 1).
        let least = 1e-12
        let gap = { (m: Double) in 1 - 2 / (exponential(2 * m / temperature) + 1) - m }
        return gap(least) > 0 ? Bisection.root(in: least...1, gap) : 0
    }
}
