// Aim: a leaky integrate-and-fire neuron whose synapses are conductances, as in studies of competing inputs.
//
//     g_e <- g_e exp(-dt/tau_s) + g_max W x,    g_i <- g_i exp(-dt/tau_s) + g_inh n
//     tau_m dV/dt = (E_l - V) + g_e (E_e - V) + g_i (E_i - V)
//     s = 1 and V <- V_reset where V >= V_threshold
//
// x excitatory input spikes, W their weights as shares of the largest conductance g_max, n number of inhibitory input
// spikes of the step; conductances in units of the leak, potentials in mV, times in ms. Within a step of dt the
// conductances stand still, so that V goes exponentially towards (E_l + g_e E_e + g_i E_i) / (1 + g_e + g_i) with the
// time constant tau_m / (1 + g_e + g_i). Values: S. Song, K. D. Miller, L. F. Abbott (2000).
//
// Reference: S. Song, K. D. Miller, L. F. Abbott, Nat. Neurosci. 3, 919 (2000); Gerstner, Kistler, Spiking Neuron Models
// (2002), ch. 4.

import Numerics

/// One integrate-and-fire neuron behind excitatory synapses, with inhibition from outside.
package struct ConductanceNeuron: SpikingModel {
    package static let kind = "conductance-neuron"
    package static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.weights }

    /// Potentials in mV.
    package var leakPotential = -70.0
    package var threshold = -54.0
    package var resetPotential = -60.0
    package var excitatoryPotential = 0.0
    package var inhibitoryPotential = -70.0
    /// Time constants and the step in ms.
    package var membraneTime = 20.0
    package var synapticTime = 5.0
    package let timeStep: Double
    /// Conductance of an excitatory synapse of weight 1 and of an inhibitory one, in units of the leak.
    package var largestConductance = 0.015
    package var inhibitoryConductance = 0.05

    /// [1, input], shares of the largest conductance.
    package var weights: Matrix
    /// Inhibitory spikes that arrive with the next input.
    package var inhibition = 0
    /// Membrane potential in mV, and the two conductances.
    package private(set) var potential = -70.0
    package private(set) var excitation = 0.0
    package private(set) var inhibitoryState = 0.0
    package private(set) var state: [Float] = [0]
    package private(set) var field: [Float] = [0]
    package private(set) var presynaptic: [Float]

    /// - Parameters:
    ///   - weights: [1, input].
    ///   - timeStep: in ms.
    package init(weights: Matrix, timeStep: Double) {
        precondition(weights.rows == 1 && timeStep > 0, "one neuron, and time that passes")
        self.weights = weights
        self.timeStep = timeStep
        presynaptic = [Float](repeating: 0, count: weights.columns)
    }

    package var inputCount: Int { weights.columns }
    package var outputCount: Int { 1 }
    package var postsynaptic: [Float] { state }

    package var runningState: NamedArrays {
        get {
            NamedArrays([
                "v": [Float(potential)], "g_excitatory": [Float(excitation)], "g_inhibitory": [Float(inhibitoryState)],
                "spikes": state,
            ])
        }
        set {
            precondition(newValue.hasLayout(of: runningState), "v, two conductances and spikes, one value each")
            potential = Double(newValue["v"][0])
            excitation = Double(newValue["g_excitatory"][0])
            inhibitoryState = Double(newValue["g_inhibitory"][0])
            state = newValue["spikes"]
        }
    }

    /// At the leak potential, without conductances.
    package mutating func initState() {
        (potential, excitation, inhibitoryState) = (leakPotential, 0, 0)
        (state, field) = ([0], [0])
    }

    /// One step without input.
    package mutating func update(_ random: inout RandomStream) {
        present([Float](repeating: 0, count: inputCount))
    }

    package mutating func present(_ input: [Float]) {
        precondition(input.count == inputCount, "one value an input")
        presynaptic = input
        field = weights.times(input)
        _ = advance(excitation: Double(field[0]), inhibition: inhibition)
    }

    /// One step by what arrives, without a look at the weights.
    ///
    /// - Parameters:
    ///   - arriving: W x, the sum of the weights of the inputs that fire.
    ///   - spikes: how many inhibitory inputs fire.
    /// - Returns: whether the neuron fires.
    package mutating func advance(excitation arriving: Double, inhibition spikes: Int) -> Bool {
        let decay = exponential(-timeStep / synapticTime)
        excitation = excitation * decay + largestConductance * arriving
        inhibitoryState = inhibitoryState * decay + inhibitoryConductance * Double(spikes)
        let total = 1 + excitation + inhibitoryState
        let rest = (leakPotential + excitation * excitatoryPotential + inhibitoryState * inhibitoryPotential) / total
        potential = rest + (potential - rest) * exponential(-timeStep * total / membraneTime)
        let fires = potential >= threshold
        if fires { potential = resetPotential }
        state[0] = fires ? 1 : 0
        return fires
    }
}
