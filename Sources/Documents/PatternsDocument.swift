import HDF5Store
import Patterns

/// A patterns file: what pictures became, or what anybody else put into `/patterns`.
public struct PatternsDocument: Sendable {
    public var patterns: PatternSet
    public let header: DocumentHeader?
    /// Whether the file itself names the coding; otherwise it was taken from the values.
    public let statesCoding: Bool

    /// Reads patterns from a file of any of our kinds, or of other origin.
    ///
    /// - Parameters:
    ///   - path: nil or `-` is standard input.
    ///   - dataset: the 2-D numeric dataset that holds the patterns.
    ///   - expected: the coding that the patterns should have: of a file that names none, values that fit it are taken
    ///     so. 0 and 1 are hidden and known units where ±1 is expected.
    public static func read(
        _ path: String?, dataset: String = "/patterns", expecting expected: Coding? = nil
    ) throws -> PatternsDocument {
        try DocumentReader.open(path, as: Set(DocumentKind.allCases)) { root, header in
            try PatternsDocument(root, header, dataset: dataset, expecting: expected)
        }
    }

    init(
        _ root: borrowing HDF5Group, _ header: DocumentHeader?, dataset: String = "/patterns",
        expecting expected: Coding? = nil
    ) throws {
        patterns = try PatternsSchema.read(
            root, dataset, ours: header != nil && dataset == "/patterns", expecting: expected)
        statesCoding = try root.dataset(dataset) { try $0.value("coding") != nil }
        self.header = header
    }

    public static func write(
        _ patterns: PatternSet, to path: String?, replacing: Bool, provenance: Provenance
    ) throws {
        try DocumentWriter.write(.patterns, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try PatternsSchema.write(patterns, writer, root)
        }
    }
}
