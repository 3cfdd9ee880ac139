import HDF5Store
import Training

/// What a file of ours is.
package enum DocumentKind: String, Sendable, CaseIterable {
    case patterns = "canns-patterns"
    case weights = "canns-weights"
    case recall = "canns-recall"
    case study = "canns-study"

    /// In words, for messages.
    package var noun: String {
        switch self {
        case .patterns: "a patterns file"
        case .weights: "a weights file"
        case .recall: "a recall file"
        case .study: "a study file"
        }
    }
}

/// The version of the file format: readers take files of the same major number and a minor number not above theirs.
package enum DocumentFormat {
    ///
    /// 1.1: the id follows from what is in the file, whatever made it.
    package static let version: [Int32] = [1, 1, 0]
    /// The version of the toolkit, as `--version` and the history show it.
    package static let toolkitVersion = "1.0.0"
}

/// A file that is not what was asked for; the sentence names the file and what would be right.
public struct DocumentError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// The root attributes of a file of ours.
public struct DocumentHeader: Sendable {
    package let kind: DocumentKind
    public let version: [Int]
    /// 64 hexadecimal digits: SHA-256 of what the file holds.
    public let id: String
    /// ISO 8601, UTC.
    public let created: String
    /// How the file came about.
    public let origin: FileOrigin
    /// What the file holds, compared with the table of the format; nil as long as that is not done.
    var layout: FileLayout?

    /// What kind of file it is, in words.
    package var noun: String { kind.noun }

    /// One line a step, newest first.
    public var history: String { origin.history }

    /// The header of an open file; nil for a file of other origin.
    ///
    /// - Throws: `DocumentError` for an unknown kind or a format that is newer than ours.
    static func read(_ root: borrowing HDF5Group) throws -> DocumentHeader? {
        guard let format = try root.attribute("format")?.string else { return nil }
        // Strings have no checksum: with the other attributes of a header, a strange format is a damaged one of ours.
        let names = format.hasPrefix("canns-") ? [] : try root.attributeNames()
        guard ["format_version", "id", "history"].allSatisfy({ format.hasPrefix("canns-") || names.contains($0) })
        else { return nil }
        guard let kind = DocumentKind(rawValue: format) else {
            throw DocumentError("the format is \(Excerpt.of(format)), expected one of \(DocumentKind.allNames)")
        }
        guard let version = try root.attribute("format_version")?.ints, version.count == 3 else {
            throw DocumentError("the attribute format_version is missing, expected three whole numbers")
        }
        let ours = DocumentFormat.version.map { Int($0) }
        guard version[0] == ours[0], version[1] <= ours[1] else {
            let (theirs, own) = (text(version), text(ours))
            throw DocumentError(
                "the file has format version \(theirs), this program reads \(own) and older; use a newer canns")
        }
        return DocumentHeader(
            kind: kind, version: version, id: try root.attribute("id")?.string ?? "",
            created: try root.attribute("created")?.string ?? "",
            origin: try FileOrigin(root))
    }

    /// - Throws: `DocumentError` with the first thing that contradicts the table of the format.
    func requireLayout() throws -> FileLayout {
        guard let layout else { throw DocumentError("the file was not compared with its format") }
        if let finding = layout.findings.first { throw DocumentError(finding.description) }
        return layout
    }

    private static func text(_ version: [Int]) -> String { version.map(String.init).joined(separator: ".") }
}

extension DocumentKind {
    static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension DocumentHeader: TrainingOrigin {}
