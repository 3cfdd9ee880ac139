/// A local rule with random numbers of its own.
public protocol NoisyRule: LocalRule {
    /// What they follow from beside the synapse and the step; that of the training.
    var seed: UInt64 { get set }
}

extension NoisyRule {
    /// The rule with the random numbers of a seed.
    package func seeded(_ seed: UInt64) -> Self {
        var result = self
        result.seed = seed
        return result
    }
}
