/// A study that cannot be made; the sentence names the parameter or file part and says what would be right.
public struct StudyError: Error, CustomStringConvertible, Equatable {
    public let description: String

    public init(_ description: String) { self.description = description }
}
