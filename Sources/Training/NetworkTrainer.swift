import LearningRules
import Models
import Numerics
import Patterns

/// A trainer of the associative network: what all of them share, recall and progress.
public protocol NetworkTrainer: Trainer where Network == AmariHopfieldNetwork, Prediction == Recall {
    /// How `predict` and `predictBatch` relax their cues; its workers also train.
    var options: RecallOptions { get set }
    /// Told where long work stands.
    var progress: (@Sendable (TrainingProgress) -> Void)? { get set }
    var showsProgress: Bool { get }
    var isCompiled: Bool { get }
    /// The stored patterns, where they are known.
    var stored: PatternSet? { get }
}

extension NetworkTrainer {
    public func predict(_ pattern: [Float]) throws -> [Float] {
        guard pattern.count == model.neurons else {
            throw RecallError(description: "the cue has \(pattern.count) units, expected \(model.neurons)")
        }
        let coding = stored?.coding ?? .bipolar
        let cue =
            coding.isGraded || !model.activation.isDiscrete
            ? PatternSet(Matrix([pattern]))
            : PatternSet(coding: coding, neurons: pattern.count, values: .integers(try Self.discrete(pattern)))
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

    /// A cue of a discrete network as integers.
    private static func discrete(_ pattern: [Float]) throws -> [Int8] {
        guard let wrong = pattern.first(where: { ![-1, 0, 1].contains($0) }) else { return pattern.map { Int8($0) } }
        throw RecallError(description: "the cue holds \(wrong), expected -1, 0 and 1 only")
    }

    /// Refuses patterns of another length than the network.
    func check(_ patterns: PatternSet) throws {
        guard patterns.neurons == model.neurons else {
            throw LearningError(
                description: "the patterns have \(patterns.neurons) units, the network \(model.neurons)")
        }
    }

    /// What is to be said of weights after learning.
    var warnings: [String] {
        guard leavesNoWeights else { return [] }
        return [
            "the patterns leave no weights, and nothing can be recalled: each has one value in all units, "
                + "which subtracting the mean makes 0; store patterns of different values"
        ]
    }

    /// Whether all weights are 0: then so are the fields of any state.
    private var leavesNoWeights: Bool {
        if case .dense(let matrix) = model.weights { return matrix.largestMagnitude == 0 }
        var random = RandomStream(seed: 0, purpose: "weights that are 0")
        let states = PatternSet(
            coding: .bipolar, neurons: model.neurons,
            values: .integers((0..<2 * model.neurons).map { _ in random.nextInt(below: 2) == 0 ? -1 : 1 }))
        guard let fields = try? model.fields(of: states, workers: options.workers) else { return false }
        return fields.largestMagnitude == 0
    }

    static var storedWeights: LearningError {
        LearningError(description: "weights that stay in their file cannot be trained, expected them in memory")
    }

    var report: @Sendable (TrainingProgress) -> Void {
        guard showsProgress, let progress else { return { _ in } }
        return progress
    }
}
