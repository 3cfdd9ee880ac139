/// The file that a training goes on from.
package struct TrainingOrigin: Sendable, Equatable {
    /// SHA-256 of what it holds.
    package let id: String
    /// One line a step, newest first.
    package let history: String

    package init(id: String, history: String) {
        self.id = id
        self.history = history
    }
}
