// Aim: how much a damaged pattern agrees with the pattern itself.
//
//                                 overlap                      active share (see Agreement)
//     flips with probability p    1 - 2 p                      1 - p
//     a share p hidden, zero      1 - p of ±1 values           1 - p
//     a share p hidden, random    1 - p                        1 - p/2
//     normal noise of deviation s erf(d / (s sqrt(2)))         (1 + erf(d / (s sqrt(2)))) / 2
//
// d distance of a value from the middle, past which noise carries it to the other one: 1 of ±1 values, 1/2 of 0/1. The
// overlap of 0/1 patterns of which units are set to 0 depends on the pattern.
//
// Reference: elementary; the last is the chance 1/2 erfc(d/(s sqrt 2)) that noise carries a value past the middle.

import Numerics
import Patterns

/// Holds for patterns of any kind; of sparse ones for the mean over patterns.
public struct CueOverlap: Sendable {
    let coding: Coding
    let agreement: Agreement

    /// Of ±1 patterns.
    public init() { self.init(coding: .bipolar, agreement: .overlap) }

    init(coding: Coding, agreement: Agreement) {
        self.coding = coding
        self.agreement = agreement
    }

    /// With each unit inverted with a probability, or a share of all units inverted.
    public func flipped(_ share: Double) -> Double { agreement == .overlap ? 1 - 2 * share : 1 - share }

    /// With a share of the units hidden; NaN where that does not say it.
    public func hidden(_ share: Double, _ filling: Damage.Filling) -> Double {
        switch (agreement, filling) {
        case (.overlap, .zero): coding == .bipolar ? 1 - share : share == 0 ? 1 : .nan
        case (.overlap, .random), (.activeShare, .zero): 1 - share
        case (.activeShare, .random): 1 - share / 2
        case (.sharedActive, _): .nan
        }
    }

    /// With normal noise of a standard deviation, cut back to the nearer value.
    public func noisy(deviation: Double) -> Double {
        precondition(deviation >= 0, "a standard deviation is not negative")
        let distance = coding == .bipolar ? 1 : 0.5
        let overlap = deviation == 0 ? 1 : errorFunction(distance / (deviation * 2.0.squareRoot()))
        return agreement == .overlap ? overlap : (1 + overlap) / 2
    }
}
