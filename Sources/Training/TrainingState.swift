import LearningRules
import Numerics

/// Everything that an interrupted training needs to go on as if it had not been interrupted. Random numbers are
/// drawn by position, so no generator has to be kept.
public struct TrainingState: Sendable, Equatable {
    /// Whole epochs done.
    public var epoch: Int
    /// Samples done in the epoch after those.
    public var step: Int
    /// [post, pre].
    public var weights: Matrix
    /// What the rule keeps: thresholds, traces.
    public var rule: RuleState
    /// What the model keeps: potentials, refractory counters.
    public var model: NamedArrays
    /// What the record of the epochs needs: the curves so far, and of an epoch under way its first weights and the
    /// largest responses.
    public var record: NamedArrays

    /// Snapshots taken so far.
    public var snapshots: [WeightSnapshot]

    public init(
        epoch: Int, step: Int, weights: Matrix, rule: RuleState, model: NamedArrays = NamedArrays(),
        record: NamedArrays = NamedArrays(), snapshots: [WeightSnapshot] = []
    ) {
        self.epoch = epoch
        self.step = step
        self.weights = weights
        self.rule = rule
        self.model = model
        self.record = record
        self.snapshots = snapshots
    }
}

/// The weights after some of the epochs of a training.
public struct WeightSnapshot: Sendable, Equatable {
    /// Whole epochs done.
    public let epoch: Int
    /// [post, pre].
    public let weights: Matrix

    public init(epoch: Int, weights: Matrix) {
        self.epoch = epoch
        self.weights = weights
    }
}
