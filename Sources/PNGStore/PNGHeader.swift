/// The first chunk of a PNG, which says how large the image is and how its pixels are stored.
///
/// Source: Portable Network Graphics (PNG) Specification, third edition, 2025, section 11.2.1 (IHDR).
package struct PNGHeader: Sendable, Equatable {
    /// How a pixel is stored; raw values are those of the file.
    package enum ColorType: UInt8, Sendable {
        case gray = 0
        case rgb = 2
        case palette = 3
        case grayAlpha = 4
        case rgbAlpha = 6

        /// Samples stored for one pixel.
        package var channels: Int {
            switch self {
            case .gray, .palette: 1
            case .grayAlpha: 2
            case .rgb: 3
            case .rgbAlpha: 4
            }
        }

        var bitDepths: [UInt8] {
            switch self {
            case .gray: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .rgb, .grayAlpha, .rgbAlpha: [8, 16]
            }
        }
    }

    /// Pixels in a row, 1 … 2³¹ - 1.
    package let width: Int
    /// Rows, 1 … 2³¹ - 1.
    package let height: Int
    /// Bits in a sample: 1, 2, 4, 8 or 16.
    package let bitDepth: Int
    package let colorType: ColorType
    /// Whether the pixels are stored in the seven passes of Adam7.
    package let interlaced: Bool

    package var pixelCount: Int { width * height }

    /// Reads signature and IHDR, touching no more than the first 33 bytes.
    ///
    /// - Throws: `PNGError` when the bytes are empty, no PNG, truncated, or their header is damaged or impossible.
    package static func read(_ bytes: [UInt8]) throws(PNGError) -> PNGHeader {
        try checkSignature(bytes)
        let chunk = try PNGChunk.read(bytes, at: PNGChunk.signature.count)
        if chunk.type == "CgBI" {
            throw PNGError("is Apple's variant of PNG (its first chunk is CgBI), expected a PNG as in the standard")
        }
        guard chunk.type == "IHDR" else {
            throw PNGError("is not a PNG file (its first chunk is \(chunk.type), expected IHDR)")
        }
        try chunk.checkCRC(bytes)
        guard chunk.data.count == 13 else {
            throw PNGError("is damaged: its header holds \(chunk.data.count) bytes, expected 13")
        }
        return try PNGHeader(fields: bytes[chunk.data])
    }

    private static func checkSignature(_ bytes: [UInt8]) throws(PNGError) {
        let expected = PNGChunk.signature
        if bytes.isEmpty { throw PNGError("is empty, expected a PNG file") }
        if bytes.starts(with: expected) { return }
        if bytes.count < expected.count, expected.starts(with: bytes) {
            throw PNGError("is truncated: it ends within the first \(expected.count) bytes")
        }
        // The signature holds both kinds of line ends, to show that they were changed.
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || bytes.dropFirst(3).starts(with: expected.prefix(4)) {
            throw PNGError("is damaged: its first bytes were changed, as by a transfer in text mode")
        }
        let first = bytes.prefix(expected.count).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        throw PNGError("is not a PNG file (first bytes \(first.joined(separator: " ")))")
    }

    private init(fields: ArraySlice<UInt8>) throws(PNGError) {
        let start = fields.startIndex
        width = Int(bigEndian32(fields, at: start))
        height = Int(bigEndian32(fields, at: start + 4))
        let limit = Int(Int32.max)
        guard width > 0, height > 0, width <= limit, height <= limit else {
            throw PNGError("is damaged: its size \(width)×\(height) is outside 1 … \(limit)")
        }
        bitDepth = Int(fields[start + 8])
        guard let colorType = ColorType(rawValue: fields[start + 9]),
            colorType.bitDepths.contains(fields[start + 8])
        else {
            throw PNGError(
                "is damaged: colour type \(fields[start + 9]) with \(bitDepth) bits a sample does not exist")
        }
        self.colorType = colorType
        guard fields[start + 10] == 0, fields[start + 11] == 0, fields[start + 12] < 2 else {
            throw PNGError("is damaged: its compression, filter or interlace method is unknown")
        }
        interlaced = fields[start + 12] == 1
    }
}
