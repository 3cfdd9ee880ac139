import Numerics
import Patterns

/// A model with synapses that local rules can change: a trainer presents inputs, reads what stands on the two sides of
/// the synapses, and lets the rule change the weights between them.
public protocol PlasticModel: Model {
    /// The weights that learn unless a trainer names others, [post, pre].
    static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { get }

    /// Presents one input of `inputCount` values as learning does: an associative network is clamped to it, a layer
    /// responds to it, a spiking layer takes one time step.
    mutating func present(_ input: [Float])

    /// What stands before the synapses after `present`, one value a column of the weights.
    var presynaptic: [Float] { get }
    /// What stands behind the synapses after `present`, one value a row of the weights.
    var postsynaptic: [Float] { get }
    /// The weighted sums W·pre that reached the units in `present`, one value a row of the weights.
    var field: [Float] { get }

    /// The length of a time step in ms; nil where nobody said it, and for models without time.
    var timeStep: Double? { get }
    /// Says how long the steps of the next inputs are, for times in ms.
    ///
    /// - Parameter length: in ms; nil where they do not tell, and what the model knows holds.
    /// - Throws: `ModelError` or `ParameterError` for a length with which the model cannot go on.
    mutating func setTimeStep(_ length: Double?) throws

    /// What the dynamics need to go on exactly where they stand, besides weights and parameters: membrane potentials,
    /// refractory counters, and what learns beside the weights. Files carry it under these names. Empty for models whose
    /// next response depends on weights and input alone.
    ///
    /// - Precondition: what is set has the names and shapes that are read.
    var runningState: NamedArrays { get set }
}

extension PlasticModel {
    public var timeStep: Double? { nil }
    public mutating func setTimeStep(_ length: Double?) throws {}
    public var runningState: NamedArrays {
        get { NamedArrays() }
        set { precondition(newValue.isEmpty, "\(Self.kind) has no running state") }
    }
}

extension PlasticModel where Response == Matrix {
    /// The response to each input, [input, unit], one presented after the other.
    public func respond(to inputs: PatternSet, _ setting: ResponseSetting = ResponseSetting()) throws -> Matrix {
        try checkInputs(inputs)
        var model = self
        var result = Matrix(rows: inputs.count, columns: outputCount)
        for index in 0..<inputs.count {
            model.present(inputs.row(index))
            let range = index * result.columns..<(index + 1) * result.columns
            result.values.replaceSubrange(range, with: model.postsynaptic)
        }
        return result
    }

    public func respond(to input: [Float], _ setting: ResponseSetting = ResponseSetting()) throws -> [Float] {
        guard input.count == inputCount else {
            throw RecallError(description: "the pattern has \(input.count) values, expected \(inputCount)")
        }
        var model = self
        model.present(input)
        return model.postsynaptic
    }
}

extension PlasticModel {
    /// Refuses inputs of another length.
    func checkInputs(_ inputs: PatternSet) throws {
        guard inputs.neurons == inputCount else {
            throw RecallError(
                description: "the patterns have \(inputs.neurons) values, the \(Self.kind) \(inputCount) inputs")
        }
    }
}

/// A model whose postsynaptic activity is W·pre and nothing else, so that rules may learn in blocks of samples.
public protocol LinearModel: PlasticModel where Response == Matrix {}

extension LinearModel {
    /// The responses y = W x to a batch, [sample, output].
    ///
    /// - Parameters:
    ///   - inputs: [sample, input].
    ///   - workers: threads that share the work.
    public func respond(_ inputs: Matrix, workers: Workers = .single) -> Matrix {
        inputs.times(self[keyPath: Self.learningPath], transposed: true, workers: workers)
    }

    public func respond(to inputs: PatternSet, _ setting: ResponseSetting = ResponseSetting()) throws -> Matrix {
        try checkInputs(inputs)
        return respond(inputs.matrix, workers: setting.workers)
    }

    /// What the responses say about the inputs: Wᵀy for each row, [sample, input]. With the orthonormal rows that
    /// Sanger's rule learns, the projection of each input onto the components.
    ///
    /// - Parameters:
    ///   - responses: [sample, output].
    ///   - workers: threads that share the work.
    public func reconstruct(_ responses: Matrix, workers: Workers = .single) -> Matrix {
        responses.times(self[keyPath: Self.learningPath], workers: workers)
    }
}

/// A model whose units act on each other by weights that learn too.
public protocol LateralModel: PlasticModel where Response == Matrix {
    /// Weights between the units, [unit, unit], to the first from the second; part of the running state.
    var lateral: Matrix { get set }
    /// What is subtracted from the sum that reaches a unit, one a unit; part of the running state.
    var thresholds: [Float] { get set }
}

/// A model that takes spikes, 0 or 1, one time step an input, and answers with spikes.
public protocol SpikingModel: PlasticModel where Response == Matrix {
    /// Runs over spikes, one row a step, from the present state on; weights stay.
    ///
    /// - Parameters:
    ///   - inputs: [step, input].
    ///   - units: those whose potentials of all steps are kept.
    mutating func run(_ inputs: PatternSet, potentialsOf units: [Int]) -> SpikeRecord
}

extension SpikingModel {
    /// The spikes of each step, [step, unit].
    public func respond(to inputs: PatternSet, _ setting: ResponseSetting = ResponseSetting()) throws -> Matrix {
        try checkInputs(inputs)
        var model = self
        try model.setTimeStep(inputs.timeStep)
        return model.run(inputs, potentialsOf: []).spikes
    }

    /// Runs over spikes by presenting each step; without potentials, of which only the model itself knows.
    public mutating func run(_ inputs: PatternSet, potentialsOf units: [Int]) -> SpikeRecord {
        presenting(inputs, potentialsOf: []) { _ in [] }
    }

    /// Presents each step and keeps its spikes, and the potentials of some units as the model tells them.
    mutating func presenting(
        _ inputs: PatternSet, potentialsOf units: [Int], _ potentials: (borrowing Self) -> [Float]
    ) -> SpikeRecord {
        precondition(inputs.neurons == inputCount, "one value an input")
        var spikes = Matrix(rows: inputs.count, columns: outputCount)
        var kept: [Float] = []
        kept.reserveCapacity(inputs.count * units.count)
        for step in 0..<inputs.count {
            present(inputs.row(step))
            spikes.values.replaceSubrange(step * outputCount..<(step + 1) * outputCount, with: postsynaptic)
            if units.isEmpty { continue }
            let all = potentials(self)
            for unit in units { kept.append(all[unit]) }
        }
        return SpikeRecord(
            spikes: spikes,
            potentials: units.isEmpty ? nil : Matrix(rows: inputs.count, columns: units.count, values: kept))
    }
}

/// What a spiking model did during a run.
public struct SpikeRecord: Sendable, Equatable {
    /// Output spikes, [step, output], 0 or 1.
    public let spikes: Matrix
    /// Membrane potentials after each step, [step, unit asked for]; nil where none were asked for or there are none.
    public let potentials: Matrix?
    /// Spikes of each unit divided by the number of steps.
    public let rates: [Float]

    public init(spikes: Matrix, potentials: Matrix?) {
        self.spikes = spikes
        self.potentials = potentials
        var counts = [Float](repeating: 0, count: spikes.columns)
        for step in 0..<spikes.rows {
            spikes.withRow(step) { row in for unit in counts.indices { counts[unit] += row[unit] } }
        }
        rates = counts.map { $0 / Float(max(1, spikes.rows)) }
    }
}
