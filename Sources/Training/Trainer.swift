import Models
import Numerics
import Patterns

/// Where long work stands.
public struct TrainingProgress: Sendable {
    /// Steps done (patterns, epochs or updates, as the trainer counts).
    public let iteration: Int
    /// All steps, where known.
    public let total: Int?
    /// The mean energy of the states at hand, for models that have one.
    public let energy: Double?
    /// How near the work is to its end by its own measure: the share of cues at rest, or the relative change of the
    /// weights in the last epoch.
    public let convergence: Double?

    public init(iteration: Int, total: Int?, energy: Double? = nil, convergence: Double? = nil) {
        self.iteration = iteration
        self.total = total
        self.energy = energy
        self.convergence = convergence
    }
}

/// What a training did.
public struct TrainingReport: Sendable {
    /// How many patterns, epochs or steps were used.
    public var iterations: Int
    /// Why it ended: `complete`, `converged`, `limit`, `interrupted`.
    public var stopReason: String
    /// Quantities per epoch, by the names that files use, such as `weight_norm`.
    public var curves: [String: [Float]]
    /// What a person should know: units that died, weights at their limits.
    public var warnings: [String]

    public init(
        iterations: Int, stopReason: String, curves: [String: [Float]] = [:], warnings: [String] = []
    ) {
        self.iterations = iterations
        self.stopReason = stopReason
        self.curves = curves
        self.warnings = warnings
    }
}

/// Joins a model and a rule: presents patterns to the one and lets the other change its weights.
public protocol Trainer<Network> {
    associatedtype Network: Model
    associatedtype Prediction

    var model: Network { get set }

    /// Learns patterns on top of what the model knows.
    ///
    /// - Throws: `LearningError` for patterns that the rule or the model cannot take.
    @discardableResult
    mutating func train(_ patterns: PatternSet) throws -> TrainingReport

    /// What the model makes of one input.
    func predict(_ pattern: [Float]) throws -> [Float]

    /// What the model makes of a batch of inputs.
    func predictBatch(_ patterns: PatternSet) throws -> Prediction

    /// Chooses whether progress is reported, and between the fast kernels (`compiled`) and the plain reference path.
    mutating func configureProgress(showProgress: Bool, compiled: Bool)
}
