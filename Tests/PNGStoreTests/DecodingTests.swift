import Testing

@testable import PNGStore

@Suite("Decoding every kind of PNG")
struct DecodingTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let colorType: Int
        let bitDepth: Int
        let interlaced: Bool
        var testDescription: String { "colour type \(colorType), \(bitDepth) bits, interlaced \(interlaced)" }
    }

    static let kinds: [Kind] = [
        (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]),
    ]
    .flatMap { colorType, depths in
        depths.flatMap { depth in
            [false, true].map { Kind(colorType: colorType, bitDepth: depth, interlaced: $0) }
        }
    }

    /// 13×11 pixels end inside a byte and inside an Adam7 block at every depth.
    static func image(_ kind: Kind) -> HandMadePNG {
        let levels = 1 << kind.bitDepth
        var image = HandMadePNG(
            width: 13, height: 11, bitDepth: kind.bitDepth, colorType: kind.colorType,
            interlaced: kind.interlaced
        ) { x, y, channel in (x * 37 + y * 101 + channel * 59) * 257 % levels }
        if kind.colorType == 3 {
            image.palette = (0..<levels).flatMap { index in paletteEntry(index) }
        }
        return image
    }

    static func paletteEntry(_ index: Int) -> [UInt8] {
        [index * 7 % 256, 255 - index, index * 31 % 256].map { UInt8($0) }
    }

    /// A sample spread over 0 … 255, rounded to nearest.
    static func eightBit(_ value: Int, _ depth: Int) -> UInt8 {
        let top = (1 << depth) - 1
        return UInt8((value * 255 * 2 + top) / (2 * top))
    }

    static func expected(_ image: HandMadePNG) -> [UInt8] {
        var pixels: [UInt8] = []
        for y in 0..<image.height {
            for x in 0..<image.width {
                let stored = (0..<image.channels).map { image.sample(x, y, $0) }
                if image.colorType == 3 {
                    pixels += paletteEntry(stored[0]) + [255]
                    continue
                }
                let samples = stored.map { eightBit($0, image.bitDepth) }
                switch image.colorType {
                case 0: pixels += [samples[0], samples[0], samples[0], 255]
                case 2: pixels += samples + [255]
                case 4: pixels += [samples[0], samples[0], samples[0], samples[1]]
                default: pixels += samples
                }
            }
        }
        return pixels
    }

    @Test("Pixels are those that were stored", arguments: kinds)
    func pixels(_ kind: Kind) throws {
        let image = Self.image(kind)
        let header = try PNGHeader.read(image.bytes)
        #expect(header.width == 13 && header.height == 11 && header.bitDepth == kind.bitDepth)
        #expect(Int(header.colorType.rawValue) == kind.colorType && header.interlaced == kind.interlaced)
        let decoded = try PNG.decode(image.bytes)
        #expect(decoded.width == 13 && decoded.height == 11)
        let expected = Self.expected(image)
        if kind.bitDepth == 16 && image.channels % 2 == 0 {
            Self.compareWithinOneLevel(decoded.pixels, expected)
        } else {
            #expect(decoded.pixels == expected)
        }
    }

    /// 16-bit images with alpha come premultiplied from libpng: dividing by an alpha of at least 1/255
    /// leaves less than a level of error, and a transparent pixel has no colour.
    static func compareWithinOneLevel(_ decoded: [UInt8], _ expected: [UInt8]) {
        for start in stride(from: 0, to: expected.count, by: 4) {
            #expect(decoded[start + 3] == expected[start + 3])
            for channel in start..<start + 3 where expected[start + 3] > 0 {
                #expect(abs(Int(decoded[channel]) - Int(expected[channel])) <= 1)
            }
        }
    }

    @Test(
        "The grey or colour named by tRNS is transparent",
        arguments: kinds.filter { [0, 2].contains($0.colorType) })
    func transparentColor(_ kind: Kind) throws {
        var image = Self.image(kind)
        let key = (0..<image.channels).map { image.sample(5, 6, $0) }
        image.transparency = key.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let decoded = try PNG.decode(image.bytes).pixels
        var expected = Self.expected(image)
        var transparent = 0
        for y in 0..<11 {
            for x in 0..<13 where (0..<image.channels).map({ image.sample(x, y, $0) }) == key {
                let start = 4 * (y * 13 + x)
                expected[start + 3] = 0
                transparent += 1
                // Premultiplied on the way, see compareWithinOneLevel.
                if kind.bitDepth == 16 {
                    expected.replaceSubrange(start..<start + 3, with: [0, 0, 0])
                }
            }
        }
        #expect(transparent > 0)
        #expect(decoded == expected)
    }

    @Test("Palette entries carry their alpha", arguments: kinds.filter { $0.colorType == 3 })
    func paletteAlpha(_ kind: Kind) throws {
        var image = Self.image(kind)
        image.transparency = [10, 200]
        let decoded = try PNG.decode(image.bytes)
        for y in 0..<11 {
            for x in 0..<13 {
                let index = image.sample(x, y, 0)
                #expect(decoded.pixels[4 * (y * 13 + x) + 3] == (index < 2 ? [10, 200][index] : 255))
            }
        }
    }

    @Test("Sixteen bits are kept", arguments: kinds.filter { $0.bitDepth == 16 && $0.colorType < 4 })
    func sixteenBits(_ kind: Kind) throws {
        let image = Self.image(kind)
        var expected: [UInt16] = []
        for y in 0..<11 {
            for x in 0..<13 {
                let samples = (0..<3).map { UInt16(image.sample(x, y, image.channels == 1 ? 0 : $0)) }
                expected += samples + [65535]
            }
        }
        #expect(try PNG.decode(image.bytes).samples == .sixteenBit(expected))
    }

    @Test(
        "Sixteen bits are multiplied by alpha, rounded",
        arguments: kinds.filter { $0.bitDepth == 16 && $0.colorType > 3 })
    func premultiplied(_ kind: Kind) throws {
        let image = Self.image(kind)
        guard case .sixteenBit(let samples) = try PNG.decode(image.bytes).samples else {
            Issue.record("eight bits")
            return
        }
        for (pixel, (x, y)) in (0..<11).flatMap({ y in (0..<13).map { ($0, y) } }).enumerated() {
            let alpha = image.sample(x, y, image.channels - 1)
            #expect(Int(samples[4 * pixel + 3]) == alpha)
            for channel in 0..<3 {
                let product = image.sample(x, y, image.channels == 2 ? 0 : channel) * alpha
                #expect(Int(samples[4 * pixel + channel]) == (product + 32767) / 65535)
            }
        }
    }

    @Test("A colour beyond the palette is damage; a short palette whose colours suffice is none")
    func shortPalette() throws {
        var image = HandMadePNG(width: 4, height: 1, bitDepth: 8, colorType: 3) { x, _, _ in x }
        // The fourth colour has the alpha by which missing ones are found, and black.
        image.palette = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0]
        image.transparency = [255, 9, 255, 1, 7, 7, 7]
        #expect(
            try PNG.decode(image.bytes).pixels == [1, 2, 3, 255, 4, 5, 6, 9, 7, 8, 9, 255, 0, 0, 0, 1])
        image.palette.removeLast(3)
        let error = #expect(throws: PNGError.self) { try PNG.decode(image.bytes) }
        #expect(error?.description == "is damaged: a pixel has a colour beyond the 3 of its palette")
    }

    /// Bytes of a TIFF directory with one entry: byte order, tag, type 3, count 1, value.
    static func exif(_ value: UInt8, tag: UInt8 = 0x12, bigEndian: Bool) -> [UInt8] {
        func number(_ bytes: [UInt8]) -> [UInt8] { bigEndian ? bytes : bytes.reversed() }
        let start = Array((bigEndian ? "MM" : "II").utf8) + number([0, 42]) + number([0, 0, 0, 8]) + number([0, 1])
        return start + number([1, tag]) + number([0, 3]) + number([0, 0, 0, 1]) + number([0, value]) + [0, 0]
    }

    @Test("Exif says how the image is turned", arguments: [true, false], Orientation.allCases)
    func orientation(_ bigEndian: Bool, _ orientation: Orientation) throws {
        var image = Self.image(Self.kinds[0])
        image.extra = [("eXIf", Self.exif(UInt8(orientation.rawValue), bigEndian: bigEndian))]
        #expect(try PNG.decode(image.bytes).orientation == orientation)
    }

    @Test("Without a sound note of it the image is upright")
    func noOrientation() throws {
        let whole = Self.exif(6, bigEndian: true)
        for data in [
            Self.exif(9, bigEndian: true), Self.exif(6, tag: 0x13, bigEndian: true), Array(whole.prefix(17)), [],
        ] {
            var image = Self.image(Self.kinds[0])
            image.extra = [("eXIf", data)]
            #expect(try PNG.decode(image.bytes).orientation == .upright)
        }
        // An offset beyond the end, and one before the start of any directory.
        for offset in [255, 0] as [UInt8] {
            var image = Self.image(Self.kinds[0])
            image.extra = [("eXIf", whole.prefix(4) + [offset, 255, 255, 255] + whole.dropFirst(8))]
            #expect(try PNG.decode(image.bytes).orientation == .upright)
        }
    }

    @Test("Colour space chunks do not change stored values", arguments: [1, 8, 16])
    func gammaIsNotApplied(_ depth: Int) throws {
        var image = Self.image(Kind(colorType: 0, bitDepth: depth, interlaced: false))
        image.extra = [("gAMA", [0, 1, 0x86, 0xA0])]  // 100000, gamma 1
        #expect(try PNG.decode(image.bytes).pixels == Self.expected(image))
    }

    @Test("Bytes after the last chunk are ignored")
    func trailingBytes() throws {
        let image = Self.image(Self.kinds[0])
        #expect(try PNG.decode(image.bytes + [1, 2, 3]).pixels == Self.expected(image))
    }
}
