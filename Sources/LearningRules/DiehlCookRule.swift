// Aim: each unit of a competitive circuit comes to stand for inputs that are alike, from spikes alone.
//
//     input spike j:    w_ij <- w_ij - eta depression o_i             at least 0
//     output spike i:   w_ij <- w_ij + eta r_j q_i                    at most w-max
//     before a pattern: w_ij <- w_ij weight-sum / sum_k w_ik
//
// r trace of input spikes (tau-pre), o and q traces of output spikes (tau-post, tau-post-slow), q taken as it stood before
// the spike: each trace is 1 at a spike and falls exponentially. So an output must fire twice within some 40 ms before
// what made it fire is strengthened. Within a step inputs come before outputs, and both after the circuit has taken the
// weights as they were. A sum within a millionth of `weight-sum` is left as it is.
//
// Reference: P. U. Diehl, M. Cook, "Unsupervised learning of digit recognition using spike-timing-dependent plasticity",
// Front. Comput. Neurosci. 9, 99 (2015), the rule by triplets, with the numbers of the authors' program; triplets: J.-P.
// Pfister, W. Gerstner, J. Neurosci. 26, 9673 (2006).

import Neurons
import Numerics
import Parameters

public struct DiehlCookRule: ExposureRule {
    public static let description = RuleDescription(
        name: "diehl-cook",
        summary: "Finds what inputs have in common with competing spiking units, shown each pattern as spikes.",
        equation: [
            "input spike:    w_ij <- w_ij - eta depression o_i, at least 0",
            "output spike:   w_ij <- w_ij + eta r_j q_i, at most w-max;  theta_i <- theta_i + theta-step",
            "before a pattern: w_ij <- w_ij weight-sum / sum_k w_ik",
            "r trace of input spikes (tau-pre), o and q traces of output spikes (tau-post, tau-post-slow), 1 at a spike;",
            "q as it stood before the spike, eta learning rate",
            "layer: tau-membrane dv/dt = v-rest - v + g (0 - v) + h (-100 - v), spike where v > threshold + theta_i,",
            "g and h fall with tau-excitation and tau-inhibition; spikes of others raise h by inhibition",
        ],
        reference: "Diehl, Cook, Unsupervised learning of digit recognition using spike-timing-dependent plasticity, "
            + "Front. Comput. Neurosci. 9, 99 (2015)",
        notes: [
            "An input of value x, 0...1, fires at x times rate. A pattern at which all units together fire fewer than "
                + "least-spikes times is shown again, its rates raised by rate-step.",
            "The weight-sum of 78 is for pictures of 784 pixels; keep it near a tenth of the number of inputs.",
            "canns-recall gives the spikes of each unit at each pattern, while weights and thresholds stay; "
                + "canns-study accuracy reads them out.",
            "Thresholds are in the file as /theta; they rise by theta-step a spike and fall with tau-theta, "
                + "so that no unit fires much more than others.",
        ],
        codings: [.grey, .real, .binary])

    public static let layerKind = LayerKind.exposure
    public static let parameters: [Parameter<Self>] =
        [
            .learningRate(\.learningRate),
            Parameter(
                "depression", \.depression, 0...1e6,
                help: "weakening at an input spike, as a share of the learning rate"),
            Parameter("w-max", \.wMax, 1e-6...1e6, help: "largest weight"),
            Parameter(
                "weight-sum", \.weightSum, 0...1e9, help: "sum of the weights of a unit as each pattern begins; 0: any"),
            Parameter("tau-pre", \.preTime, 1e-3...1e9, help: "time constant in ms of the trace of input spikes"),
            Parameter("tau-post", \.postTime, 1e-3...1e9, help: "time constant in ms of the trace that weakens"),
            Parameter(
                "tau-post-slow", \.slowPostTime, 1e-3...1e9, help: "time constant in ms of the trace that strengthens"),
        ] + RateCodedExposure.parameters.map { $0.of(\.exposure) }
        + CompetitiveCircuit.parameters.map { $0.of(\.circuit) }
    public static let defaults = Self()

    /// eta.
    public var learningRate = 0.01
    /// Weakening at an input spike, as a share of the learning rate.
    public var depression = 0.01
    public var wMax = 1.0
    /// Of the weights of a unit as each pattern begins; 0 for any.
    public var weightSum = 78.0
    /// Time constants in ms.
    public var preTime = 20.0
    public var postTime = 20.0
    public var slowPostTime = 40.0
    public var exposure = RateCodedExposure()
    public var circuit = CompetitiveCircuit()

    public init() {}

    public var modelParameters: [String: ParameterValue] {
        exposure.valuesByName.merging(circuit.valuesByName) { own, _ in own }
    }

    public func validate(outputs: Int, inputs: Int) throws {
        if let objection = circuit.objection(toStep: exposure.timeStep) { throw LearningError(description: objection) }
    }

    public var pairing: SpikePairing {
        func decay(_ tau: Double) -> Float { traceLeft(after: tau / exposure.timeStep) }
        var pairing = SpikePairing(
            preDecay: decay(preTime), postDecay: decay(postTime), potentiation: 0, depression: Float(depression),
            bounds: 0...Float(wMax))
        pairing.slowPostDecay = decay(slowPostTime)
        pairing.tripletPotentiation = 1
        pairing.scheme = .nearest
        pairing.hasTriplets = true
        return pairing
    }

    /// The factor that brings the weights of a unit to `weightSum`.
    package func scale(sum: Double) -> Float? {
        guard weightSum > 0, sum > 0, abs(sum - weightSum) > 1e-6 * weightSum else { return nil }
        return Float(weightSum / sum)
    }
}
