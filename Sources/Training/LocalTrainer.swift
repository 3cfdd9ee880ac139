import LearningRules
import Models
import Numerics
import Patterns

/// Trains a layer with a local rule: presents each sample to the model and lets the rule change the weights.
///
///     let layer = LinearLayer(inputs: 64, outputs: 4, seed: 1)
///     var trainer = LocalTrainer(layer, rule: OjaRule(learningRate: 0.02))
///     trainer.epochs = 10
///     try trainer.train(patches)
public struct LocalTrainer<Network: PlasticModel>: Trainer {
    public var model: Network
    public let rule: any LocalRule
    /// Which weights of the model learn.
    public var weightsPath: WritableKeyPath<Network, Matrix> & Sendable
    /// What the rule keeps; set it to go on from thresholds or traces of an earlier training.
    public var ruleState: RuleState

    public var epochs = 1
    /// Presents the samples of each epoch in an order of its own.
    public var shuffles = false
    public var schedule = Schedule.constant
    /// Of the order of samples.
    public var seed: UInt64 = 0
    public var workers = Workers.single
    /// Ends the training once the weights change by less than this share of their norm in an epoch.
    public var smallestChange: Double?

    /// A signal to all synapses for a sample, such as reward; 1 without it.
    public var modulator: ((_ sample: Int, _ activity: Activity) -> Float)?
    /// Told where long work stands.
    public var progress: (@Sendable (TrainingProgress) -> Void)?
    /// Given the weights after every `snapshotEvery` epochs.
    public var snapshot: ((_ epoch: Int, _ weights: Matrix) throws -> Void)?
    public var snapshotEvery = 1
    /// Given the complete state after every epoch, after about every `checkpointEvery` samples, and when stopped.
    public var checkpoint: ((TrainingState) throws -> Void)?
    public var checkpointEvery: Int?
    /// Asked every few samples whether to stop; training then ends with the reason `interrupted`.
    public var shouldStop: (() -> Bool)?

    public private(set) var showsProgress = true
    public private(set) var isCompiled = true

    public init(_ model: Network, rule: any LocalRule) {
        self.model = model
        self.rule = rule
        weightsPath = Network.learningPath
        let weights = model[keyPath: Network.learningPath]
        ruleState = rule.initialState(outputs: weights.rows, inputs: weights.columns)
    }

    public mutating func configureProgress(showProgress: Bool, compiled: Bool) {
        showsProgress = showProgress
        isCompiled = compiled
    }

    @discardableResult
    public mutating func train(_ patterns: PatternSet) throws -> TrainingReport {
        try train(patterns, resuming: nil)
    }

    /// Learns patterns, from a checkpoint where one is given.
    ///
    /// - Throws: `LearningError` for patterns or a checkpoint that do not fit, and when weights cease to be finite.
    @discardableResult
    public mutating func train(_ patterns: PatternSet, resuming saved: TrainingState?) throws -> TrainingReport {
        try check(patterns)
        if let saved { try restore(saved) }
        var run = TrainingRun(trainer: self, patterns: patterns, resuming: saved)
        rule.prepare(&ruleState, for: patterns)
        return try run.perform(on: &self)
    }

    public func predict(_ pattern: [Float]) throws -> [Float] { try model.respond(to: pattern, setting) }

    /// The response to each pattern, [pattern, output]. A spiking layer takes the patterns as steps, one after the
    /// other, from where it stands.
    public func predictBatch(_ patterns: PatternSet) throws -> Network.Response {
        try model.respond(to: patterns, setting)
    }

    private var setting: ResponseSetting {
        var setting = ResponseSetting()
        setting.workers = workers
        return setting
    }
}

extension LocalTrainer {
    private func mismatch(_ patterns: PatternSet) -> LearningError {
        LearningError(
            description: "the patterns have \(patterns.neurons) values, the layer \(model.inputCount) inputs")
    }

    private func check(_ patterns: PatternSet) throws {
        let name = type(of: rule).description.name
        try rule.check(patterns)
        guard patterns.neurons == model.inputCount else { throw mismatch(patterns) }
        let kind = type(of: rule).layerKind
        if let own = LayerKind(rawValue: Network.kind), own != kind {
            throw LearningError(
                description: "rule \(name) learns on a \(kind.rawValue), expected one instead of a \(own.rawValue)")
        }
        if shuffles, kind == .spiking {
            throw LearningError(description: "rule \(name) learns from time steps, expected them without shuffling")
        }
        precondition(epochs >= 0 && snapshotEvery > 0, "a number of epochs, a snapshot every one or more")
        let weights = model[keyPath: weightsPath]
        try rule.checkParameters()
        try rule.validate(outputs: weights.rows, inputs: weights.columns)
        guard weights.isFinite(workers: workers) else {
            throw LearningError(description: "the weights to begin with hold a value that is not finite")
        }
        let expected = rule.initialState(outputs: weights.rows, inputs: weights.columns)
        try requireLayout(ruleState, expected, of: "rule \(name)")
    }

    private func requireLayout(_ arrays: NamedArrays, _ expected: NamedArrays, of owner: String) throws {
        for (name, entry) in expected.entries {
            guard let given = arrays.entries[name], given.shape == entry.shape else {
                let found = arrays.entries[name].map { "is \(Self.text($0.shape))" } ?? "is missing"
                throw LearningError(
                    description: "\(name) \(found), expected \(Self.text(entry.shape)) for \(owner)")
            }
        }
        for name in arrays.names where expected.entries[name] == nil {
            throw LearningError(description: "\(name) is not an array of \(owner)")
        }
        guard arrays.isFinite else {
            throw LearningError(description: "the arrays of \(owner) hold a value that is not finite")
        }
    }

    private static func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "×") }

    private mutating func restore(_ saved: TrainingState) throws {
        let weights = model[keyPath: weightsPath]
        guard saved.weights.rows == weights.rows, saved.weights.columns == weights.columns else {
            throw LearningError(
                description:
                    "the checkpoint's weights are \(saved.weights.rows)×\(saved.weights.columns), "
                    + "expected \(weights.rows)×\(weights.columns)")
        }
        let name = type(of: rule).description.name
        try requireLayout(
            saved.rule, rule.initialState(outputs: weights.rows, inputs: weights.columns), of: "rule \(name)")
        try requireLayout(saved.model, model.runningState, of: Network.kind)
        model[keyPath: weightsPath] = saved.weights
        model.runningState = saved.model
        ruleState = saved.rule
    }
}
