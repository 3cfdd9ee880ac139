import LearningRules
import Models
import Numerics
import Patterns

/// Trains an Amari-Hopfield network with a rule that makes the whole matrix, and recalls from it.
///
///     var trainer = try PatternTrainer<StorkeyRule>(AmariHopfieldNetwork(neurons: 400))
///     try trainer.train(patterns)
///     let recall = try trainer.predictBatch(damagedPatterns)
public struct PatternTrainer<Rule: PatternRule>: NetworkTrainer {
    public var model: AmariHopfieldNetwork
    public var rule: Rule
    public var options = RecallOptions()
    public var progress: (@Sendable (TrainingProgress) -> Void)?
    /// Asked now and then whether to stop; training then ends with the reason `interrupted`.
    public var shouldStop: (@Sendable () -> Bool)?
    /// Of what is random in the rule.
    public var seed: UInt64 = 0
    /// The patterns learned so far. Set them to go on from weights of an earlier training, which rules that would
    /// lose earlier patterns learn again.
    public var stored: PatternSet?
    /// What the rule keeps beside the weights. Set it too to go on from an earlier training.
    public var state = NamedArrays()
    public private(set) var showsProgress = true
    public private(set) var isCompiled = true

    public init(_ model: AmariHopfieldNetwork, rule: Rule) {
        self.model = model
        self.rule = rule
        if case .outerProduct(let memory) = model.weights { stored = memory.patterns }
    }

    /// With the rule's defaults.
    public init(_ model: AmariHopfieldNetwork) throws { self.init(model, rule: Rule.defaults) }

    public mutating func configureProgress(showProgress: Bool, compiled: Bool) {
        showsProgress = showProgress
        isCompiled = compiled
    }

    /// Learns patterns on top of the weights, which become dense. The weights stay as they were where it throws.
    @discardableResult
    public mutating func train(_ patterns: PatternSet) throws -> TrainingReport {
        try check(patterns)
        try rule.checkParameters()
        try Rule.checkSize(neurons: model.neurons)
        if case .stored = model.weights { throw Self.storedWeights }
        if let stored, stored.coding != patterns.coding || stored.neurons != patterns.neurons {
            throw LearningError(
                description:
                    "the patterns are \(patterns.coding.rawValue) of \(patterns.neurons) units, the stored ones \(stored.coding.rawValue) of \(stored.neurons)"
            )
        }
        let all = stored.map { $0.appending(patterns) } ?? patterns
        var weights = try model.weights.matrix(workers: options.workers)
        let outcome = try rule.learn(Rule.rehearses ? all : patterns, into: &weights, setting)
        model.weights = .dense(weights)
        stored = all
        state = outcome.state
        return TrainingReport(
            iterations: outcome.iterations, stopReason: outcome.stopReason, curves: outcome.curves,
            warnings: outcome.warnings + warnings)
    }

    private var setting: LearningSetting {
        var setting = LearningSetting()
        setting.isCompiled = isCompiled
        setting.workers = options.workers
        setting.seed = seed
        setting.state = state
        setting.shouldStop = shouldStop
        let report = report
        setting.progress = { done, total, convergence in
            report(TrainingProgress(iteration: done, total: total, convergence: convergence))
        }
        return setting
    }
}

/// Storage by Storkey's rule in an Amari-Hopfield network.
public typealias StorkeyTrainer = PatternTrainer<StorkeyRule>
/// A perceptron a unit in an Amari-Hopfield network.
public typealias PerceptronTrainer = PatternTrainer<PerceptronRule>
/// Unlearning by dreaming in an Amari-Hopfield network.
public typealias DreamingTrainer = PatternTrainer<DreamingRule>
