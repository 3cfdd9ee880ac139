/// What the values of a pattern mean.
public enum Coding: String, Sendable, CaseIterable {
    /// -1 and +1; a cue may also hold 0 for a hidden unit.
    case bipolar
    /// 0 and 1.
    case binary
    /// Any finite number.
    case real
    /// 0 and 1, one row a time step.
    case spikes
    /// Levels of grey or of a colour from 0 to 1 in 255 equal steps.
    case grey

    /// Whether a unit may stand between two values.
    public var isGraded: Bool { self == .real || self == .grey }
}
