import Patterns

/// How patterns are to be read, as far as a file of other origin leaves it open.
public struct PatternReading: Sendable {
    /// The dataset that holds them.
    public var dataset = "/patterns"
    /// The coding that they should have: of a file that names none, values that fit it are taken so.
    public var expected: Coding?
    /// The coding that two values are brought to, whatever the file says; `real` leaves all values as they are.
    public var coding: Coding?
    /// Whether the axes stand in the other order, as languages that count columns first write them; nil where the file
    /// says so itself, as those of MATLAB do.
    public var isTransposed: Bool?
    /// Completes the message about a dataset that is missing, such as `name one with …`.
    public var advice = ""

    /// The file, where it can be opened again and large grey patterns may stay there; nil where all are read.
    var stayingAt: String?
    /// The bytes of grey patterns from which on they stay.
    var staying = PatternsSchema.largest

    public init(dataset: String = "/patterns", expecting expected: Coding? = nil) {
        self.dataset = dataset
        self.expected = expected
    }
}
