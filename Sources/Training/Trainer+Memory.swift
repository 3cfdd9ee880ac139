import LearningRules
import Models
import Numerics
import Patterns

// Learning of memories: rules that make the weights of an associative model from whole patterns.

extension Trainer {
    /// Outer products stay so; weights known by their matrix alone get the sum added.
    mutating func addOuterProducts<Sum: OuterProductRule, Memory: AssociativeModel>(
        _: Sum.Type, _: Memory.Type, _ patterns: PatternSet
    ) throws -> TrainingReport {
        guard let rule = rule as? Sum else { preconditionFailure("the rule is of its own type") }
        let workers = options.workers
        let warnings = try withModel(as: Memory.self) { model in
            try MemoryLearning.check(patterns, neurons: model.neurons)
            try rule.checkParameters()
            model.weights = try MemoryLearning.adding(patterns, rule, to: model.weights, workers)
            return MemoryLearning.warnings(model, workers)
        }
        remember(patterns)
        reporter?(TrainingProgress(iteration: patterns.count, total: patterns.count, convergence: 1))
        return TrainingReport(iterations: patterns.count, stopReason: .complete, warnings: warnings)
    }

    /// The weights become a matrix; they stay as they were where this throws.
    mutating func makeMatrix<Whole: PatternRule, Memory: AssociativeModel>(
        _: Whole.Type, _: Memory.Type, _ patterns: PatternSet
    ) throws -> TrainingReport {
        guard let rule = rule as? Whole else { preconditionFailure("the rule is of its own type") }
        let (setting, known, workers) = (learningSetting, stored, options.workers)
        let (outcome, warnings, all) = try withModel(as: Memory.self) { model in
            try MemoryLearning.check(patterns, neurons: model.neurons)
            try rule.checkParameters()
            try Whole.checkSize(neurons: model.neurons)
            if case .stored = model.weights { throw MemoryLearning.storedWeights }
            try MemoryLearning.check(patterns, like: known)
            let all = known.map { $0.appending(patterns) } ?? patterns
            var weights = try model.weights.matrix(workers: workers)
            let outcome = try rule.learn(Whole.rehearses ? all : patterns, into: &weights, setting)
            model.weights = .dense(weights)
            return (outcome, MemoryLearning.warnings(model, workers), all)
        }
        stored = all
        ruleState = outcome.state
        return TrainingReport(outcome, warnings: outcome.warnings + warnings)
    }

    var learningSetting: LearningSetting {
        var setting = LearningSetting()
        setting.isCompiled = options.isCompiled
        setting.workers = options.workers
        setting.seed = options.seed
        setting.state = ruleState
        setting.shouldStop = shouldStop
        if let report = reporter {
            setting.progress = { done, total, convergence in
                report(TrainingProgress(iteration: done, total: total, convergence: convergence))
            }
        }
        return setting
    }
}

/// What rules that make memories share.
enum MemoryLearning {
    /// Refuses patterns of another length than the network.
    static func check(_ patterns: PatternSet, neurons: Int) throws {
        guard patterns.neurons == neurons else {
            throw LearningError(description: "the patterns have \(patterns.neurons) units, the network \(neurons)")
        }
    }

    /// Refuses patterns that cannot stand beside those stored.
    static func check(_ patterns: PatternSet, like stored: PatternSet?, noun: String = "patterns") throws {
        guard let stored, stored.coding != patterns.coding || stored.neurons != patterns.neurons else { return }
        throw LearningError(
            description: "the \(noun) are \(patterns.coding.rawValue) of \(patterns.neurons) units, "
                + "the stored ones \(stored.coding.rawValue) of \(stored.neurons)")
    }

    static func adding<Rule: OuterProductRule>(
        _ patterns: PatternSet, _ rule: Rule, to weights: AssociativeWeights, _ workers: Workers
    ) throws -> AssociativeWeights {
        switch weights {
        case .outerProduct(let memory):
            guard memory.patterns.coding == patterns.coding else {
                throw LearningError(
                    description:
                        "the patterns are \(patterns.coding.rawValue), the stored ones \(memory.patterns.coding.rawValue)"
                )
            }
            return .outerProduct(try rule.learn(patterns, onto: memory))
        case .empty: return .outerProduct(try rule.learn(patterns, onto: nil))
        case .dense(let matrix) where matrix.largestMagnitude == 0:
            return .outerProduct(try rule.learn(patterns, onto: nil))
        case .dense(let matrix):
            guard Rule.extendsForeignWeights else {
                throw LearningError(
                    description:
                        "the weights do not keep the patterns they were made of, expected those for rule \(Rule.description.name)"
                )
            }
            return .dense(matrix.adding(try rule.learn(patterns, onto: nil).dense(workers: workers)))
        case .stored: throw storedWeights
        }
    }

    static var storedWeights: LearningError {
        LearningError(description: "weights that stay in their file cannot be trained, expected them in memory")
    }

    /// What is to be said of weights after learning.
    static func warnings(_ model: some AssociativeModel, _ workers: Workers) -> [String] {
        guard hasNoWeights(model, workers) else { return [] }
        return [
            "the patterns leave no weights, and nothing can be recalled: each has one value in all units, "
                + "which subtracting the mean makes 0; store patterns of different values"
        ]
    }

    /// Whether all weights are 0: then so are the fields of any state.
    private static func hasNoWeights(_ model: some AssociativeModel, _ workers: Workers) -> Bool {
        if case .dense(let matrix) = model.weights { return matrix.largestMagnitude == 0 }
        // One weight that is not 0 is enough, and the first unit nearly always has one.
        if let row = try? model.weights.row(0), row.contains(where: { $0 != 0 }) { return false }
        var random = RandomStream(seed: 0, purpose: "weights that are 0")
        let states = PatternSet(
            coding: .bipolar, neurons: model.neurons, values: .integers(random.signs(2 * model.neurons)))
        guard let fields = try? model.fields(of: states, workers: workers) else { return false }
        return fields.largestMagnitude == 0
    }
}

/// Hebbian storage in an Amari-Hopfield network.
public typealias HebbianTrainer = Trainer<AmariHopfieldNetwork, HebbianRule>
/// Unlearning from an Amari-Hopfield network.
public typealias AntiHebbianTrainer = Trainer<AmariHopfieldNetwork, AntiHebbianRule>
/// Storage by projection in an Amari-Hopfield network.
public typealias PseudoInverseTrainer = Trainer<AmariHopfieldNetwork, PseudoInverseRule>
/// Storage of sparse 0/1 patterns in an Amari-Hopfield network.
public typealias CovarianceTrainer = Trainer<AmariHopfieldNetwork, CovarianceRule>
/// Storage by Storkey's rule in an Amari-Hopfield network.
public typealias StorkeyTrainer = Trainer<AmariHopfieldNetwork, StorkeyRule>
/// A perceptron a unit in an Amari-Hopfield network.
public typealias PerceptronTrainer = Trainer<AmariHopfieldNetwork, PerceptronRule>
/// Unlearning by dreaming in an Amari-Hopfield network.
public typealias DreamingTrainer = Trainer<AmariHopfieldNetwork, DreamingRule>
