// Aim: how the change of a weight by a pair of spikes depends on the weight.
//
//     limits   f+(w) = ((w_max - w) / (w_max - w_min))^mu+     f-(w) = ((w - w_min) / (w_max - w_min))^mu-
//     power    f+(w) = w_0 (w / w_0)^mu+                        f-(w) = w_0 (w / w_0)^mu-
//
// limits: mu = 0 additive (Song, Miller, Abbott 2000), mu = 1 multiplicative (Rubin, Lee, Sompolinsky 2001), mu+ = 0 and
// mu- = 1 that of van Rossum, Bi, Turrigiano (2000), between them Guetig and others (2003). power: mu+ = .4, mu- = 1 that
// of Morrison, Aertsen, Diesmann (2007), where the upper limit does not matter unless it is reached; w_0 is a weight that
// gives A+ and A- their unit. They are stdp_synapse and stdp_pl_synapse_hom of NEST 3.10, the latter with w_0 = 1.
//
// Reference: R. Guetig et al., J. Neurosci. 23, 3697 (2003); A. Morrison, A. Aertsen, M. Diesmann, Neural Comput. 19,
// 1437 (2007).

import Numerics

/// What a change by a pair of spikes is multiplied by.
public struct WeightDependence: Sendable, Equatable {
    public enum Form: String, Sendable, CaseIterable {
        /// By the room that is left to the limit.
        case limits
        /// By a power of the weight.
        case power
    }

    public var form = Form.limits
    /// mu+ and mu-.
    public var strengtheningExponent: Float = 0
    public var weakeningExponent: Float = 0
    /// w_0 of the form `power`.
    public var reference: Float = 1

    public init() {}

    /// Whether all changes are additive.
    package var isNone: Bool { form == .limits && strengtheningExponent == 0 && weakeningExponent == 0 }

    /// f+(w), exactly 1 where changes are additive.
    @inline(__always)
    public func strengthening(_ weight: Float, _ bounds: ClosedRange<Float>) -> Float {
        factor(weight, room: bounds.upperBound - weight, strengtheningExponent, bounds)
    }

    /// f-(w).
    @inline(__always)
    public func weakening(_ weight: Float, _ bounds: ClosedRange<Float>) -> Float {
        factor(weight, room: weight - bounds.lowerBound, weakeningExponent, bounds)
    }

    @inline(__always)
    private func factor(_ weight: Float, room: Float, _ exponent: Float, _ bounds: ClosedRange<Float>) -> Float {
        switch form {
        case .limits:
            if exponent == 0 { return 1 }
            let share = max(0, room) / (bounds.upperBound - bounds.lowerBound)
            return exponent == 1 ? share : Float(power(Double(share), Double(exponent)))
        case .power:
            let share = max(0, weight) / reference
            return reference * (exponent == 1 ? share : Float(power(Double(share), Double(exponent))))
        }
    }
}
