// Aim: units that compete by way of inhibition and whose thresholds adapt, so that each finds inputs of its own.
//
//     tau dv/dt  = (v_rest - v) + g (E_e - v) + h (E_i - v)          not within `refractory-time` of a spike
//     dg/dt = -g / tau_e,  dh/dt = -h / tau_i,  d theta/dt = -theta / tau_theta
//     spike:       where v > threshold + theta and the last one is `spike-interval` ago or more
//                  v <- v_reset,  theta <- theta + theta-step
//     input spike: g_i <- g_i + w_ij, a delay d_ij later             input j to unit i
//
// v potential in mV, g, h conductances in units of the leak, theta what each unit's threshold has risen by. Each unit
// drives one inhibitory unit of its own by `excitation`, which lowers all other units by `inhibition`: h_k <- h_k +
// inhibition, k other than i. Inhibitory units have the same equations without adaptation, and the constants below.
// Time goes in steps of Euler's method: potentials move by the conductances of the step before, then units fire, then
// spikes reach conductances. A step that would pass the potential towards which they pull ends there, as where more than
// ten units fire at once and dt (1 + g + h) > tau.
//
// Reference: P. U. Diehl, M. Cook, Front. Comput. Neurosci. 9, 99 (2015); the numbers are those of the authors' program.
// There a unit does not fire within 5 ms of a spike, but its potential moves on from the reset at once, so that the unit
// which fired first is ahead of the others. Ports of that program hold the potential for 5 ms and let a unit fire every
// 50 ms (`refractory-time` 5, `spike-interval` 50.5): then units take turns, and far fewer learn a digit of their own.

import Parameters

/// The constants of the circuit, potentials in mV and times in ms.
public struct CompetitiveCircuit: Parametrised, Equatable {
    public static let noun = "circuit"
    public static let defaults = Self()
    private static let potential = -1e6...1e6
    private static let time = 1e-3...1e15
    public static let parameters: [Parameter<Self>] = [
        Parameter("threshold", \.threshold, potential, help: "potential above which a unit of theta 0 fires, in mV"),
        Parameter("theta-start", \.thetaStart, potential, help: "theta of a unit that has not fired, in mV"),
        Parameter("theta-step", \.thetaStep, 0...1e6, help: "what each spike adds to theta while learning, in mV"),
        Parameter("tau-theta", \.thetaTime, time, help: "time constant of theta in ms"),
        Parameter("tau-membrane", \.membraneTime, time, help: "time constant of the potential in ms"),
        Parameter("v-rest", \.restPotential, potential, help: "potential at rest in mV"),
        Parameter("v-reset", \.resetPotential, potential, help: "potential after a spike in mV"),
        Parameter(
            "refractory-time", \.refractoryTime, 0...1e6, help: "how long a potential stays after a spike, in ms"),
        Parameter(
            "spike-interval", \.spikeInterval, 0...1e6, help: "least time in ms from one spike of a unit to its next"),
        Parameter("tau-excitation", \.excitationTime, time, help: "time constant of excitatory conductances in ms"),
        Parameter("tau-inhibition", \.inhibitionTime, time, help: "time constant of inhibitory conductances in ms"),
        Parameter(
            "longest-delay", \.longestDelay, 0...1e3,
            help: "longest time in ms that an input spike takes; each synapse has one of its own from 0 to it"),
        Parameter("excitation", \.excitation, 0...1e6, help: "conductance that a spike gives its inhibitory unit"),
        Parameter(
            "inhibition", \.inhibition, 0...1e6, help: "conductance that an inhibitory spike gives all other units"),
    ]

    public var threshold = -72.0
    public var thetaStart = 20.0
    public var thetaStep = 0.05
    public var thetaTime = 1e7
    public var membraneTime = 100.0
    public var restPotential = -65.0
    public var resetPotential = -65.0
    public var refractoryTime = 0.0
    public var spikeInterval = 5.0
    public var excitationTime = 1.0
    public var inhibitionTime = 2.0
    public var longestDelay = 10.0
    public var excitation = 10.4
    public var inhibition = 17.0

    public init() {}

    /// The potentials towards which conductances pull, in mV.
    package static let (excitatoryPotential, inhibitoryPotential) = (0.0, -100.0)

    /// Inhibitory units.
    package enum Inhibitory {
        package static let (restPotential, resetPotential, threshold) = (-60.0, -45.0, -40.0)
        package static let (membraneTime, refractoryTime, excitatoryPotential) = (10.0, 2.0, 0.0)
    }

    /// The most steps that a delay may have.
    private static let mostDelaySteps = 255.0

    /// `longestDelay` in whole steps.
    package func longestDelay(inStepsOf timeStep: Double) -> Int {
        Int(min(Self.mostDelaySteps, (longestDelay / timeStep).rounded()))
    }

    /// What is wrong with a time step, or nil: Euler's method needs steps shorter than the quickest decay.
    package func objection(toStep timeStep: Double) -> String? {
        let shortest = min(excitationTime, inhibitionTime, membraneTime, thetaTime, Inhibitory.membraneTime)
        guard longestDelay <= Self.mostDelaySteps * timeStep else {
            return "longest-delay is \(longestDelay) ms, expected at most \(Int(Self.mostDelaySteps)) steps of "
                + "\(timeStep) ms"
        }
        guard timeStep >= shortest else { return nil }
        return "time-step is \(timeStep) ms, expected less than \(shortest) ms, the shortest time constant of a unit"
    }
}
