/// A rule that learns from the spikes of a circuit while a pattern is shown to it.
package protocol ExposureRule: TraceRule {
    /// What the weights of a unit are multiplied by as a pattern begins.
    ///
    /// - Parameter sum: of the weights.
    /// - Returns: nil where they stay.
    func scale(sum: Double) -> Float?
}
