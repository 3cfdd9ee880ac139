import LearningRules
import Models
import Numerics
import Patterns

/// Trains an Amari-Hopfield network with a rule whose memory is a sum of outer products, and recalls from it.
///
///     var trainer = try HebbianTrainer(AmariHopfieldNetwork(neurons: 16384))
///     try trainer.train(faces)
///     let recall = try trainer.predictBatch(damagedFaces)
public struct AssociativeTrainer<Rule: OuterProductRule>: NetworkTrainer {
    public var model: AmariHopfieldNetwork
    public var rule: Rule
    public var options = RecallOptions()
    public var progress: (@Sendable (TrainingProgress) -> Void)?
    public private(set) var showsProgress = true
    public private(set) var isCompiled = true

    public init(_ model: AmariHopfieldNetwork, rule: Rule) {
        self.model = model
        self.rule = rule
    }

    /// With the rule's defaults.
    public init(_ model: AmariHopfieldNetwork) throws { self.init(model, rule: Rule.defaults) }

    public mutating func configureProgress(showProgress: Bool, compiled: Bool) {
        showsProgress = showProgress
        isCompiled = compiled
    }

    /// Learns patterns on top of the memory; outer-product weights stay so, dense ones get the sum added.
    @discardableResult
    public mutating func train(_ patterns: PatternSet) throws -> TrainingReport {
        try check(patterns)
        try rule.checkParameters()
        switch model.weights {
        case .outerProduct(let memory):
            guard memory.patterns.coding == patterns.coding else {
                throw LearningError(
                    description:
                        "the patterns are \(patterns.coding.rawValue), the stored ones \(memory.patterns.coding.rawValue)"
                )
            }
            model.weights = .outerProduct(try rule.learn(patterns, onto: memory))
        case .empty:
            model.weights = .outerProduct(try rule.learn(patterns, onto: nil))
        case .dense(let matrix) where matrix.largestMagnitude == 0:
            model.weights = .outerProduct(try rule.learn(patterns, onto: nil))
        case .dense(let matrix):
            guard Rule.extendsForeignWeights else {
                throw LearningError(
                    description:
                        "the weights do not keep the patterns they were made of, expected those for rule \(Rule.description.name)"
                )
            }
            let learned = try rule.learn(patterns, onto: nil).dense(workers: options.workers)
            model.weights = .dense(matrix.adding(learned))
        case .stored:
            throw Self.storedWeights
        }
        report(TrainingProgress(iteration: patterns.count, total: patterns.count, convergence: 1))
        return TrainingReport(iterations: patterns.count, stopReason: "complete", warnings: warnings)
    }

    /// The stored patterns, where the weights still know them.
    public var stored: PatternSet? {
        guard case .outerProduct(let memory) = model.weights else { return nil }
        return memory.patterns
    }
}

/// Hebbian storage in an Amari-Hopfield network.
public typealias HebbianTrainer = AssociativeTrainer<HebbianRule>
/// Unlearning from an Amari-Hopfield network.
public typealias AntiHebbianTrainer = AssociativeTrainer<AntiHebbianRule>
/// Storage by projection in an Amari-Hopfield network.
public typealias PseudoInverseTrainer = AssociativeTrainer<PseudoInverseRule>
/// Storage of sparse 0/1 patterns in an Amari-Hopfield network.
public typealias CovarianceTrainer = AssociativeTrainer<CovarianceRule>
