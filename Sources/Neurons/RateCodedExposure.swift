// Aim: a pattern shown to a circuit for a while, as spikes of its inputs.
//
//     P(input j fires in a step) = (r + a r') x_j dt / 1000
//
// x_j value of input j, 0...1, r rate in Hz of an input of value 1, dt time step in ms. Each pattern is shown for
// `shown-time` and followed by `rest-time` without input. Where the units fire fewer than `least-spikes` times it is shown
// again, the rate raised by r': attempt a = 0, 1, 2, ...
//
// Reference: P. U. Diehl, M. Cook, Front. Comput. Neurosci. 9, 99 (2015), section 2.5: the rate of a pixel of level 255 is
// 255/8 · 2 Hz, and rises by 255/8 Hz.

import Parameters

/// How patterns are shown as spikes.
public struct RateCodedExposure: Parametrised, Equatable {
    public static let noun = "exposure"
    public static let defaults = Self()
    public static let parameters: [Parameter<Self>] = [
        Parameter("time-step", \.timeStep, 1e-3...100, help: "length of a time step in ms"),
        Parameter("shown-time", \.shownTime, 0...1e6, help: "how long a pattern is shown, in ms"),
        Parameter("rest-time", \.restTime, 0...1e6, help: "rest without input after each pattern, in ms"),
        Parameter("rate", \.rate, 0...1e5, help: "mean rate of an input of value 1, in Hz"),
        Parameter(
            "rate-step", \.rateStep, 0...1e5,
            help: "by how many Hz that rate is raised where a pattern makes the units fire too little"),
        Parameter("least-spikes", \.leastSpikes, 0...1_000_000, help: "spikes of all units below which that is done"),
    ]

    /// ms.
    public var timeStep = 0.5
    /// ms.
    public var shownTime = 350.0
    /// ms.
    public var restTime = 150.0
    /// Hz, of an input of value 1.
    public var rate = 63.75
    /// Hz.
    public var rateStep = 31.875
    public var leastSpikes = 5

    public init() {}

    /// After so many attempts a pattern is left: units that never fire, or a pattern that is all but blank.
    package static let mostAttempts = 30

    package var shownSteps: Int { Int((shownTime / timeStep).rounded()) }
    package var restSteps: Int { Int((restTime / timeStep).rounded()) }

    /// The probability that an input of a value fires in a step, 0...1.
    package func probability(_ value: Float, attempt: Int) -> Double {
        min(1, max(0, (rate + Double(attempt) * rateStep) * Double(value) * timeStep / 1000))
    }
}
