// Aim: outputs whose spikes are given, so that a rule learns from trains of spikes of both sides of its synapses, recorded
// or made elsewhere.
//
// The last inputs are the outputs: output i fires in the steps in which the i-th of them does, whatever the weights are.
// Rules do not see the spikes of those inputs, and weights from them mean nothing. What a parrot neuron of NEST is for.

import Numerics

/// Outputs that repeat the last inputs.
public struct RelayLayer: SpikingModel {
    public static let kind = "relay-layer"
    public static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.weights }

    /// [output, input].
    public var weights: Matrix
    /// The output spikes of the last step, 0 or 1.
    public private(set) var state: [Float]
    /// The input spikes of the last step, without those that are the outputs'.
    public private(set) var presynaptic: [Float]
    public private(set) var field: [Float]
    /// The length of a time step in ms, where it is known.
    public private(set) var timeStep: Double?

    /// A layer with given weights, [output, input].
    ///
    /// - Throws: `ModelError` unless there are more inputs than outputs.
    public init(weights: Matrix) throws {
        guard weights.columns > weights.rows else {
            throw ModelError(
                "\(weights.columns) inputs and \(weights.rows) outputs, expected more inputs: the last of them, one an "
                    + "output, are the spikes of the outputs of a \(Self.kind)")
        }
        self.weights = weights
        state = [Float](repeating: 0, count: weights.rows)
        field = state
        presynaptic = [Float](repeating: 0, count: weights.columns)
    }

    public var inputCount: Int { weights.columns }
    public var outputCount: Int { weights.rows }
    public var postsynaptic: [Float] { state }

    public mutating func setTimeStep(_ length: Double?) throws { timeStep = length ?? timeStep }

    /// No spikes.
    public mutating func initState() {
        (state, field, presynaptic) = (state.map { _ in 0 }, field.map { _ in 0 }, presynaptic.map { _ in 0 })
    }

    /// One step without input.
    public mutating func update(_ random: inout RandomStream) {
        present([Float](repeating: 0, count: inputCount))
    }

    /// One step.
    public mutating func present(_ input: [Float]) {
        precondition(input.count == inputCount, "one value an input")
        state = Array(input.suffix(outputCount))
        presynaptic = input
        for index in inputCount - outputCount..<inputCount { presynaptic[index] = 0 }
        field = weights.times(presynaptic)
    }
}

extension RelayLayer: StorableModel {
    public static let structure = ModelStructure.layer

    public init(design: ModelDesign) throws {
        try design.refuseSamples(for: Self.kind)
        var random = RandomStream(seed: design.seed, purpose: "relay-layer weights")
        let values = (0..<design.inputs * design.outputs).map { _ in
            Float(abs((design.spread ?? 0.05) * random.nextNormal()))
        }
        try self.init(weights: Matrix(rows: design.outputs, columns: design.inputs, values: values))
        timeStep = design.timeStep
    }

    public init(contents: ModelContents) throws {
        try self.init(weights: try contents.matrix())
        timeStep = contents.timeStep
    }

    public var contents: ModelContents {
        var contents = ModelContents(.matrix(weights))
        contents.timeStep = timeStep
        return contents
    }
}
