// Aim: the largest load that any weights can hold, whatever rule finds them.
//
//     alpha_c(kappa) = 1 / integral from -kappa to infinity of Dt (t + kappa)²
//                    = 1 / ((1 + kappa²) Phi(kappa) + kappa phi(kappa))
//
// kappa the smallest stability x_i h_i / |w_i| demanded, Dt the normal measure, phi and Phi the normal density and
// distribution; random ±1 patterns. Without a margin alpha_c(0) = 2.
//
// Reference: E. Gardner, Journal of Physics A 21, 257 (1988).

import Numerics

public enum GardnerCapacity {
    /// The cases in which this holds.
    public static let domain = TheoryDomain(rules: nil)

    /// alpha_c at a margin kappa >= 0.
    public static func load(margin kappa: Double) -> Double {
        precondition(kappa >= 0, "a margin is not negative")
        let below = complementaryErrorFunction(-kappa / 2.0.squareRoot()) / 2
        let density = exponential(-kappa * kappa / 2) / (2 * Double.pi).squareRoot()
        return 1 / ((1 + kappa * kappa) * below + kappa * density)
    }
}
