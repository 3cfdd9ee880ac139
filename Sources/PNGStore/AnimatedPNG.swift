/// Pictures that follow each other in one file: an animated PNG, which a reader without animation shows as its
/// first picture.
///
/// Source: Portable Network Graphics (PNG) Specification, third edition, 2025, section 11.3.6 (acTL, fcTL, fdAT). Each
/// picture is compressed as a PNG of its own; its data then go into IDAT (the first) or fdAT with a running number
/// (the others). Memory is that of the compressed pictures and one more.
package struct AnimatedPNG {
    package let width: Int
    package let height: Int
    /// Time for which each picture is shown, in milliseconds.
    package let delay: Int
    /// How often the pictures are shown in turn; 0 never ends.
    package let repetitions: Int
    package private(set) var count = 0

    private let text: [(keyword: String, value: String)]
    private var kind: PNGPixels.Kind?
    private var head: [UInt8] = []
    private var body: [UInt8] = []
    private var sequence: UInt32 = 0

    /// - Parameters:
    ///   - delay: milliseconds a picture, 1 to 65535.
    ///   - text: metadata, as `PNG.encode` takes them.
    /// - Throws: `PNGError` where the delay is out of range.
    package init(
        width: Int, height: Int, delay: Int, repetitions: Int = 0,
        text: [(keyword: String, value: String)] = []
    ) throws(PNGError) {
        guard (1...65535).contains(delay) else {
            throw PNGError("cannot be animated: a delay of \(delay) ms is out of range, expected 1 to 65535")
        }
        precondition(repetitions >= 0, "pictures are repeated a number of times")
        self.width = width
        self.height = height
        self.delay = delay
        self.repetitions = repetitions
        self.text = text
    }

    /// Adds the next picture.
    /// - Parameter delay: milliseconds for which it is shown, where that is not as long as the others.
    /// - Throws: `PNGError` for a picture of another size, or where a text cannot be written.
    /// - Precondition: all pictures are of one kind, because the file has one header.
    package mutating func add(_ pixels: PNGPixels, delay: Int? = nil) throws(PNGError) {
        guard pixels.width == width, pixels.height == height else {
            throw PNGError(
                "cannot be animated: picture \(count) is \(pixels.width)×\(pixels.height), expected \(width)×\(height)")
        }
        precondition(kind == nil || kind == pixels.kind, "all pictures of an animation are of one kind")
        kind = pixels.kind
        let file = try PNG.encode(pixels, text: count == 0 ? text : [], effort: .fast)
        body += PNGChunk.write("fcTL", frameControl(delay: min(65535, max(1, delay ?? self.delay))))
        for chunk in try PNGChunk.all(file) {
            switch (chunk.type, count) {
            case ("IEND", _): break
            case ("IDAT", 0): body += file[chunk.extent]
            case ("IDAT", _):
                body += PNGChunk.write("fdAT", bigEndianBytes(sequence) + file[chunk.data])
                sequence += 1
            case (_, 0): head += file[chunk.extent]
            default: break
            }
        }
        count += 1
    }

    /// The bytes of the file.
    /// - Throws: `PNGError` where there is no picture.
    package func finished() throws(PNGError) -> [UInt8] {
        guard count > 0 else { throw PNGError("cannot be animated: there are no pictures") }
        let control = PNGChunk.write("acTL", bigEndianBytes(UInt32(count)) + bigEndianBytes(UInt32(repetitions)))
        // The header comes first: 13 bytes of data and 12 around them.
        return PNGChunk.signature + head[..<25] + control + head[25...] + body + PNGChunk.write("IEND", [])
    }

    /// Running number, size, place 0, 0, delay in thousandths, no disposal, pixels replace those below.
    private mutating func frameControl(delay: Int) -> [UInt8] {
        defer { sequence += 1 }
        let size = bigEndianBytes(UInt32(width)) + bigEndianBytes(UInt32(height))
        let time = [UInt8(delay >> 8), UInt8(delay & 255), 0x03, 0xE8]
        return bigEndianBytes(sequence) + size + bigEndianBytes(0) + bigEndianBytes(0) + time + [0, 0]
    }
}
