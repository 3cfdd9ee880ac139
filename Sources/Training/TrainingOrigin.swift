/// The file that a training goes on from.
public struct TrainingOrigin: Sendable, Equatable {
    /// SHA-256 of what it holds.
    public let id: String
    /// One line a step, newest first.
    public let history: String

    public init(id: String, history: String) {
        self.id = id
        self.history = history
    }
}
