// Aim: spike-timing-dependent plasticity of triplets, which explains how pairing depends on frequency.
//
//     input spike:   w <- w - eta o1 (A2- + A3- r2)
//     output spike:  w <- w + eta r1 (A2+ + A3+ o2)
//
// r1, r2 traces of input spikes with time constants tau-plus and tau-x, o1, o2 of output spikes with tau-minus and tau-y;
// r2 and o2 are taken as they stood before the spikes of the step. The defaults are the minimal all-to-all set for
// visual cortex (A2+ = A3- = 0) with a step of 1 ms; see SpikePairing for the order within a step.
//
// Reference: J.-P. Pfister, W. Gerstner, "Triplets of spikes in a model of spike timing-dependent plasticity",
// J. Neurosci. 26, 9673 (2006).

import Neurons
import Numerics
import Parameters

public struct TripletSTDPRule: PairingRule {
    public static let description = RuleDescription(
        name: "triplet-stdp", summary: "Spike timing with triplets: pairing strengthens at high rates, weakens at low.",
        equation: [
            "input spike: w <- w - eta o1 (A2- + A3- r2);  output spike: w <- w + eta r1 (A2+ + A3+ o2)",
            "r1, r2 traces of input spikes (tau-plus, tau-x), o1, o2 of output spikes (tau-minus, tau-y)",
            "inputs before outputs within a step: r1 with its input spikes, o1 without its output spikes, r2 and o2 without",
            "eta learning rate; w kept within [w-min, w-max]",
        ],
        reference: "Pfister, Gerstner, Triplets of spikes in a model of spike timing-dependent plasticity, "
            + "J. Neurosci. 26, 9673 (2006)",
        notes: [
            "The defaults are the minimal set for visual cortex: output before input weakens at 20 pairs a second "
                + "and strengthens from about 40 on.",
            "Time constants without a unit are in steps: the defaults are those of the paper where a step is 1 ms.",
            "--coincident both: o1 with the output spikes of the step, both changes at once; neither: r1 without its input "
                + "spikes. --delay N: the layer gets W x of N steps ago.",
        ],
        codings: [.spikes, .binary])

    public static let parameters: [Parameter<Self>] =
        [
            .learningRate(\.learningRate),
            Parameter("a2-plus", \.a2Plus, 0...1e6, help: "strengthening by pairs, A2+"),
            Parameter("a2-minus", \.a2Minus, 0...1e6, help: "weakening by pairs, A2-"),
            Parameter("a3-plus", \.a3Plus, 0...1e6, help: "strengthening by triplets, A3+"),
            Parameter("a3-minus", \.a3Minus, 0...1e6, help: "weakening by triplets, A3-"),
            Parameter("tau-plus", time: \.tauPlus, 0.01...1e9, help: "time constant of r1"),
            Parameter("tau-minus", time: \.tauMinus, 0.01...1e9, help: "time constant of o1"),
            Parameter("tau-x", time: \.tauX, 0.01...1e9, help: "time constant of r2"),
            Parameter("tau-y", time: \.tauY, 0.01...1e9, help: "time constant of o2"),
            Parameter("pairing", \.pairs, help: "whether traces count all earlier spikes or the latest"),
            .coincident(\.coincident),
        ] + WeightRange.parameters.map { $0.of(\.weights) } + MembraneDynamics.parameters.map { $0.of(\.layer) }
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// A2+ and A2-, of pairs.
    public var a2Plus: Double
    public var a2Minus: Double
    /// A3+ and A3-, of triplets.
    public var a3Plus: Double
    public var a3Minus: Double
    /// Time constants: of r1 and o1, the traces of pairs, and of r2 and o2, those of triplets.
    public var tauPlus: StepQuantity
    public var tauMinus: StepQuantity
    public var tauX: StepQuantity
    public var tauY: StepQuantity
    public var pairs: TripletPairing
    /// What spikes of one step do.
    public var coincident: Coincidence
    public var weights: WeightRange
    public var layer: MembraneDynamics

    public init(
        learningRate: Double = 1, a2Plus: Double = 0, a2Minus: Double = 0.0071, a3Plus: Double = 0.0065,
        a3Minus: Double = 0, tauPlus: StepQuantity = 16.8, tauMinus: StepQuantity = 33.7, tauX: StepQuantity = 101,
        tauY: StepQuantity = 114, pairs: TripletPairing = .allToAll, coincident: Coincidence = .strengthen,
        weights: WeightRange = WeightRange(),
        layer: MembraneDynamics = MembraneDynamics()
    ) {
        self.learningRate = learningRate
        (self.a2Plus, self.a2Minus, self.a3Plus, self.a3Minus) = (a2Plus, a2Minus, a3Plus, a3Minus)
        (self.tauPlus, self.tauMinus, self.tauX, self.tauY) = (tauPlus, tauMinus, tauX, tauY)
        (self.pairs, self.coincident, self.weights, self.layer) = (pairs, coincident, weights, layer)
    }

    public var pairing: SpikePairing {
        var pairing = SpikePairing(
            preDecay: traceLeft(after: tauPlus.bySteps), postDecay: traceLeft(after: tauMinus.bySteps),
            potentiation: Float(a2Plus), depression: Float(a2Minus), bounds: weights.bounds)
        pairing.hasTriplets = true
        pairing.slowPreDecay = traceLeft(after: tauX.bySteps)
        pairing.slowPostDecay = traceLeft(after: tauY.bySteps)
        pairing.tripletPotentiation = Float(a3Plus)
        pairing.tripletDepression = Float(a3Minus)
        pairing.scheme = pairs.scheme
        pairing.coincidence = coincident
        return pairing
    }
}
