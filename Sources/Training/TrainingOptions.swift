import Numerics

/// How a training goes, whatever is trained; a rule takes what it has use for. What a recall needs is the model's.
public struct TrainingOptions: Sendable {
    /// How often all patterns are presented, to rules that learn sample by sample.
    public var epochs = 1
    /// Presents the samples of each epoch in an order of its own.
    public var shuffles = false
    /// How the learning rate falls.
    public var schedule = Schedule.constant
    /// Of the order of samples, and of what is random in the rule.
    public var seed: UInt64 = 0
    /// Threads that share the work; they change no bit of a result.
    public var workers = Workers.single
    /// Ends the training once the weights change by less than this share of their norm in an epoch.
    public var tolerance: Double?
    /// Keeps the weights after every so many epochs.
    public var snapshotEvery: Int?
    /// Offers a checkpoint after about so many samples, beside that after each epoch.
    public var checkpointEvery: Int?
    /// Whether progress is reported.
    public var showsProgress = true
    /// The fast kernels, or the plain path that walks step by step; both give the same numbers.
    public var isCompiled = true

    public init() {}
}
