import PNGStore

/// The formats that can be read, in the order in which a file is tried.
package enum ReaderRegistry {
    package static let all: [any FileReader.Type] = [
        PNGReader.self,
        JPEGReader.self,
        PNMReader.self,
        IDXReader.self,
        NPYReader.self,
        NPZReader.self,
        CSVReader.self,
    ]

    /// The formats as a list in a sentence.
    package static var formats: String {
        let names = all.map { $0.format }
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }

    /// The formats of pictures as files.
    private static let pictures: [any FileReader.Type] = [PNGReader.self, JPEGReader.self, PNMReader.self]

    package static var pictureFormats: String { pictures.map { $0.format }.joined(separator: ", ") }

    /// Whether a file that begins so is a picture.
    package static func isPicture(_ first: [UInt8]) -> Bool { pictures.contains { $0.recognizes(first) } }

    /// Whether bytes are a table as text, and no other format.
    package static func isText(_ bytes: [UInt8]) -> Bool {
        let other = all.first { $0 != CSVReader.self && $0.recognizes(bytes) }
        return other == nil && CSVReader.looksLikeText(bytes)
    }

    /// The bytes, or what they are packed of by gzip.
    package static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        Gzip.isPacked(bytes) ? try Gzip.unpacked(bytes) : bytes
    }

    /// What a file holds, by its content; one packed by gzip is unpacked first.
    ///
    /// - Returns: nil for bytes of no format that can be read.
    /// - Throws: an error whose sentence names no file; see `FileReader.read`.
    package static func read(_ bytes: [UInt8], _ request: ReadingRequest = ReadingRequest()) throws -> FileContents? {
        let bytes = try unpacked(bytes)
        return try all.first { $0.recognizes(bytes) }?.read(bytes, request)
    }
}
