// Aim: the share of wrong bits after one synchronous step from a stored pattern.
//
//     P_err = 1/2 erfc(1 / sqrt(2 alpha)),   alpha = P / N
//
// P random ±1 patterns in N units under Hebbian weights; the cross-talk of the others is normal with variance alpha.
//
// Noise e in the weights, see `DamagedRetrieval`, makes alpha (1 + e) of alpha.
//
// Reference: J. Hertz, A. Krogh, R. G. Palmer, Introduction to the Theory of Neural Computation (1991), ch. 2.

import Numerics

public enum FirstStepError {
    /// The cases in which this holds.
    public static let domain = TheoryDomain.hebbian(allowsPartners: true, allowsDamage: true)

    /// P_err at a load alpha; 0 at no load.
    public static func probability(load: Double) -> Double {
        precondition(load >= 0, "a load is not negative")
        return load == 0 ? 0 : complementaryErrorFunction(1 / (2 * load).squareRoot()) / 2
    }

    /// The load at which a share `probability` of all bits is wrong.
    ///
    /// - Precondition: 0 < probability < 1/2.
    public static func load(probability: Double) -> Double {
        precondition(probability > 0 && probability < 0.5, "a share of wrong bits between 0 and 1/2")
        let distance = Bisection.root(in: 0...40) { complementaryErrorFunction($0) / 2 - probability }
        return 1 / (2 * distance * distance)
    }
}
