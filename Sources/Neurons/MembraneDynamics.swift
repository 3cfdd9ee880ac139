// Aim: one time step of leaky integrate-and-fire units.
//
//     v_i <- leak v_i + h_i
//     s_i  = 1 where v_i >= threshold, else 0
//     v_i <- v_reset where s_i = 1
//
// h_i weighted input of unit i, v_i membrane potential, s_i output spike; leak = exp(-dt / tau-m) where the time constant
// tau-m is given. A unit within its refractory period, the given time after a spike, stays at v_reset and takes no input.
// With `winners` k > 0, of the units that reach the threshold only the k highest fire (the first of equals); the others
// keep their potential. With `inhibition` g > 0, v_i falls by g for each other unit that fires in the step.
//
// Reference: L. Lapicque, J. Physiol. Pathol. Gen. 9, 620 (1907); Gerstner, Kistler, Spiking Neuron Models (2002), ch. 4.

import Numerics
import Parameters

/// The parameters of leaky integrate-and-fire units and their time step. A rule by spike timing has them among its own,
/// because a rule and its layer are given on one command line.
public struct MembraneDynamics: Parametrised, Equatable {
    public static let noun = "layer"
    public static let defaults = Self()
    public static let parameters: [Parameter<Self>] = [
        Parameter("threshold", \.threshold, -1e6...1e6, help: "membrane potential at which a unit fires"),
        Parameter("v-reset", \.resetPotential, -1e6...1e6, help: "membrane potential after a spike"),
        Parameter("leak", \.leak, 0...1, help: "share of the potential left after a step, exp(-dt/tau)"),
        Parameter("tau-m", time: \.membraneTime, 0...1e9, help: "time constant of the potential; 0: by leak"),
        Parameter("refractory", wholeTime: \.refractory, 0...1_000_000, help: "time without a spike after a spike"),
        Parameter(
            "inhibition", \.inhibition, 0...1e6,
            help: "by how much each output spike lowers the potential of the other outputs"),
        Parameter("winners", \.winners, 0...1_000_000, help: "outputs that may fire in a step; 0: any"),
        Parameter(
            "delay", wholeTime: \.delay, 0...10_000,
            help: "time from an input spike, which pairs at once, to its effect on the layer"),
    ]

    /// The potential at which a unit fires.
    public var threshold: Float
    /// The potential after a spike.
    public var resetPotential: Float
    /// The share of the potential that is left after a step, exp(-dt/tau), where `membraneTime` is 0.
    public var leak: Float
    /// The time constant of the potential; 0: by `leak`.
    public var membraneTime: StepQuantity
    /// Time without a spike after a spike.
    public var refractory: StepQuantity
    /// By how much each spike lowers the potential of every other unit.
    public var inhibition: Float
    /// How many units may fire in one step; 0 for any number.
    public var winners: Int
    /// Time from an input spike to its effect on the potential; the layer keeps what is on its way.
    public var delay: StepQuantity

    public init(
        threshold: Float = 1, resetPotential: Float = 0, leak: Float = 0.9, membraneTime: StepQuantity = 0,
        refractory: StepQuantity = 0, inhibition: Float = 0, winners: Int = 0, delay: StepQuantity = 0
    ) {
        self.threshold = threshold
        self.resetPotential = resetPotential
        self.leak = leak
        self.membraneTime = membraneTime
        self.refractory = refractory
        self.inhibition = inhibition
        self.winners = winners
        self.delay = delay
    }

    /// The refractory period in steps.
    ///
    /// - Precondition: it counts steps; so do the two below.
    package var refractorySteps: Int { refractory.wholeSteps }
    package var delaySteps: Int { delay.wholeSteps }

    /// What `step` computes with: all times by steps, the leak that of the time constant.
    ///
    /// - Parameter length: of a step in ms; nil where it is not known.
    /// - Throws: `ParameterError` for times in ms that do not fit.
    package func stepwise(_ length: Double?) throws -> Self {
        var result = try bySteps(of: length)
        if result.membraneTime != 0 {
            result.leak = Float(exponential(-1 / result.membraneTime.bySteps))
            result.membraneTime = 0
        }
        return result
    }

    /// Whether units act on each other within a step.
    package var isCoupled: Bool { inhibition != 0 || winners > 0 }

    /// One step of `count` units: fields go in, potentials, refractory counters and spikes come out.
    ///
    /// - Precondition: these are `stepwise` dynamics.
    /// - Returns: how many units fired.
    @discardableResult
    package func step(
        count: Int, field: UnsafePointer<Float>, potential: UnsafeMutablePointer<Float>,
        refractory: UnsafeMutablePointer<Float>, spikes: UnsafeMutablePointer<Float>
    ) -> Int {
        var fired = 0
        for unit in 0..<count {
            spikes[unit] = 0
            if refractory[unit] > 0 {
                refractory[unit] -= 1
                potential[unit] = resetPotential
                continue
            }
            potential[unit] = leak * potential[unit] + field[unit]
            if potential[unit] >= threshold {
                spikes[unit] = 1
                fired += 1
            }
        }
        if winners > 0, fired > winners { fired = keepWinners(count, potential, spikes) }
        guard fired > 0 else { return 0 }
        let rest = Float(refractorySteps)
        for unit in 0..<count {
            if spikes[unit] > 0 {
                potential[unit] = resetPotential
                refractory[unit] = rest
            } else if inhibition != 0 {
                potential[unit] -= inhibition * Float(fired)
            }
        }
        return fired
    }

    /// The same of arrays, one value a unit.
    @discardableResult
    package func step(
        field: [Float], potentials: inout [Float], refractory: inout [Float], spikes: inout [Float]
    ) -> Int {
        field.withUnsafeBufferPointer { field in
            potentials.withUnsafeMutableBufferPointer { potentials in
                refractory.withUnsafeMutableBufferPointer { refractory in
                    spikes.withUnsafeMutableBufferPointer { spikes in
                        guard let source = field.baseAddress, let potentials = potentials.baseAddress,
                            let refractory = refractory.baseAddress, let spikes = spikes.baseAddress
                        else { return 0 }
                        return step(
                            count: field.count, field: source, potential: potentials, refractory: refractory,
                            spikes: spikes)
                    }
                }
            }
        }
    }

    private func keepWinners(
        _ count: Int, _ potential: UnsafeMutablePointer<Float>, _ spikes: UnsafeMutablePointer<Float>
    ) -> Int {
        let candidates = (0..<count).filter { spikes[$0] > 0 }
        let order = candidates.sorted {
            potential[$0] != potential[$1] ? potential[$0] > potential[$1] : $0 < $1
        }
        for unit in order.dropFirst(winners) { spikes[unit] = 0 }
        return winners
    }
}
