// Decoding by the TurboJPEG interface of libjpeg-turbo, which reports errors by value and never jumps over Swift frames.
//
// A file is a row of markers FF xx: D8 begins it, D9 ends it, most others have a length of two bytes and data; after DA
// come the packed pixels, in which FF is followed by 00 or by D0 … D7. Orientation stands in APP1 (E1) behind "Exif".
// Source: ITU-T T.81 (1992), annex B; Exif 2.32 (CIPA DC-008-2019), section 4.5.

import CTurboJPEG
import PNGStore

/// JPEG pictures, grey, coloured or of four inks, baseline or progressive; one or several in a stream.
package enum JPEGReader: FileReader {
    package static let format = "JPEG"
    private static let maximumPixels = 1 << 28

    package static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFF, 0xD8, 0xFF]) }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        var pictures: [JPEGLayout] = []
        var offset = 0
        repeat {
            let layout = try JPEGLayout(bytes, from: offset)
            pictures.append(layout)
            offset = layout.range.upperBound
        } while bytes[offset...].starts(with: [0xFF, 0xD8, 0xFF])
        return .pictures(
            PictureSeries(count: pictures.count) { [pictures] in
                try decode(Array(bytes[pictures[$0].range]), pictures[$0].orientation)
            })
    }

    private static func decode(_ bytes: [UInt8], _ orientation: Orientation) throws(ExchangeError) -> RGBAImage {
        guard let decoder = tjInitDecompress() else { throw ExchangeError("cannot be decoded: no decoder can be made") }
        defer { tjDestroy(decoder) }
        var (width, height, sampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        guard tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &space) == 0 else {
            throw ExchangeError("is damaged: \(message(decoder))")
        }
        let (columns, rows) = (Int(width), Int(height))
        guard columns > 0, rows > 0, columns <= maximumPixels / rows else {
            throw ExchangeError(
                "is too large: \(width)×\(height) pixels, at most \(maximumPixels) are accepted")
        }
        // A block of 8×8 samples takes a bit at least: fewer bytes cannot hold such a picture.
        guard columns * rows / 2048 <= bytes.count else {
            throw ExchangeError("is truncated: \(bytes.count) bytes cannot hold \(width)×\(height) pixels")
        }
        let isInk = space == Int32(TJCS_CMYK.rawValue) || space == Int32(TJCS_YCCK.rawValue)
        let format = Int32(isInk ? TJPF_CMYK.rawValue : TJPF_RGBA.rawValue)
        var status: Int32 = 0
        var pixels = [UInt8](unsafeUninitializedCapacity: 4 * columns * rows) { buffer, initialized in
            // Stopped by what libjpeg only warns of, since it shows damaged parts as grey, and by more than 500 scans.
            status = tjDecompress2(
                decoder, bytes, UInt(bytes.count), buffer.baseAddress, width, 0, height, format,
                TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT)
            initialized = status == 0 ? 4 * columns * rows : 0
        }
        guard status == 0 else { throw ExchangeError("is damaged or truncated: \(message(decoder))") }
        if isInk { mixInks(&pixels) }
        return RGBAImage(width: columns, height: rows, samples: .eightBit(pixels), orientation: orientation)
    }

    /// Cyan, magenta, yellow and black, stored as 255 less the ink, to red, green and blue.
    private static func mixInks(_ pixels: inout [UInt8]) {
        for start in stride(from: 0, to: pixels.count, by: 4) {
            let light = Int(pixels[start + 3])
            for channel in start..<start + 3 { pixels[channel] = UInt8((Int(pixels[channel]) * light + 127) / 255) }
            pixels[start + 3] = 255
        }
    }

    private static func message(_ decoder: tjhandle) -> String {
        tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "it cannot be decoded"
    }
}

/// Where one picture lies in a stream, and how it is to be turned.
private struct JPEGLayout: Sendable {
    let range: Range<Int>
    private(set) var orientation = Orientation.upright

    init(_ bytes: [UInt8], from start: Int) throws(ExchangeError) {
        var offset = start + 2
        var orientation = Orientation.upright
        while true {
            guard offset + 2 <= bytes.count else {
                throw ExchangeError("is truncated: the marker of its end is missing")
            }
            guard bytes[offset] == 0xFF else { throw ExchangeError("is damaged: no marker stands at byte \(offset)") }
            let marker = bytes[offset + 1]
            if marker == 0xFF {
                offset += 1
                continue
            }
            offset += 2
            if marker == 0xD9 { break }
            if marker == 1 || (0xD0...0xD8).contains(marker) { continue }
            guard offset + 2 <= bytes.count, case let length = Int(bytes[offset]) << 8 | Int(bytes[offset + 1]),
                length >= 2, offset + length <= bytes.count
            else { throw ExchangeError("is truncated: the part at byte \(offset - 2) ends beyond the file") }
            let data = bytes[offset + 2..<offset + length]
            if marker == 0xE1, data.starts(with: Array("Exif\0\0".utf8)) {
                orientation = Orientation(exif: data.dropFirst(6))
            }
            offset += length
            if marker == 0xDA { offset = Self.endOfScan(bytes, from: offset) }
        }
        self.orientation = orientation
        range = start..<offset
    }

    /// The marker behind packed pixels.
    private static func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
        var offset = start
        while offset + 1 < bytes.count {
            if bytes[offset] == 0xFF, bytes[offset + 1] != 0, !(0xD0...0xD7).contains(bytes[offset + 1]) {
                return offset
            }
            offset += 1
        }
        return bytes.count
    }
}
