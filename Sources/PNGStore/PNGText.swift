/// Keywords and texts that a PNG carries beside its image.
///
/// Source: Portable Network Graphics (PNG) Specification, third edition, 2025, section 11.3.3 (tEXt, iTXt).
package enum PNGText {
    /// The texts of a file in their order. Compressed texts (zTXt, compressed iTXt) are left out.
    ///
    /// - Throws: `PNGError` when the bytes are no PNG, truncated or damaged.
    package static func read(_ bytes: [UInt8]) throws(PNGError) -> [(keyword: String, value: String)] {
        _ = try PNGHeader.read(bytes)
        return try PNGChunk.all(bytes).compactMap { chunk in
            switch chunk.type {
            case "tEXt": latin1Text(bytes[chunk.data])
            case "iTXt": unicodeText(bytes[chunk.data])
            default: nil
            }
        }
    }

    /// The bytes of a tEXt chunk, or of an iTXt chunk when Latin-1 lacks a character of the text.
    static func chunk(keyword: String, value: String) throws(PNGError) -> [UInt8] {
        let name = try checked(keyword: keyword)
        guard !value.unicodeScalars.contains("\0"), value.utf8.count < 1 << 30 else {
            throw PNGError("cannot carry the text \"\(keyword)\": it holds a NUL or is longer than 1 GiB")
        }
        if let text = latin1(value) { return PNGChunk.write("tEXt", name + [0] + text) }
        // Not compressed, compression method 0, no language, no translated keyword.
        return PNGChunk.write("iTXt", name + [0, 0, 0, 0, 0] + Array(value.utf8))
    }

    /// Keywords are 1-79 printable Latin-1 characters without leading, trailing or repeated spaces.
    private static func checked(keyword: String) throws(PNGError) -> [UInt8] {
        let name = latin1(keyword) ?? []
        let printable = name.allSatisfy { (32...126).contains($0) || $0 >= 161 }
        let spaces = name.first == 32 || name.last == 32 || keyword.contains("  ")
        guard (1...79).contains(name.count), printable, !spaces else {
            throw PNGError(
                "cannot carry the text \"\(keyword)\": a keyword is 1 to 79 printable Latin-1 characters, single spaces within"
            )
        }
        return name
    }

    private static func latin1(_ string: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in string.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func string(latin1 bytes: some Sequence<UInt8>) -> String {
        var string = ""
        string.unicodeScalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
        return string
    }

    private static func latin1Text(_ data: ArraySlice<UInt8>) -> (keyword: String, value: String)? {
        guard let end = data.firstIndex(of: 0) else { return nil }
        return (string(latin1: data[..<end]), string(latin1: data[(end + 1)...]))
    }

    private static func unicodeText(_ data: ArraySlice<UInt8>) -> (keyword: String, value: String)? {
        // Keyword, NUL, compression flag, method, language, NUL, translated keyword, NUL, text.
        guard let end = data.firstIndex(of: 0), data.endIndex - end > 3, data[end + 1] == 0,
            let language = data[(end + 3)...].firstIndex(of: 0),
            let translated = data[(language + 1)...].firstIndex(of: 0)
        else { return nil }
        return (string(latin1: data[..<end]), String(decoding: data[(translated + 1)...], as: UTF8.self))
    }
}
