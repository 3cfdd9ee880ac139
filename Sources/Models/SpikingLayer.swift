// Aim: a layer of leaky integrate-and-fire units; each input row is one time step of spikes.
//
//     h = W x of the step `delay` ago, by the weights of that step, then the step of MembraneDynamics
//
// x input spikes, W weights [output, input]. The start is w_ij = |0.05 n_ij| with n_ij standard normal: synapses
// that learn by spike timing are excitatory, and a start of both signs would lose its negative half to the lower
// limit in the first step.

import Neurons
import Numerics

/// Leaky integrate-and-fire units behind a layer of synapses.
public struct SpikingLayer: MembraneModel {
    public static let kind = "spiking-layer"
    public static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.weights }

    /// [output, input].
    public var weights: Matrix
    /// As they were given. Another delay loses what is on its way.
    public var dynamics: MembraneDynamics {
        didSet { takeSteps(try? dynamics.stepwise(timeStep)) }
    }
    /// The length of a time step in ms, which times in ms need.
    public private(set) var timeStep: Double?
    /// The dynamics by steps; nil as long as they have times in ms and the length of a step is not known.
    private var knownSteps: MembraneDynamics?
    /// Membrane potentials after the last step.
    public private(set) var potentials: [Float]
    /// Steps that each unit still rests.
    public private(set) var refractory: [Float]
    /// The output spikes of the last step, 0 or 1.
    public private(set) var state: [Float]
    public private(set) var presynaptic: [Float]
    /// The weighted sums that reached the potentials in the last step.
    public private(set) var field: [Float]
    private var inFlight: DelayLine

    /// A layer with positive random weights, the same for the same seed.
    ///
    /// - Parameter spread: standard deviation of the normal numbers whose absolute values are the weights.
    public init(
        inputs: Int, outputs: Int, seed: UInt64, spread: Double = 0.05, dynamics: MembraneDynamics = MembraneDynamics()
    ) {
        precondition(inputs > 0 && outputs > 0, "a layer has at least one input and one output")
        var random = RandomStream(seed: seed, purpose: "spiking-layer weights")
        let values = (0..<inputs * outputs).map { _ in Float(abs(spread * random.nextNormal())) }
        self.init(weights: Matrix(rows: outputs, columns: inputs, values: values), dynamics: dynamics)
    }

    /// A layer with given weights, [output, input], at rest.
    public init(weights: Matrix, dynamics: MembraneDynamics = MembraneDynamics()) {
        self.weights = weights
        self.dynamics = dynamics
        potentials = [Float](repeating: 0, count: weights.rows)
        refractory = potentials
        state = potentials
        field = potentials
        presynaptic = [Float](repeating: 0, count: weights.columns)
        inFlight = DelayLine(width: weights.rows)
        takeSteps(try? dynamics.stepwise(nil))
    }

    /// - Precondition: the length of a step is known where there are times in ms: `setTimeStep`.
    public var stepDynamics: MembraneDynamics {
        guard let knownSteps else { preconditionFailure("times in ms, and no length of a step: see setTimeStep") }
        return knownSteps
    }

    private var delaySteps: Int { knownSteps?.delaySteps ?? 0 }

    private mutating func takeSteps(_ dynamics: MembraneDynamics?) {
        knownSteps = dynamics
        guard inFlight.steps != delaySteps else { return }
        inFlight = DelayLine(steps: delaySteps, width: outputCount)
    }

    public mutating func setTimeStep(_ length: Double?) throws {
        guard let length, length != timeStep else {
            if knownSteps == nil { takeSteps(try dynamics.stepwise(timeStep)) }
            return
        }
        let steps = try dynamics.stepwise(length)
        if let timeStep, dynamics.firstPhysical != nil, refractory.contains(where: { $0 > 0 }) || !inFlight.isEmpty {
            throw ModelError(
                "the layer stands between spikes in steps of \(timeStep) ms, expected inputs in such steps, not in "
                    + "steps of \(length) ms")
        }
        timeStep = length
        takeSteps(steps)
    }

    public var inputCount: Int { weights.columns }
    public var outputCount: Int { weights.rows }
    public var postsynaptic: [Float] { state }

    /// Potentials `v`, refractory counters `refractory`, the last output spikes `spikes` and, where there is a delay, the
    /// weighted sums on their way `fields_in_flight`, [delay, output], the first to arrive first.
    public var runningState: NamedArrays {
        get {
            var result = NamedArrays(["v": potentials, "refractory": refractory, "spikes": state])
            if delaySteps > 0 {
                result.set("fields_in_flight", shape: [delaySteps, outputCount], fieldsInFlight)
            }
            return result
        }
        set {
            precondition(
                newValue.hasLayout(of: runningState), "v, refractory, spikes and fields_in_flight of this layer")
            potentials = newValue["v"]
            refractory = newValue["refractory"]
            state = newValue["spikes"]
            if delaySteps > 0 { fieldsInFlight = newValue["fields_in_flight"] }
        }
    }

    /// Weighted sums on their way, [delay, output], the first to arrive first.
    public private(set) var fieldsInFlight: [Float] {
        get { inFlight.inOrder }
        set { inFlight.inOrder = newValue }
    }

    /// Takes what a run elsewhere left, one value a unit and of `input` one an input; `inFlight` [delay, output].
    public mutating func resume(
        potentials: [Float], refractory: [Float], spikes: [Float], fields: [Float], inFlight: [Float], input: [Float]
    ) {
        precondition(
            [potentials, refractory, spikes, fields].allSatisfy { $0.count == outputCount }
                && inFlight.count == delaySteps * outputCount && input.count == inputCount,
            "one value a unit, one an input")
        (self.potentials, self.refractory, state, field) = (potentials, refractory, spikes, fields)
        (fieldsInFlight, presynaptic) = (inFlight, input)
    }

    /// Potentials 0, nobody rests, no spikes, nothing on its way.
    public mutating func initState() {
        let rest = [Float](repeating: 0, count: outputCount)
        (potentials, refractory, state, field) = (rest, rest, rest, rest)
        presynaptic = [Float](repeating: 0, count: inputCount)
        inFlight = DelayLine(steps: delaySteps, width: outputCount)
    }

    /// One step without input.
    public mutating func update(_ random: inout RandomStream) {
        present([Float](repeating: 0, count: inputCount))
    }

    /// One step. The fields are summed input by input in Float, silent inputs left out: the order that
    /// `run` keeps, so that it gives the same bits.
    public mutating func present(_ input: [Float]) {
        precondition(input.count == inputCount, "one value an input")
        presynaptic = input
        weights.sumActive(input, into: &field)
        step()
    }

    /// One step with the weights given by columns, [input, output]: the same bits as `present`.
    mutating func advance(_ input: [Float], _ columns: Matrix) {
        presynaptic = input
        for unit in field.indices { field[unit] = 0 }
        let count = outputCount
        field.withUnsafeMutableBufferPointer { field in
            guard let field = field.baseAddress else { return }
            for index in input.indices where input[index] != 0 {
                columns.withRow(index) { column in
                    guard let column = column.baseAddress else { return }
                    if input[index] == 1 {
                        BlockKernels.addRow(column, to: field, count: count)
                    } else {
                        for unit in 0..<count { field[unit] += column[unit] * input[index] }
                    }
                }
            }
        }
        step()
    }

    private mutating func step() {
        inFlight.exchange(&field)
        stepDynamics.step(field: field, potentials: &potentials, refractory: &refractory, spikes: &state)
    }
}
