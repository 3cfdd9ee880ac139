// Aim: the adaptive exponential integrate-and-fire neuron with a depolarising current after each spike, an adaptive
// threshold, and spikes that have a width, as rules by voltage need it.
//
//     tau-m dV/dt = -(V - E) + slope exp((V - V_T) / slope) + (z - w + I) / g
//     tau-adaptation dw/dt = a (V - E) - w,    tau-after dz/dt = -z,    tau-threshold dV_T/dt = threshold-rest - V_T
//     spike where V >= peak:  w <- w + b,  z <- after-current,  V_T <- threshold-max,  V = clamp-potential
//     V stays at clamp-potential for clamp-time, w then stands still; after that V <- v-reset
//     V <- V + h at the end of a step, except while it is clamped
//
// V potential, E leak-potential, g leak-conductance, V_T threshold, w adaptation, a adaptation-coupling, b adaptation-jump,
// z current after a spike, I constant current, h weighted input of the step, a jump in mV. Potentials in mV, currents in
// pA, conductances in nS, times by steps or in ms; tau-m is the capacity over g, in the paper 281 pF / 30 nS. A spike within
// a step clamps the potential from its moment on, and for clamp-time after the step. The defaults are those of the paper
// where a step is 1 ms; model and order within a step are those of aeif_psc_delta_clopath of NEST 3.10.
//
// Reference: R. Brette, W. Gerstner, J. Neurophysiol. 94, 3637 (2005); C. Clopath, L. Büsing, E. Vasilaki, W. Gerstner,
// Nature Neurosci. 13, 344 (2010); width of spikes: the authors' program, ModelDB 144566.

import Parameters

/// The parameters of a layer of adaptive exponential neurons. A rule by voltage has them among its own.
public struct AdaptiveExponentialDynamics: Parametrised, Equatable {
    public static let noun = "layer"
    public static let defaults = Self()
    private static let potential = -1e6...1e6
    private static let current = -1e6...1e6
    private static let time = 0.01...1e9
    public static let parameters: [Parameter<Self>] = [
        Parameter("tau-m", time: \.membraneTime, time, help: "time constant of the potential"),
        Parameter("leak-potential", \.leakPotential, potential, help: "potential at rest in mV"),
        Parameter("leak-conductance", \.leakConductance, 1e-6...1e6, help: "conductance of the membrane in nS"),
        Parameter("slope", \.slope, 0.01...1e3, help: "how soft the threshold is, in mV"),
        Parameter("threshold-rest", \.restThreshold, potential, help: "threshold at rest in mV"),
        Parameter("threshold-max", \.spikeThreshold, potential, help: "threshold after a spike in mV"),
        Parameter("tau-threshold", time: \.thresholdTime, time, help: "time constant of the threshold"),
        Parameter("peak", \.peakPotential, potential, help: "potential in mV at which a spike is counted"),
        Parameter("clamp-potential", \.clampPotential, potential, help: "potential in mV of a spike while it lasts"),
        Parameter(
            "clamp-time", wholeTime: \.clampTime, 0...1_000_000, help: "how long a spike lasts after the step it is in"),
        Parameter("v-reset", \.resetPotential, potential, help: "potential after a spike in mV"),
        Parameter("adaptation-coupling", \.adaptationCoupling, 0...1e6, help: "adaptation by the potential in nS, a"),
        Parameter("adaptation-jump", \.adaptationJump, current, help: "adaptation by a spike in pA, b"),
        Parameter("tau-adaptation", time: \.adaptationTime, time, help: "time constant of adaptation"),
        Parameter("after-current", \.spikeCurrent, current, help: "current in pA that a spike leaves"),
        Parameter("tau-after", time: \.afterTime, time, help: "time constant of the current after a spike"),
        Parameter("current", \.current, current, help: "constant current in pA"),
        Parameter(
            "delay", wholeTime: \.delay, 0...10_000,
            help: "time from an input spike, which pairs at once, to its effect on the layer"),
        Parameter(
            "teachers", \.teachers, 0...1_000_000,
            help: "how many inputs, the last ones, drive the outputs and do not learn: one for all, or one each"),
        Parameter("teacher-weight", \.teacherWeight, 0...1e6, help: "weight of a new layer's teachers in mV"),
    ]

    /// The time constant of the potential, capacity over leak conductance.
    public var membraneTime: StepQuantity = StepQuantity(281.0 / 30)
    /// Potentials in mV.
    public var leakPotential: Float = -70.6
    /// In nS.
    public var leakConductance = 30.0
    /// In mV.
    public var slope = 2.0
    public var restThreshold: Float = -50.4
    public var spikeThreshold: Float = 30.4
    public var thresholdTime: StepQuantity = 50
    public var peakPotential: Float = 33
    public var clampPotential: Float = 33
    public var clampTime: StepQuantity = 2
    public var resetPotential: Float = -60
    /// a in nS, b in pA.
    public var adaptationCoupling = 4.0
    public var adaptationJump = 80.5
    public var adaptationTime: StepQuantity = 144
    /// In pA.
    public var spikeCurrent = 400.0
    public var afterTime: StepQuantity = 40
    public var current = 0.0
    public var delay: StepQuantity = 0
    /// How many of the inputs, the last ones, drive the outputs by weights that do not learn: 0, one that drives all, or as
    /// many as outputs, each for its own.
    public var teachers = 0
    /// In mV.
    public var teacherWeight = 80.0

    public init() {}

    public func checkTogether() throws {
        guard resetPotential < peakPotential else {
            throw ParameterError("v-reset", "is \(resetPotential), expected less than peak, \(peakPotential)")
        }
    }

    /// - Precondition: it counts steps.
    package var delaySteps: Int { delay.wholeSteps }
}

/// Where an adaptive exponential neuron stands.
package struct AdaptiveExponentialState: Equatable {
    /// V and V_T in mV.
    package var potential: Float
    package var threshold: Float
    /// w and z in pA.
    package var adaptation: Float = 0
    package var afterCurrent: Float = 0
    /// Steps for which the potential is still clamped.
    package var clampedSteps = 0

    /// At rest.
    package init(_ dynamics: AdaptiveExponentialDynamics) {
        (potential, threshold) = (dynamics.leakPotential, dynamics.restThreshold)
    }
}
