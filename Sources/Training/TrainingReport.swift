import LearningRules

/// Where long work stands.
public struct TrainingProgress: Sendable {
    /// Steps done: patterns, samples, updates, as the work counts.
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
    /// How many patterns, samples or steps were used, as the rule counts.
    public var iterations: Int
    public var stopReason: TrainingStopReason
    /// Quantities per epoch, by the names that files use, such as `weight_norm`.
    public var curves: [String: [Float]]
    /// What a person should know: units that died, weights at their limits.
    public var warnings: [String]
    /// What was chosen for a person who left it open.
    public var notes: [String]

    public init(
        iterations: Int, stopReason: TrainingStopReason, curves: [String: [Float]] = [:], warnings: [String] = [],
        notes: [String] = []
    ) {
        self.notes = notes
        self.iterations = iterations
        self.stopReason = stopReason
        self.curves = curves
        self.warnings = warnings
    }
    init(_ outcome: LearningOutcome, warnings: [String]) {
        self.init(
            iterations: outcome.iterations, stopReason: outcome.stopReason, curves: outcome.curves, warnings: warnings)
    }
}
