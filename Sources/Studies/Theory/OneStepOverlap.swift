// Aim: the overlap after one synchronous step from a damaged pattern.
//
//     m1 = erf(m0 / sqrt(2 alpha a))
//
// m0 overlap of the cue with its pattern, alpha = P/N load, a the share of units that are not hidden (zero); random
// ±1 patterns, Hebbian weights. The cross-talk has variance alpha·a.
//
// Reference: W. Kinzel, Zeitschrift für Physik B 60, 205 (1985).

import Numerics

public enum OneStepOverlap {
    /// The cases in which this holds.
    public static let domain = TheoryDomain.hebbian()

    /// m1 from the overlap m0 of the cue; its sign at no load.
    public static func overlap(from start: Double, load: Double, visible: Double = 1) -> Double {
        precondition(load >= 0 && visible >= 0, "a load and a share are not negative")
        let variance = 2 * load * visible
        if variance == 0 { return start == 0 ? 0 : (start > 0 ? 1 : -1) }
        return errorFunction(start / variance.squareRoot())
    }
}
