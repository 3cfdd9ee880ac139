// The pictures of netpbm, which every converter writes into a pipe: magick x.tif pnm:- | canns-import -
//
//     P1 P2 P3   bits, grey, red-green-blue as decimal numbers        P4 P5 P6   the same as bytes
//     magic   width   height   maximum (not of bits)   samples; # begins a comment up to the end of the line
//
// A sample has one byte up to maximum 255 and two beyond, the higher first. Bits are packed from the highest of a byte
// on, rows begin with a byte, 1 is black. Samples are spread over the whole range: v -> v · full / maximum, rounded.
// Source: netpbm's manual pages pbm(5), pgm(5) and ppm(5), 2013 to 2022; a file may hold several pictures.

import PNGStore

/// PGM, PPM and PBM, plain and raw, one or several in a stream.
package enum PNMReader: FileReader {
    package static let format = "PGM/PPM/PBM"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 3 && bytes[0] == UInt8(ascii: "P") && (0x31...0x36).contains(bytes[1])
            && (bytes[2].isSpace || bytes[2] == UInt8(ascii: "#"))
    }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        var scanner = PNMScanner(bytes)
        var pictures: [PNMPicture] = []
        repeat {
            pictures.append(try scanner.picture())
        } while try scanner.findsNext(after: pictures.count)
        return .pictures(PictureSeries(count: pictures.count) { [pictures] in pictures[$0].decode(bytes) })
    }
}

/// One picture: its header, and where its samples are, or what they are where they are written as text.
private struct PNMPicture: Sendable {
    let width: Int
    let height: Int
    let channels: Int
    let maximum: Int
    /// Eight pixels a byte.
    let isBits: Bool
    let start: Int
    let plain: [UInt16]?

    func decode(_ bytes: [UInt8]) -> RGBAImage {
        let samples = plain ?? raw(bytes)
        guard maximum > 255 else {
            let scaled = samples.map { UInt8((Int($0) * 510 + maximum) / (2 * maximum)) }
            return RGBAImage(width: width, height: height, channels: channels, samples: scaled[...])
        }
        let scaled = samples.map { UInt16((Int($0) * 131_070 + maximum) / (2 * maximum)) }
        return RGBAImage(width: width, height: height, channels: channels, samples: scaled[...])
    }

    private func raw(_ bytes: [UInt8]) -> [UInt16] {
        let count = width * height * channels
        if isBits {
            let stride = (width + 7) / 8
            return (0..<count).map { pixel in
                let (row, column) = (pixel / width, pixel % width)
                return bytes[start + row * stride + column / 8] >> UInt8(7 - column % 8) & 1 == 1 ? 0 : 1
            }
        }
        if maximum < 256 { return bytes[start..<start + count].map { min(UInt16($0), UInt16(maximum)) } }
        return (0..<count).map { index in
            let offset = start + 2 * index
            return min(UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1]), UInt16(maximum))
        }
    }
}

private struct PNMScanner {
    private let bytes: [UInt8]
    private var offset = 0
    private static let maximumPixels = 1 << 28

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether another picture follows; what else follows is damage.
    mutating func findsNext(after count: Int) throws(ExchangeError) -> Bool {
        while offset < bytes.count, bytes[offset].isSpace { offset += 1 }
        guard offset < bytes.count else { return false }
        guard PNMReader.recognizes(Array(bytes[offset..<min(bytes.count, offset + 3)])) else {
            throw ExchangeError("is damaged: after picture \(count) no other begins at byte \(offset)")
        }
        return true
    }

    mutating func picture() throws(ExchangeError) -> PNMPicture {
        guard offset + 2 < bytes.count else { throw ExchangeError("is truncated: a picture ends within its header") }
        let kind = Int(bytes[offset + 1]) - 0x30
        offset += 2
        let width = try number("width", 1...Int(Int32.max))
        let height = try number("height", 1...Int(Int32.max))
        guard width <= Self.maximumPixels / height else {
            throw ExchangeError(
                "is too large: \(width)×\(height) pixels, at most \(Self.maximumPixels) are accepted")
        }
        let isBits = kind == 1 || kind == 4
        let maximum = isBits ? 1 : try number("maximum", 1...65535)
        let channels = kind == 3 || kind == 6 ? 3 : 1
        var plain: [UInt16]?
        if kind <= 3 {
            plain = try text(width * height * channels, maximum, isBits)
        } else {
            guard offset < bytes.count, bytes[offset].isSpace else {
                throw ExchangeError("is damaged: no white space ends the header at byte \(offset)")
            }
            offset += 1
        }
        let picture = PNMPicture(
            width: width, height: height, channels: channels, maximum: maximum, isBits: isBits, start: offset,
            plain: plain)
        if plain == nil {
            let size = isBits ? (width + 7) / 8 * height : width * height * channels * (maximum > 255 ? 2 : 1)
            guard bytes.count - offset >= size else {
                throw ExchangeError(
                    "is truncated: \(size - (bytes.count - offset)) of the \(size) bytes of its \(width)×\(height) pixels are missing"
                )
            }
            offset += size
        }
        return picture
    }

    /// Samples written as decimal numbers; bits may stand without white space between them, and 1 is black.
    private mutating func text(_ count: Int, _ maximum: Int, _ isBits: Bool) throws(ExchangeError) -> [UInt16] {
        // A sample takes at least a byte.
        guard bytes.count - offset >= count else {
            throw ExchangeError("is truncated: \(bytes.count - offset) bytes cannot hold its \(count) samples")
        }
        var samples: [UInt16] = []
        samples.reserveCapacity(count)
        for _ in 0..<count {
            let value = try number("sample", 0...maximum, digits: isBits ? 1 : 5)
            samples.append(UInt16(isBits ? 1 - value : value))
        }
        return samples
    }

    /// The next decimal number, after white space and comments.
    private mutating func number(
        _ what: String, _ range: ClosedRange<Int>, digits: Int = 10
    ) throws(ExchangeError) -> Int {
        while offset < bytes.count, bytes[offset].isSpace || bytes[offset] == UInt8(ascii: "#") {
            if bytes[offset] == UInt8(ascii: "#") {
                while offset < bytes.count, bytes[offset] != 10, bytes[offset] != 13 { offset += 1 }
            } else {
                offset += 1
            }
        }
        let start = offset
        var value = 0
        while offset < bytes.count, offset - start < digits, bytes[offset].isDigit {
            value = 10 * value + Int(bytes[offset] - 0x30)
            offset += 1
        }
        guard offset > start else {
            throw ExchangeError(
                start == bytes.count
                    ? "is truncated: it ends before the \(what) of a picture"
                    : "is damaged: no \(what) stands at byte \(start), expected a decimal number")
        }
        guard range.contains(value) else {
            throw ExchangeError(
                "is damaged: the \(what) at byte \(start) is \(value), expected \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return value
    }
}

extension UInt8 {
    /// White space of ASCII.
    var isSpace: Bool { self == 32 || (9...13).contains(self) }
    var isDigit: Bool { (0x30...0x39).contains(self) }
}
