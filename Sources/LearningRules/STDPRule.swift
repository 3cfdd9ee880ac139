// Aim: spike-timing-dependent plasticity of pairs: inputs that fire before an output are strengthened, those that
// fire after it weakened.
//
//     dw = +eta A+ d+^k   input k >= 0 steps before output
//     dw = -eta A- d-^k   input k > 0 steps after output
//
// d+, d- are the decays of the traces, `trace-decay` for both or exp(-1/tau-plus) and exp(-1/tau-minus); see
// SpikePairing for the whole step, the order within it and spikes that coincide.
//
// Reference: S. Song, K. D. Miller, L. F. Abbott, Nat. Neurosci. 3, 919 (2000); G. Bi, M. Poo, J. Neurosci. 18, 10464
// (1998).

import Neurons
import Numerics
import Parameters

public struct STDPRule: PairingRule {
    public static let description = RuleDescription(
        name: "stdp", summary: "Strengthens inputs that fire before an output, weakens those that fire after it.",
        equation: [
            "inputs:  w_ij <- w_ij - eta A- d- o_i x_j, at least w-min;  r_j <- d+ r_j + x_j",
            "layer:   v <- leak v + W x, s = v >= threshold, v <- v-reset, by the weights before the step",
            "outputs: w_ij <- w_ij + eta A+ r_j s_i, at most w-max;  o_i <- d- o_i + s_i",
            "x input spikes, s output spikes, r, o traces, d+, d- their decays, eta learning rate",
        ],
        reference: "Song, Miller, Abbott, Nat. Neurosci. 3, 919 (2000); Bi, Poo, J. Neurosci. 18, 10464 (1998)",
        notes: [
            "An input spike k >= 0 steps before an output spike gives A+ d+^k, one k > 0 steps after it -A- d-^k.",
            "--coincident both: traces move first, w_ij <- w_ij + eta (A+ r_j s_i - A- o_i x_j), so spikes of one step give "
                + "A+ - A-; neither: output spikes find d+ r_j, so they give nothing.",
            "--delay N: the layer gets W x of N steps ago, by the weights of then.",
            "Over all lags strengthening sums to A+ / (1 - d+) and weakening to A- d- / (1 - d-): inputs compete where the second "
                + "is larger.",
            "--pairing: all-to-all; nearest, each spike with the latest of the other side; pre-centred, each input spike with "
                + "the latest output spike before and the next after it; restricted, the same where no other input spike lies "
                + "between (Morrison, Diesmann, Gerstner, Biol. Cybern. 98, 459 (2008)).",
            "Changes depend on the weight: A+ f+(w) and A- f-(w), --dependence limits f+ = ((w-max - w) / (w-max - w-min))^mu-plus, "
                + "f- = ((w - w-min) / (w-max - w-min))^mu-minus. mu = 0 is additive (weights gather at the limits), mu = 1 "
                + "multiplicative (one broad peak), mu-plus 0 and mu-minus 1 the rule of van Rossum, Bi, Turrigiano (2000).",
            "--dependence power: f+ = w0 (w / w0)^mu-plus, f- = w0 (w / w0)^mu-minus, w0 w-reference; mu-plus .4 and mu-minus 1 are "
                + "the power law of Morrison, Aertsen, Diesmann (2007).",
            "NEST has the spikes of an output reach the synapse one delay late, and counts spikes of one step as --coincident "
                + "neither: then its stdp_synapse, stdp_nn_symm_synapse, stdp_nn_pre_centered_synapse and "
                + "stdp_pl_synapse_hom give the same weights.",
            "Potentials and traces are kept in the file; training goes on where it stopped.",
        ],
        codings: [.spikes, .binary])

    public static let parameters: [Parameter<Self>] =
        [
            .learningRate(\.learningRate),
            Parameter("a-plus", \.aPlus, 0...1e6, help: "amplitude of strengthening, A+"),
            Parameter("a-minus", \.aMinus, 0...1e6, help: "amplitude of weakening, A-"),
            .coincident(\.coincident),
        ] + WeightRange.parameters.map { $0.of(\.weights) } + MembraneDynamics.parameters.map { $0.of(\.layer) } + [
            Parameter("trace-decay", \.traceDecay, 0...1, help: "share of a trace left after a step, exp(-dt/tau)"),
            Parameter(
                "tau-plus", time: \.tauPlus, 0...1e9,
                help: "time constant of the trace of input spikes; 0: by trace-decay"),
            Parameter(
                "tau-minus", time: \.tauMinus, 0...1e9,
                help: "time constant of the trace of output spikes; 0: by trace-decay"),
            Parameter(
                "pairing", \.pairs,
                help: "with which spikes of the other side a spike pairs"),
            Parameter("mu", \.mu, 0...1, help: "dependence on the weight: 0 additive ... 1 multiplicative"),
            Parameter("mu-plus", \.muPlus, word: "mu", 0...10, help: "that of strengthening alone"),
            Parameter("mu-minus", \.muMinus, word: "mu", 0...10, help: "that of weakening alone"),
            Parameter(
                "dependence", \.dependence,
                help: "whether changes go by the room that is left to the limits or by a power of the weight"),
            Parameter("w-reference", \.referenceWeight, 1e-6...1e6, help: "weight w0 of dependence power"),
        ]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// A+ and A-.
    public var aPlus: Double
    public var aMinus: Double
    /// What spikes of one step do.
    public var coincident: Coincidence
    public var weights: WeightRange
    public var layer: MembraneDynamics
    /// Share of a trace left after a step, where its time constant is 0.
    public var traceDecay: Double
    /// Time constants of the traces of input and of output spikes; 0: by `traceDecay`.
    public var tauPlus: StepQuantity
    public var tauMinus: StepQuantity
    public var pairs: PairingScheme
    /// Dependence on the weight: 0 additive ... 1 multiplicative.
    public var mu: Double
    /// Of strengthening and of weakening alone; nil: `mu`.
    public var muPlus: Double?
    public var muMinus: Double?
    public var dependence: WeightDependence.Form
    /// w0 of the dependence by a power.
    public var referenceWeight: Double

    public init(
        learningRate: Double = 0.01, aPlus: Double = 0.005, aMinus: Double = 0.00525,
        coincident: Coincidence = .strengthen,
        weights: WeightRange = WeightRange(), layer: MembraneDynamics = MembraneDynamics(),
        traceDecay: Double = 0.95, tauPlus: StepQuantity = 0, tauMinus: StepQuantity = 0,
        pairs: PairingScheme = .allToAll,
        mu: Double = 0, muPlus: Double? = nil, muMinus: Double? = nil, dependence: WeightDependence.Form = .limits,
        referenceWeight: Double = 1
    ) {
        (self.learningRate, self.aPlus, self.aMinus) = (learningRate, aPlus, aMinus)
        (self.coincident, self.weights, self.layer) = (coincident, weights, layer)
        (self.traceDecay, self.tauPlus, self.tauMinus) = (traceDecay, tauPlus, tauMinus)
        (self.pairs, self.mu, self.muPlus, self.muMinus) = (pairs, mu, muPlus, muMinus)
        (self.dependence, self.referenceWeight) = (dependence, referenceWeight)
    }

    public var pairing: SpikePairing {
        var pairing = SpikePairing(
            preDecay: traceLeft(after: tauPlus, orElse: traceDecay),
            postDecay: traceLeft(after: tauMinus, orElse: traceDecay), potentiation: Float(aPlus),
            depression: Float(aMinus), bounds: weights.bounds)
        pairing.scheme = pairs
        pairing.dependence.form = dependence
        pairing.dependence.strengtheningExponent = Float(muPlus ?? mu)
        pairing.dependence.weakeningExponent = Float(muMinus ?? mu)
        pairing.dependence.reference = Float(referenceWeight)
        pairing.coincidence = coincident
        return pairing
    }
}

/// The share of a trace left after a step: by its time constant, or the given one where that is 0.
func traceLeft(after tau: StepQuantity, orElse share: Double) -> Float {
    tau.number == 0 ? Float(share) : traceLeft(after: tau.bySteps)
}

/// The share of a trace left after a step, exp(-1/tau), tau in steps.
func traceLeft(after tau: Double) -> Float { Float(exponential(-1 / Double(Float(tau)))) }
