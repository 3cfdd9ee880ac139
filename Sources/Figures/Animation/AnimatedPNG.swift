import PNGStore

/// Pictures that follow each other in one file: an animated PNG, which a reader without animation shows as its
/// first picture.
///
/// Source: Portable Network Graphics (PNG) Specification, third edition, 2025, section 11.3.6 (acTL, fcTL, fdAT). Each
/// picture is compressed as a PNG of its own; its data then go into IDAT (the first) or fdAT with a running number
/// (the others). Memory is that of the compressed pictures and one more.
public struct AnimatedPNG {
    public let width: Int
    public let height: Int
    /// Time for which each picture is shown, in milliseconds.
    public let delay: Int
    /// How often the pictures are shown in turn; 0 never ends.
    public let repetitions: Int
    public private(set) var count = 0

    private let text: [(keyword: String, value: String)]
    private var head: [UInt8] = []
    private var body: [UInt8] = []
    private var sequence: UInt32 = 0

    /// - Parameters:
    ///   - delay: milliseconds a picture, 1 to 65535.
    ///   - text: metadata, as `PNG.encode` takes them.
    /// - Throws: `FigureError` where the delay is out of range.
    public init(
        width: Int, height: Int, delay: Int, repetitions: Int = 0,
        text: [(keyword: String, value: String)] = []
    ) throws(FigureError) {
        guard (1...65535).contains(delay) else {
            throw FigureError("a delay of \(delay) ms is out of range: it is 1 to 65535")
        }
        precondition(repetitions >= 0, "pictures are repeated a number of times")
        self.width = width
        self.height = height
        self.delay = delay
        self.repetitions = repetitions
        self.text = text
    }

    /// Adds the next picture.
    /// - Throws: `FigureError` for a picture of another size; `PNGError` where a text or the size cannot be written.
    public mutating func add(_ image: FigureImage) throws {
        guard image.width == width, image.height == height else {
            throw FigureError(
                "picture \(count) of the animation is \(image.width)x\(image.height), expected \(width)x\(height)"
            )
        }
        let pixels = PNGPixels(width: width, height: height, kind: .rgb, bytes: image.pixels)
        let file = try PNG.encode(pixels, text: count == 0 ? text : [], effort: .fast)
        body += chunk("fcTL", frameControl())
        for (type, data) in AnimatedPNG.chunks(file) {
            switch (type, count) {
            case ("IEND", _): break
            case ("IDAT", 0): body += chunk("IDAT", data)
            case ("IDAT", _):
                body += chunk("fdAT", bigEndian(sequence) + data)
                sequence += 1
            case (_, 0): head += chunk(type, data)
            default: break
            }
        }
        count += 1
    }

    /// The bytes of the file.
    /// - Throws: `FigureError` where there is no picture.
    public func finished() throws(FigureError) -> [UInt8] {
        guard count > 0 else { throw .empty("the animation has no pictures") }
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let control = chunk("acTL", bigEndian(UInt32(count)) + bigEndian(UInt32(repetitions)))
        // The header comes first: 13 bytes of data and 12 around them.
        return signature + head[..<25] + control + head[25...] + body + chunk("IEND", [])
    }

    /// Running number, size, place 0, 0, delay in thousandths, no disposal, pixels replace those below.
    private mutating func frameControl() -> [UInt8] {
        defer { sequence += 1 }
        let size = bigEndian(UInt32(width)) + bigEndian(UInt32(height))
        let time = [UInt8(delay >> 8), UInt8(delay & 255), 0x03, 0xE8]
        return bigEndian(sequence) + size + bigEndian(0) + bigEndian(0) + time + [0, 0]
    }

    private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(type.utf8) + data
        return bigEndian(UInt32(data.count)) + content + bigEndian(Checksum.value(of: content))
    }

    private func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }

    /// Types and data of the chunks of a file that the encoder has just written.
    private static func chunks(_ file: [UInt8]) -> [(type: String, data: [UInt8])] {
        var result: [(type: String, data: [UInt8])] = []
        var start = 8
        while start + 12 <= file.count {
            let length = file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            let type = String(decoding: file[start + 4..<start + 8], as: UTF8.self)
            result.append((type, Array(file[start + 8..<start + 8 + length])))
            start += 12 + length
        }
        return result
    }
}

/// The cyclic redundancy check of PNG chunks: CRC-32 of ISO 3309, polynomial 0xEDB88320, bits from the lowest.
enum Checksum {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func value(of bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }
}
