import HDF5Store
import Patterns

/// A patterns file: what pictures became, or what anybody else put into `/patterns`.
public struct PatternsDocument: Sendable {
    public var patterns: PatternSet
    public let header: DocumentHeader?
    /// Whether the file itself names the coding; otherwise it was taken from the values.
    public let statesCoding: Bool
    /// Sentences on how a file of other origin was taken, where it could have been meant otherwise.
    public let remarks: [String]

    /// Reads patterns from a file of any of our kinds, or of other origin.
    ///
    /// - Parameter path: nil or `-` is standard input.
    public static func read(_ path: String?, _ reading: PatternReading) throws -> PatternsDocument {
        try DocumentReader.open(path, as: Set(DocumentKind.allCases)) { root, header in
            try PatternsDocument(root, header, reading)
        }
    }

    /// - Parameters:
    ///   - path: nil or `-` is standard input.
    ///   - dataset: the numeric dataset that holds the patterns.
    ///   - expected: the coding that the patterns should have: of a file that names none, values that fit it are taken
    ///     so. 0 and 1 are hidden and known units where ±1 is expected.
    public static func read(
        _ path: String?, dataset: String = "/patterns", expecting expected: Coding? = nil
    ) throws -> PatternsDocument {
        try read(path, PatternReading(dataset: dataset, expecting: expected))
    }

    init(
        _ root: borrowing HDF5Group, _ header: DocumentHeader?, _ reading: PatternReading = PatternReading()
    ) throws {
        let states = try PatternsSchema.read(root, ours: header != nil, reading)
        (patterns, statesCoding, remarks) = (states.patterns, states.statesCoding, states.remarks)
        self.header = header
    }

    /// The label of each pattern in an open file, as a text; nil where there are none.
    package static func labelTexts(_ root: borrowing HDF5Group, count: Int) throws -> [String]? {
        try PatternsSchema.labels("labels", root, count: count).map { $0.texts.map { $0 ?? "" } }
    }

    public static func write(
        _ patterns: PatternSet, to path: String?, replacing: Bool, provenance: Provenance
    ) throws {
        try DocumentWriter.write(.patterns, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try PatternsSchema.write(patterns, writer, root)
        }
    }
}
