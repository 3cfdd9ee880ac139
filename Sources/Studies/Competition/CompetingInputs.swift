// Aim: a conductance neuron and a rule by spike timing, run by events: only inputs that fire cost anything, and only
// output spikes visit every synapse.
//
//     the step of SpikePairing with ConductanceNeuron as the layer; the trace of an input is brought up to date when
//     it is needed, r_j(t) = d+^(t - t_j) r_j(t_j), t_j the step of its last spike
//
// The same as presenting every step to the neuron and the rule, but for the rounding of d+^n. With a delay, the sum of
// the weights of the inputs that fire reaches the neuron that many steps later.
//
// Reference: S. Song, K. D. Miller, L. F. Abbott, Nat. Neurosci. 3, 919 (2000).

import LearningRules
import Models
import Numerics

struct CompetingInputs {
    private(set) var neuron: ConductanceNeuron
    /// One an input.
    var weights: [Float]
    private let pairing: SpikePairing
    private let rate: Float
    /// d+^n.
    private let decays: [Float]
    private var traces: [Float]
    /// Of the inputs that fire in this step, the traces before it.
    private var faded: [Float]
    private var lastSpikes: [Int]
    private var postTrace: Float = 0
    private var step = 0
    private var fires: [Bool]
    /// Sums of weights on their way to the neuron, the one that arrives first at `step` modulo their number.
    private var inFlight: [Float]

    /// All weights begin at the rule's upper limit.
    ///
    /// - Parameter delay: steps from an excitatory input spike to its effect on the neuron.
    /// - Precondition: the rule has no triplets, and its synapses keep nothing of their own.
    init(inputs: Int, rule: any PairingRule, timeStep: Double, delay: Int = 0) {
        precondition(!rule.pairing.hasTriplets && !rule.pairing.scheme.isOfSynapses, "a rule of traces of units")
        pairing = rule.pairing
        rate = Float(rule.learningRate)
        inFlight = [Float](repeating: 0, count: delay)
        weights = [Float](repeating: pairing.bounds.upperBound, count: inputs)
        neuron = ConductanceNeuron(weights: Matrix(rows: 1, columns: inputs), timeStep: timeStep)
        traces = [Float](repeating: 0, count: inputs)
        faded = traces
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
        var sum: Float = 0
        for input in spikes {
            sum += weights[input]
            faded[input] = trace(input)
            traces[input] = pairing.isNearestNeighbour ? 1 : faded[input] + 1
            lastSpikes[input] = step
        }
        if !inFlight.isEmpty { swap(&sum, &inFlight[step % inFlight.count]) }
        let fired = neuron.advance(excitation: Double(sum), inhibition: inhibition)
        let before = pairing.trace(postTrace, decay: pairing.postDecay, spike: 0)
        postTrace = pairing.trace(postTrace, decay: pairing.postDecay, spike: fired ? 1 : 0)
        let found = (pairing.coincidence.weakens ? postTrace : before) + pairing.inputOffset
        if fired { strengthen(spikes, post: found) } else { weaken(spikes, post: found) }
        return fired
    }

    private func trace(_ input: Int) -> Float {
        traces[input] * decays[min(step - lastSpikes[input], decays.count - 1)]
    }

    private mutating func weaken(_ spikes: [Int], post: Float) {
        for input in spikes {
            weights[input] = pairing.moved(
                weights[input], rate: rate, potentiation: 0, pre: 0, depression: pairing.depression, post: post)
        }
    }

    /// An output spike pairs with every input; those that fire in the same step are weakened by the output spikes before.
    private mutating func strengthen(_ spikes: [Int], post: Float) {
        for input in spikes { fires[input] = true }
        for input in weights.indices {
            weights[input] = pairing.moved(
                weights[input], rate: rate, potentiation: pairing.potentiation,
                pre: fires[input] && !pairing.coincidence.strengthens ? faded[input] : trace(input),
                depression: fires[input] ? pairing.depression : 0, post: post)
        }
        for input in spikes { fires[input] = false }
    }
}
