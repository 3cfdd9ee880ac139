// Aim: spike-timing-dependent plasticity of pairs: inputs that fire before an output are strengthened, those that
// fire after it weakened.
//
//     dw = +eta A+ d+^k   input k steps before output
//     dw = -eta A- d-^k   input k steps after output
//
// d+, d- are the decays of the traces, `trace-decay` for both or exp(-1/tau-plus) and exp(-1/tau-minus); see
// SpikePairing for the whole step, the order within it and spikes that coincide.
//
// Reference: S. Song, K. D. Miller, L. F. Abbott, Nat. Neurosci. 3, 919 (2000); G. Bi, M. Poo, J. Neurosci. 18, 10464
// (1998).

import Numerics

public struct STDPRule: SpikeRule {
    public static let description = RuleDescription(
        name: "stdp", summary: "Strengthens inputs that fire before an output, weakens those that fire after it.",
        equation: [
            "r_j <- d+ r_j + x_j;  layer: v <- leak v + W x, s = v >= threshold, v <- v-reset;  o_i <- d- o_i + s_i",
            "w_ij <- w_ij + eta (A+ r_j s_i - A- o_i x_j), kept within [w-min, w-max]",
            "x input spikes, s output spikes, r, o traces, d+, d- their decays, eta learning rate",
        ],
        reference: "Song, Miller, Abbott, Nat. Neurosci. 3, 919 (2000); Bi, Poo, J. Neurosci. 18, 10464 (1998)",
        notes: [
            "Traces move before the weights: spikes of one step give A+ - A-. Pairs k steps apart give A+ d+^k and -A- d-^k.",
            "mu = 0 is additive (weights gather at the limits), mu = 1 multiplicative (one broad peak).",
            "Potentials and traces are kept in the file; training goes on where it stopped.",
        ],
        codings: [.spikes, .binary],
        parameters: [
            .learningRate(),
            RuleParameter("a-plus", .number(0...1e6, default: 0.005), help: "amplitude of strengthening, A+"),
            RuleParameter("a-minus", .number(0...1e6, default: 0.00525), help: "amplitude of weakening, A-"),
        ] + SpikeParameters.weights + SpikeParameters.layer + [
            RuleParameter(
                "trace-decay", .number(0...1, default: 0.95), help: "share of a trace left after a step, exp(-dt/tau)"),
            RuleParameter(
                "tau-plus", .number(0...1e9, default: 0),
                help: "time constant of the trace of input spikes in steps; 0: by trace-decay"),
            RuleParameter(
                "tau-minus", .number(0...1e9, default: 0),
                help: "time constant of the trace of output spikes in steps; 0: by trace-decay"),
            RuleParameter(
                "pairing", .choice(["all-to-all", "nearest"], default: "all-to-all"),
                help: "whether each spike pairs with all earlier ones of the other side or with the latest"),
            RuleParameter(
                "mu", .number(0...1, default: 0), help: "dependence on the weight: 0 additive ... 1 multiplicative"),
        ])

    public let parameters: RuleParameters
    public let pairing: SpikePairing

    public init(_ parameters: RuleParameters) {
        self.parameters = parameters
        var pairing = SpikePairing(
            preDecay: SpikeParameters.decay(parameters, tau: "tau-plus", else: "trace-decay"),
            postDecay: SpikeParameters.decay(parameters, tau: "tau-minus", else: "trace-decay"),
            potentiation: parameters.number("a-plus"), depression: parameters.number("a-minus"),
            bounds: SpikeParameters.bounds(parameters))
        pairing.isNearestNeighbour = parameters.choice("pairing") == "nearest"
        pairing.weightDependence = parameters.number("mu")
        self.pairing = pairing
    }
}
