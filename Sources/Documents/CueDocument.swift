import HDF5Store
import Models
import Patterns

/// What a recall begins with: the patterns of any file, or the final states of an earlier recall, which is gone on with.
package struct CueDocument: Sendable {
    package let patterns: PatternSet
    /// Whether the file itself names the coding; otherwise it was taken from the values.
    package let statesCoding: Bool
    /// Sentences on how a file of other origin was taken, where it could have been meant otherwise.
    package let remarks: [String]
    /// Of the final states of a recall: the patterns that were stored, and the one each cue was made of, -1 for none.
    package let origin: (stored: PatternSet?, target: [Int32])?

    /// - Parameters:
    ///   - path: nil or `-` is standard input.
    ///   - reading: how patterns are read; the final states of a recall need no telling.
    package static func read(_ path: String?, _ reading: PatternReading) throws -> CueDocument {
        try DocumentReader.open(path, as: Set(DocumentKind.allCases)) { root, header in
            if let header, let kind = header.layout?.kind, kind == .recall || kind == .pairRecall {
                return CueDocument(continuing: try RecallDocument(root, header))
            }
            return CueDocument(try PatternsDocument(root, header, reading))
        }
    }

    private init(_ document: PatternsDocument) {
        patterns = document.patterns
        statesCoding = document.statesCoding
        remarks = document.remarks
        origin = nil
    }

    private init(continuing recall: RecallDocument) {
        let final = recall.final
        patterns = PatternSet(
            coding: final.coding, neurons: final.neurons, values: final.values, names: recall.cues.givenNames,
            geometry: recall.isOfPairs ? final.geometry : recall.cues.geometry)
        statesCoding = true
        remarks = []
        origin = (recall.compared, recall.target)
    }
}
