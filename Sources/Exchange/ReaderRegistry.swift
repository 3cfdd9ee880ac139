import PNGStore

/// The formats that can be read, in the order in which a file is tried.
package enum ReaderRegistry {
    package static let all: [any FileReader.Type] = [
        PNGReader.self,
        IDXReader.self,
    ]

    /// The formats as a list in a sentence.
    package static var formats: String {
        let names = all.map { $0.format }
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }

    /// What a file holds, by its content; one packed by gzip is unpacked first.
    ///
    /// - Returns: nil for bytes of no format that can be read.
    /// - Throws: an error whose sentence names no file; see `FileReader.read`.
    package static func read(_ bytes: [UInt8], _ request: ReadingRequest = ReadingRequest()) throws -> FileContents? {
        let bytes = Gzip.isPacked(bytes) ? try Gzip.unpacked(bytes) : bytes
        return try all.first { $0.recognizes(bytes) }?.read(bytes, request)
    }
}
