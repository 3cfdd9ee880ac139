import Parameters

/// What an input spike and an output spike of the same time step do to the synapse between them.
///
/// Within a step the input comes before the output: it is what makes the output fire. Brian2 has the same order; in
/// canns 1.5.0, where traces move before weights, each of the two spikes finds the trace of the other.
public enum Coincidence: String, Sendable, CaseIterable {
    /// A+: the output spike finds the trace of the input spike, the input spike not that of the output spike.
    case strengthen
    /// A+ - A-, in one change.
    case both
    /// Nothing: each finds the trace that the other side had before this step.
    case neither

    /// Whether an input spike finds the trace of the output spike of its step.
    public var weakens: Bool { self == .both }
    /// Whether an output spike finds the trace of the input spikes of its step.
    public var strengthens: Bool { self != .neither }
}

extension Parameter {
    /// `coincident`, of every rule by spike timing.
    static func coincident(_ path: WritableKeyPath<Owner, Coincidence> & Sendable) -> Parameter {
        Parameter("coincident", path, help: Coincidence.help)
    }
}

extension Coincidence {
    public static let help =
        "what an input and an output spike of one step do: strengthen by A+, for the input comes first; both, A+ - A-, as "
        + "in canns; or neither"
}
