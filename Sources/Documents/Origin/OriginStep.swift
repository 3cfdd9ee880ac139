import Checksums
import OperatingSystem

/// A step on the way to a file: a command, what it read and what it made.
public struct OriginStep: Sendable, Equatable {
    /// Time, command and versions, as the history of the file has it.
    public let line: String
    /// What it read, by the names in the command; an input that a command reads without naming it comes first.
    public internal(set) var inputs: [Input]
    /// The digest of what it made; nil for the last step, whose result is the file, and where it is not known.
    public internal(set) var made: String?

    /// A file that was read.
    public struct Input: Sendable, Equatable {
        /// SHA-256, 64 hexadecimal digits: of a file of ours its id, of another the digest of its bytes; nil where it came
        /// through a stream and is not known.
        public let digest: String?
        /// As the command names it; empty where it does not.
        public let name: String

        package init(digest: String?, name: String) { (self.digest, self.name) = (digest, name) }
    }

    init(_ line: String, inputs: [Input] = [], made: String? = nil) {
        (self.line, self.inputs, self.made) = (line, inputs, made)
    }

    /// The line taken apart.
    package var told: ProvenanceStep { ProvenanceStep(line: line) }
}

// MARK: - Digests

extension OriginStep {
    /// The digest by which a file is found again: the id of one of ours, else that of its bytes; nil for a stream.
    package static func digest(of path: String) throws -> String? {
        guard !InputFile.isStream(path) else { return nil }
        return try ourHeader(of: path)?.id ?? digest(ofBytesOf: path)
    }

    /// The header of a file of ours; nil for another.
    static func ourHeader(of path: String) throws -> DocumentHeader? {
        guard !InputFile.isStream(path), FileSignature.isHDF5(try InputFile.first(8, of: path)) else { return nil }
        return try DocumentReader.open(path) { _, header in header.flatMap { $0.id.isEmpty ? nil : $0 } }
    }

    /// The digest of the bytes of a file.
    package static func digest(ofBytesOf path: String) throws -> String {
        var sum = SHA256()
        try InputFile.forEachPiece(of: path) { sum.update($0) }
        return sum.hexadecimal()
    }

    /// The digest of bytes that were read already.
    package static func digest(of bytes: [UInt8]) -> String {
        var sum = SHA256()
        bytes.withUnsafeBytes { sum.update($0) }
        return sum.hexadecimal()
    }
}
