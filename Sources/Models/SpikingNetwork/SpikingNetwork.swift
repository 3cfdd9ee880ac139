// Aim: a recurrent network of spiking units with sparse connections and delays; each input row is one time step.
//
// A step, in this order:
//
//     spikes of inputs leave by the weights before the step; what arrives in this step is summed
//     g, v, threshold and rest as in NetworkSettings and MembraneDynamics, and the units that fire
//     their spikes leave by the same weights, and arrive one step later at the earliest
//
// The cost is that of each unit's membrane a step, and of each spike's connections: what is on its way stands in a ring of
// sums, one for each step of the longest delay.
//
// Reference: R. Brette and others, J. Comput. Neurosci. 23, 349 (2007); A. Morrison and others, Neural Comput. 17, 1776
// (2005), for the ring.

import Neurons
import Numerics
import Patterns

/// Excitatory and inhibitory integrate-and-fire units that act on each other.
public struct SpikingNetwork: ConnectionModel {
    public static let kind = "spiking-network"
    public static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.weights }

    public let connections: Connections
    /// [1, connection], in the order of the connections; those from units that inhibit are strengths too.
    public var weights: Matrix
    /// Threshold, leak, reset and rest of the units, potentials above rest; and the least delay of connections.
    public let dynamics: MembraneDynamics
    public let settings: NetworkSettings
    /// The length of a time step in ms, where it is known.
    public private(set) var timeStep: Double?
    /// Membrane potentials above rest after the last step.
    public internal(set) var potentials: [Float]
    /// Steps that each unit still rests.
    public internal(set) var refractory: [Float]
    /// The spikes of the last step, 0 or 1.
    public internal(set) var state: [Float]
    /// What the last step added to the decayed potentials.
    public internal(set) var field: [Float]
    /// Currents or conductances, of either sign of synapse.
    var excitation, inhibition: [Float]
    /// Sums of weights on their way, [step of the ring, unit].
    var excitationInFlight, inhibitionInFlight: [Float]
    /// The step of the ring that arrives next.
    var nextArrival = 0
    /// The inputs that fired in the last step.
    var firedInputs: [Int32] = []
    /// The units that fired in the last step, ascending.
    public internal(set) var fired: [Int32] = []
    /// By steps.
    let stepping: NetworkStepping

    /// A network at rest.
    ///
    /// - Parameters:
    ///   - weights: one for each connection.
    ///   - timeStep: in ms; nil where nobody knows it, which will do if no parameter is in ms.
    /// - Throws: `ModelError` or `ParameterError` for parameters that do not fit.
    public init(
        connections: Connections, weights: [Float], dynamics: MembraneDynamics = MembraneDynamics(),
        settings: NetworkSettings = NetworkSettings(), timeStep: Double? = nil
    ) throws {
        precondition(weights.count == connections.count, "a weight for each connection")
        guard settings.inhibitory <= connections.units else {
            throw ModelError("inhibitory is \(settings.inhibitory), expected at most the \(connections.units) units")
        }
        stepping = try NetworkStepping(dynamics, settings, timeStep)
        (self.connections, self.dynamics, self.settings) = (connections, dynamics, settings)
        self.weights = Matrix(rows: 1, columns: weights.count, values: weights)
        self.timeStep = timeStep
        let rest = [Float](repeating: 0, count: connections.units)
        (potentials, refractory, state, field, excitation, inhibition) = (rest, rest, rest, rest, rest, rest)
        ringLength = Int(connections.delays.max() ?? 0) + 1
        let bytes = 8.0 * Double(ringLength) * Double(connections.units)
        guard bytes <= Self.largestRing else {
            throw ModelError(
                "delays of up to \(ringLength - 1) steps of \(connections.units) units need \(Int(bytes) >> 20) MiB, "
                    + "expected at most \(Int(Self.largestRing) >> 20): use shorter delays")
        }
        excitationInFlight = [Float](repeating: 0, count: ringLength * connections.units)
        inhibitionInFlight = excitationInFlight
    }

    private static let largestRing = 1_073_741_824.0
    /// The steps of the ring: one more than the longest delay.
    let ringLength: Int

    public mutating func setTimeStep(_ length: Double?) throws {
        guard let length, length != timeStep else { return }
        if let timeStep {
            throw ModelError(
                "the delays of the network are in steps of \(timeStep) ms, expected inputs in such steps, not of "
                    + "\(length) ms")
        }
        timeStep = length
    }

    public var inputCount: Int { connections.sources - connections.units }
    public var outputCount: Int { connections.units }
    public var postsynaptic: [Float] { state }
    /// The spikes of the last step of all sources, the units and then the inputs.
    public var presynaptic: [Float] {
        var result = state + [Float](repeating: 0, count: inputCount)
        for input in firedInputs { result[outputCount + Int(input)] = 1 }
        return result
    }

    /// Whether a source, a unit or an input after the units, lowers potentials.
    public func inhibits(_ source: Int) -> Bool {
        (outputCount - settings.inhibitory..<outputCount).contains(source)
    }

    /// Potentials `v`, refractory counters `refractory`, the last spikes `spikes`, currents or conductances `g_excitatory`
    /// and `g_inhibitory`, and what is on its way, `excitation_in_flight` and `inhibition_in_flight`, [delay, unit], the
    /// first to arrive first.
    public var runningState: NamedArrays {
        get {
            var result = NamedArrays([
                "v": potentials, "refractory": refractory, "spikes": state, "g_excitatory": excitation,
                "g_inhibitory": inhibition,
            ])
            let shape = [ringLength, outputCount]
            result.set("excitation_in_flight", shape: shape, turned(excitationInFlight))
            result.set("inhibition_in_flight", shape: shape, turned(inhibitionInFlight))
            return result
        }
        set {
            precondition(newValue.hasLayout(of: runningState), "the arrays of this network")
            (potentials, refractory, state) = (newValue["v"], newValue["refractory"], newValue["spikes"])
            (excitation, inhibition) = (newValue["g_excitatory"], newValue["g_inhibitory"])
            excitationInFlight = newValue["excitation_in_flight"]
            inhibitionInFlight = newValue["inhibition_in_flight"]
            nextArrival = 0
        }
    }

    private func turned(_ ring: [Float]) -> [Float] {
        let first = nextArrival * outputCount
        return Array(ring[first...] + ring[..<first])
    }

    /// At rest, nothing on its way.
    public mutating func initState() {
        let rest = [Float](repeating: 0, count: outputCount)
        (potentials, refractory, state, field, excitation, inhibition) = (rest, rest, rest, rest, rest, rest)
        excitationInFlight = [Float](repeating: 0, count: ringLength * outputCount)
        inhibitionInFlight = excitationInFlight
        (fired, firedInputs, nextArrival) = ([], [], 0)
    }

    /// One step without input.
    public mutating func update(_ random: inout RandomStream) { advance([]) }

    /// One step; inputs other than 0 are spikes.
    public mutating func present(_ input: [Float]) {
        precondition(input.count == inputCount, "one value an input")
        advance(input.indices.filter { input[$0] != 0 }.map { Int32($0) })
    }
}
