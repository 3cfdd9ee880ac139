import HDF5Store
import Patterns

/// A file of whatever kind it turns out to be.
package enum AnyDocument: Sendable {
    case patterns(PatternsDocument)
    case weights(WeightsDocument)
    case weightRows(WeightRowsDocument)
    case recall(RecallDocument)
    case responses(ResponseDocument)
    case study(StudyDocument)

    /// Reads a file of any kind. One of other origin counts as weights where it has `/weights`, else as patterns.
    ///
    /// - Parameter reading: how its patterns are read, where it is a patterns file.
    package static func read(_ path: String?, _ reading: PatternReading = PatternReading()) throws -> AnyDocument {
        try read(try DocumentReader.naming(DocumentReader.displayName(path)) { try DocumentSource(path) }, reading)
    }

    static func read(_ source: DocumentSource, _ reading: PatternReading = PatternReading()) throws -> AnyDocument {
        try DocumentReader.open(source, as: Set(DocumentKind.allCases)) { root, header in
            guard let header else {
                return root.contains("/weights")
                    ? .weights(try WeightsDocument.read(root, nil, source.path))
                    : .patterns(try PatternsDocument(root, nil, reading))
            }
            return try AnyDocument(root, header, reading, path: source.path)
        }
    }

    /// A file of ours that is open.
    ///
    /// - Parameter path: of the file, if it can be opened again.
    package init(
        _ root: borrowing HDF5Group, _ header: DocumentHeader, _ reading: PatternReading = PatternReading(),
        path: String? = nil
    ) throws {
        self =
            switch try header.requireLayout().kind {
            case .patterns: .patterns(try PatternsDocument(root, header, reading))
            case .weights: .weights(try WeightsDocument.read(root, header, path))
            case .weightRows: .weightRows(try WeightRowsDocument(root, header))
            case .recall, .pairRecall: .recall(try RecallDocument(root, header))
            case .responses, .outputSpikes: .responses(try ResponseDocument(root, header))
            case .study: .study(try StudyDocument(root, header))
            }
    }

    package var header: DocumentHeader? {
        switch self {
        case .patterns(let document): document.header
        case .weights(let document): document.header
        case .weightRows(let document): document.setting.header
        case .recall(let document): document.header
        case .responses(let document): document.header
        case .study(let document): document.header
        }
    }

    /// The patterns that the file holds or carries on.
    package var patterns: PatternSet? {
        switch self {
        case .patterns(let document): document.patterns
        case .weights(let document): document.patterns
        case .weightRows(let document): document.setting.patterns
        case .recall(let document): document.patterns
        case .responses(let document): document.inputs
        case .study(let document): document.input.patterns
        }
    }

    /// Sentences on how a file of other origin was taken, where it could have been meant otherwise.
    package var remarks: [String] {
        switch self {
        case .patterns(let document): document.remarks
        case .weights(let document): document.remarks
        case .weightRows, .recall, .responses, .study: []
        }
    }

    /// In words, for messages.
    package var noun: String {
        switch self {
        case .patterns: DocumentKind.patterns.noun
        case .weights: DocumentKind.weights.noun
        case .weightRows: FileKind.weightRows.noun
        case .recall: DocumentKind.recall.noun
        case .responses(let document): document.kind.noun
        case .study: DocumentKind.study.noun
        }
    }
}
