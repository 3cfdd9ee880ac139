import LearningRules
import Models
import Numerics
import Patterns

/// Trains an Amari-Hopfield network with a rule whose memory is a sum of outer products, and recalls from it.
///
///     var trainer = try HebbianTrainer(AmariHopfieldNetwork(neurons: 16384))
///     try trainer.train(faces)
///     let recall = try trainer.predictBatch(damagedFaces)
public struct AssociativeTrainer<Rule: OuterProductRule>: Trainer {
    public var model: AmariHopfieldNetwork
    public var rule: Rule
    /// How `predict` and `predictBatch` relax their cues.
    public var options = RecallOptions()
    /// Told where long work stands.
    public var progress: (@Sendable (TrainingProgress) -> Void)?
    public private(set) var showsProgress = true
    public private(set) var isCompiled = true

    public init(_ model: AmariHopfieldNetwork, rule: Rule) {
        self.model = model
        self.rule = rule
    }

    /// With the rule's defaults.
    public init(_ model: AmariHopfieldNetwork) throws { self.init(model, rule: try Rule()) }

    public mutating func configureProgress(showProgress: Bool, compiled: Bool) {
        showsProgress = showProgress
        isCompiled = compiled
    }

    /// Learns patterns on top of the memory; outer-product weights stay so, dense ones get the sum added.
    @discardableResult
    public mutating func train(_ patterns: PatternSet) throws -> TrainingReport {
        guard patterns.neurons == model.neurons else {
            throw LearningError(
                description: "the patterns have \(patterns.neurons) units, the network \(model.neurons)")
        }
        switch model.weights {
        case .outerProduct(let memory):
            guard memory.patterns.coding == patterns.coding else {
                throw LearningError(
                    description:
                        "the patterns are \(patterns.coding.rawValue), the stored ones \(memory.patterns.coding.rawValue)"
                )
            }
            model.weights = .outerProduct(try rule.learn(patterns, onto: memory))
        case .dense(let matrix) where matrix.largestMagnitude == 0:
            model.weights = .outerProduct(try rule.learn(patterns, onto: nil))
        case .dense(let matrix):
            let learned = try rule.learn(patterns, onto: nil).dense(workers: options.workers)
            model.weights = .dense(matrix.adding(learned))
        case .stored:
            throw LearningError(
                description: "weights that stay in their file cannot be trained, expected them in memory")
        }
        report(TrainingProgress(iteration: patterns.count, total: patterns.count, convergence: 1))
        return TrainingReport(iterations: patterns.count, stopReason: "complete")
    }

    public func predict(_ pattern: [Float]) throws -> [Float] {
        let coding = stored?.coding ?? .bipolar
        let cue =
            coding == .real || !model.activation.isDiscrete
            ? PatternSet(Matrix([pattern]))
            : PatternSet(coding: coding, neurons: pattern.count, values: .integers(pattern.map { Int8($0) }))
        return try predictBatch(cue).final.row(0)
    }

    public func predictBatch(_ patterns: PatternSet) throws -> Recall {
        var options = options
        let total = patterns.count
        let (steps, report) = (options.steps, self.report)
        options.progress = { step, moving, energy in
            report(
                TrainingProgress(
                    iteration: step, total: steps, energy: energy,
                    convergence: Double(total - moving) / Double(max(1, total))))
        }
        return isCompiled
            ? try model.recall(patterns, options: options) : try model.recallStepByStep(patterns, options: options)
    }

    /// The stored patterns, where the weights still know them.
    public var stored: PatternSet? {
        guard case .outerProduct(let memory) = model.weights else { return nil }
        return memory.patterns
    }

    private var report: @Sendable (TrainingProgress) -> Void {
        guard showsProgress, let progress else { return { _ in } }
        return progress
    }
}

/// Hebbian storage in an Amari-Hopfield network.
public typealias HebbianTrainer = AssociativeTrainer<HebbianRule>
/// Unlearning from an Amari-Hopfield network.
public typealias AntiHebbianTrainer = AssociativeTrainer<AntiHebbianRule>
