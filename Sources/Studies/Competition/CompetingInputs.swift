// Aim: a conductance neuron and a rule by spike timing, run by events: only inputs that fire cost anything, and only
// output spikes visit every synapse.
//
//     the step of SpikePairing with ConductanceNeuron as the layer; the trace of an input is brought up to date when
//     it is needed, r_j(t) = d+^(t - t_j) r_j(t_j), t_j the step of its last spike
//
// The same as presenting every step to the neuron and the rule, but for the rounding of d+^n. Input and output spikes
// of one step count both ways, A+ - A-, as in SpikePairing; or as A+ alone, as where the input spikes of a step are
// dealt with before its output spike.
//
// Reference: S. Song, K. D. Miller, L. F. Abbott, Nat. Neurosci. 3, 919 (2000).

import LearningRules
import Models
import Numerics

struct CompetingInputs {
    private(set) var neuron: ConductanceNeuron
    /// One an input.
    private(set) var weights: [Float]
    private let pairing: SpikePairing
    private let rate: Float
    private let weakensCoincident: Bool
    /// d+^n.
    private let decays: [Float]
    private var traces: [Float]
    private var lastSpikes: [Int]
    private var postTrace: Float = 0
    private var step = 0
    private var fires: [Bool]

    /// All weights begin at the rule's upper limit.
    ///
    /// - Parameter weakensCoincident: whether an output spike weakens the inputs that fire in the same step.
    /// - Precondition: the rule has no triplets.
    init(inputs: Int, rule: any SpikeRule, timeStep: Double, weakensCoincident: Bool) {
        precondition(!rule.pairing.hasTriplets, "a rule of pairs")
        pairing = rule.pairing
        rate = Float(rule.learningRate)
        self.weakensCoincident = weakensCoincident
        weights = [Float](repeating: pairing.bounds.upperBound, count: inputs)
        neuron = ConductanceNeuron(weights: Matrix(rows: 1, columns: inputs), timeStep: timeStep)
        traces = [Float](repeating: 0, count: inputs)
        lastSpikes = [Int](repeating: 0, count: inputs)
        fires = [Bool](repeating: false, count: inputs)
        let decay = Double(rule.pairing.preDecay)
        // From some length on the decay is 0, or has shrunk beyond all effect.
        decays = (0...10_000).map { Float(power(decay, Double($0))) }
    }

    /// One step.
    ///
    /// - Parameter spikes: the excitatory inputs that fire.
    /// - Returns: whether the neuron fires.
    mutating func advance(_ spikes: [Int], inhibition: Int) -> Bool {
        step += 1
        var arriving: Float = 0
        for input in spikes {
            arriving += weights[input]
            traces[input] = pairing.isNearestNeighbour ? 1 : trace(input) + 1
            lastSpikes[input] = step
        }
        let fired = neuron.advance(excitation: Double(arriving), inhibition: inhibition)
        let before = pairing.trace(postTrace, decay: pairing.postDecay, spike: 0)
        postTrace = pairing.trace(postTrace, decay: pairing.postDecay, spike: fired ? 1 : 0)
        if fired { potentiate(spikes, post: weakensCoincident ? postTrace : before) } else { depress(spikes) }
        return fired
    }

    private func trace(_ input: Int) -> Float {
        traces[input] * decays[min(step - lastSpikes[input], decays.count - 1)]
    }

    private mutating func depress(_ spikes: [Int]) {
        for input in spikes {
            weights[input] = pairing.moved(
                weights[input], rate: rate, potentiation: 0, pre: 0, depression: pairing.depression, post: postTrace)
        }
    }

    /// An output spike pairs with every input; those that fire in the same step are weakened as well.
    private mutating func potentiate(_ spikes: [Int], post: Float) {
        for input in spikes { fires[input] = true }
        for input in weights.indices {
            weights[input] = pairing.moved(
                weights[input], rate: rate, potentiation: pairing.potentiation, pre: trace(input),
                depression: fires[input] ? pairing.depression : 0, post: post)
        }
        for input in spikes { fires[input] = false }
    }
}
