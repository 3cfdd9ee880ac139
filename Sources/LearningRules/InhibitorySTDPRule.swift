// Aim: plasticity of inhibitory synapses that brings their outputs to a rate of firing.
//
//     input spike:   w_ij <- w_ij + eta (o_i - alpha)      alpha = 2 rho tau
//     output spike:  w_ij <- w_ij + eta r_j                kept within [w-min, w-max]
//
// r, o traces of input and output spikes with the one time constant tau, rho the rate aimed at, w the strength of the
// synapse. Inputs that fire about the time of an output are strengthened whichever comes first; each input spike alone
// weakens. At the rate rho both are in balance. The order within a step is that of SpikePairing, with A+ = 1, A- = -1 and
// b = -alpha; vogels_sprekeler_synapse of NEST 3.10 is coincidence `neither`.
//
// Reference: T. P. Vogels, H. Sprekeler, F. Zenke, C. Clopath, W. Gerstner, Science 334, 1569 (2011).

import Neurons
import Numerics
import Parameters

public struct InhibitorySTDPRule: PairingRule {
    public static let description = RuleDescription(
        name: "inhibitory-stdp", summary: "Strengthens inhibition of outputs that fire more than a target rate.",
        equation: [
            "input spike:  w_ij <- w_ij + eta (o_i - alpha),  alpha = 2 rho tau;  r_j <- r_j + 1",
            "output spike: w_ij <- w_ij + eta r_j;  o_i <- o_i + 1;  w kept within [w-min, w-max]",
            "r, o traces of input and output spikes, which fall as exp(-t/tau); rho target-rate, eta learning-rate",
        ],
        reference: "Vogels, Sprekeler, Zenke, Clopath, Gerstner, Science 334, 1569 (2011)",
        notes: [
            "w is the strength of an inhibitory synapse. In a spiking-network with --plastic inhibitory it is that of the units "
                + "that inhibit, whose spikes lower potentials by it. A spiking-layer adds its weights, so there they excite: "
                + "train it on spikes of a network whose inhibition they are, or read the weights out.",
            "--coincident neither counts spikes of one step as NEST's vogels_sprekeler_synapse does.",
        ],
        codings: [.spikes, .binary])

    public static let parameters: [Parameter<Self>] =
        [
            .learningRate(\.learningRate),
            Parameter("target-rate", rate: \.targetRate, 0...1e3, help: "rate of the outputs aimed at"),
            Parameter("tau", time: \.tau, 0.01...1e9, help: "time constant of the traces"),
            .coincident(\.coincident),
        ] + WeightRange.parameters.map { $0.of(\.weights) } + MembraneDynamics.parameters.map { $0.of(\.layer) }
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// rho.
    public var targetRate: StepQuantity
    public var tau: StepQuantity
    /// What spikes of one step do.
    public var coincident: Coincidence
    public var weights: WeightRange
    public var layer: MembraneDynamics

    public init(
        learningRate: Double = 0.01, targetRate: StepQuantity = 0.003, tau: StepQuantity = 20,
        coincident: Coincidence = .strengthen, weights: WeightRange = WeightRange(),
        layer: MembraneDynamics = MembraneDynamics()
    ) {
        (self.learningRate, self.targetRate, self.tau) = (learningRate, targetRate, tau)
        (self.coincident, self.weights, self.layer) = (coincident, weights, layer)
    }

    public var pairing: SpikePairing {
        let decay = traceLeft(after: tau.bySteps)
        var pairing = SpikePairing(
            preDecay: decay, postDecay: decay, potentiation: 1, depression: -1, bounds: weights.bounds)
        pairing.inputOffset = Float(-2 * targetRate.bySteps * tau.bySteps)
        pairing.coincidence = coincident
        return pairing
    }
}
