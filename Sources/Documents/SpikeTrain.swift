import Patterns

/// Spikes that are made as they are written, some time steps after the other, so that a train of any length takes little
/// memory.
package struct SpikeTrain {
    package let steps: Int
    /// Of the units.
    package let geometry: Geometry
    /// The length of a step in ms.
    package let timeStep: Double
    /// What each step shows, where that is known.
    let labels: PatternLabels?
    /// Fills a block, [step, unit], with the next steps, 0 or 1.
    let make: (_ steps: Range<Int>, _ block: UnsafeMutableBufferPointer<UInt8>) throws -> Void

    package init(
        steps: Int, geometry: Geometry, timeStep: Double, labels: PatternLabels? = nil,
        make: @escaping (Range<Int>, UnsafeMutableBufferPointer<UInt8>) throws -> Void
    ) {
        precondition(labels.map { $0.values.count == steps } ?? true, "a label for each step")
        (self.steps, self.geometry, self.timeStep, self.make) = (steps, geometry, timeStep, make)
        self.labels = labels
    }
}

extension PatternsDocument {
    /// Writes a file of spikes.
    ///
    /// - Parameter path: of standard output and other streams the whole image is made in memory first.
    package static func write(
        _ train: SpikeTrain, to path: String?, replacing: Bool, provenance: Provenance
    ) throws {
        try DocumentWriter.write(.patterns, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try PatternsSchema.write(train, writer, root)
        }
    }
}
