/// What a study works on beside its settings.
public enum StudyNeed: Sendable, Equatable {
    /// Nothing else.
    case nothing
    /// Patterns to store, or none: some are drawn at random.
    case patterns
    /// Patterns to store, or a network with the patterns it is said to hold. Without either, where it is not required,
    /// patterns are drawn.
    case memory(isRequired: Bool)
    /// What each unit of a trained layer answers to each stimulus.
    case responses
    /// The weights of a layer, and labelled patterns to learn a readout on and to test it.
    case labelled

    /// Whether there is no study without an input.
    public var isRequired: Bool { self == .memory(isRequired: true) || self == .responses || self == .labelled }

    /// Whether an archive of the study holds its inputs, so that it can be run again from itself.
    public var isArchived: Bool { self != .labelled }

    /// Whether patterns are taken from a file that holds nothing else.
    public var takesPatterns: Bool { self != .nothing && self != .responses && self != .labelled }
}
