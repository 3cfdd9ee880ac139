import CommandKit
import Documents
import Patterns

extension Arguments {
    /// The patterns of a file of cues; how a file of other origin was taken is said.
    ///
    /// - Parameter expected: the coding of the memory, if it is known.
    func cues(_ path: String, _ log: Log, expecting expected: Coding? = nil) throws -> CueDocument {
        var reading = PatternReading(expecting: expected)
        reading.isTransposed = isTransposed
        let document = try CueDocument.read(path, reading)
        for remark in document.remarks { log.note("\(DocumentReader.displayName(path)): \(remark)") }
        return document
    }
}
