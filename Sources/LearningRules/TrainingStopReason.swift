/// Why a training ended; files have the raw value.
public enum TrainingStopReason: String, Sendable {
    /// All patterns, as often as was asked for.
    case complete
    /// Nothing was left to change.
    case converged
    /// The most steps that the rule may take.
    case limit
    /// Somebody asked to stop.
    case interrupted
}
