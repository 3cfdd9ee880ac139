// Aim: spike-timing-dependent plasticity of triplets, which explains how pairing depends on frequency.
//
//     output spike:  w <- w + eta r1 (A2+ + A3+ o2)
//     input spike:   w <- w - eta o1 (A2- + A3- r2)
//
// r1, r2 traces of input spikes with time constants tau-plus and tau-x, o1, o2 of output spikes with tau-minus and tau-y;
// r2 and o2 are taken as they stood before the spikes of the step. The defaults are the minimal all-to-all set for
// visual cortex (A2+ = A3- = 0) with a step of 1 ms; see SpikePairing for the order within a step.
//
// Reference: J.-P. Pfister, W. Gerstner, "Triplets of spikes in a model of spike timing-dependent plasticity",
// J. Neurosci. 26, 9673 (2006).

import Numerics

public struct TripletSTDPRule: SpikeRule {
    public static let description = RuleDescription(
        name: "triplet-stdp", summary: "Spike timing with triplets: pairing strengthens at high rates, weakens at low.",
        equation: [
            "output spike: w <- w + eta r1 (A2+ + A3+ o2);  input spike: w <- w - eta o1 (A2- + A3- r2)",
            "r1, r2 traces of input spikes (tau-plus, tau-x), o1, o2 of output spikes (tau-minus, tau-y)",
            "r2, o2 as before the spikes of the step; eta learning rate; w kept within [w-min, w-max]",
        ],
        reference: "Pfister, Gerstner, Triplets of spikes in a model of spike timing-dependent plasticity, "
            + "J. Neurosci. 26, 9673 (2006)",
        notes: [
            "The defaults are the minimal set for visual cortex: output before input weakens at 20 pairs a second "
                + "and strengthens from about 40 on.",
            "Time constants are in steps: with steps of 1 ms, in ms.",
        ],
        codings: [.spikes, .binary],
        parameters: [
            .learningRate(1),
            RuleParameter("a2-plus", .number(0...1e6, default: 0), help: "strengthening by pairs, A2+"),
            RuleParameter("a2-minus", .number(0...1e6, default: 0.0071), help: "weakening by pairs, A2-"),
            RuleParameter("a3-plus", .number(0...1e6, default: 0.0065), help: "strengthening by triplets, A3+"),
            RuleParameter("a3-minus", .number(0...1e6, default: 0), help: "weakening by triplets, A3-"),
            RuleParameter("tau-plus", .number(0.01...1e9, default: 16.8), help: "time constant of r1 in steps"),
            RuleParameter("tau-minus", .number(0.01...1e9, default: 33.7), help: "time constant of o1 in steps"),
            RuleParameter("tau-x", .number(0.01...1e9, default: 101), help: "time constant of r2 in steps"),
            RuleParameter("tau-y", .number(0.01...1e9, default: 114), help: "time constant of o2 in steps"),
            RuleParameter(
                "pairing", .choice(["all-to-all", "nearest"], default: "all-to-all"),
                help: "whether traces count all earlier spikes or the latest"),
        ] + SpikeParameters.weights + SpikeParameters.layer)

    public let parameters: RuleParameters
    public let pairing: SpikePairing

    public init(_ parameters: RuleParameters) {
        self.parameters = parameters
        func decay(_ name: String) -> Float { Float(exponential(-1 / Double(parameters.number(name)))) }
        var pairing = SpikePairing(
            preDecay: decay("tau-plus"), postDecay: decay("tau-minus"), potentiation: parameters.number("a2-plus"),
            depression: parameters.number("a2-minus"), bounds: SpikeParameters.bounds(parameters))
        pairing.hasTriplets = true
        pairing.slowPreDecay = decay("tau-x")
        pairing.slowPostDecay = decay("tau-y")
        pairing.tripletPotentiation = parameters.number("a3-plus")
        pairing.tripletDepression = parameters.number("a3-minus")
        pairing.isNearestNeighbour = parameters.choice("pairing") == "nearest"
        self.pairing = pairing
    }
}
