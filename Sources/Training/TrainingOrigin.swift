/// The file that a training goes on from.
package protocol TrainingOrigin: Sendable {
    /// SHA-256 of what it holds.
    var id: String { get }
}
