import Parameters

/// A study that cannot be made; the sentence names the parameter or file part and says what would be right.
public struct StudyError: Error, CustomStringConvertible, Equatable {
    /// The parameter with whose name the sentence begins; nil where it is about something else.
    public let parameter: String?
    public let description: String

    public init(_ description: String) {
        parameter = nil
        self.description = description
    }

    /// - Parameter predicate: the sentence after it, `is 0, expected a whole number from 1 to 10`.
    public init(_ parameter: String, _ predicate: String) { self.init(ParameterError(parameter, predicate)) }

    init(_ error: ParameterError) {
        parameter = error.parameter
        description = error.description
    }
}
