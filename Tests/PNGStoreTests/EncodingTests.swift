import Testing

@testable import PNGStore

@Suite("Encoding")
struct EncodingTests {
    static func pixels(_ kind: PNGPixels.Kind, width: Int = 13, height: Int = 7) -> PNGPixels {
        let count = width * height * kind.channels
        let bytes = (0..<count).map { index -> UInt8 in
            if kind == .blackAndWhite { return index * index % 3 == 0 ? 255 : 0 }
            return UInt8(index * 53 % 256)
        }
        return PNGPixels(width: width, height: height, kind: kind, bytes: bytes)
    }

    static func asRGBA(_ pixels: PNGPixels) -> [UInt8] {
        switch pixels.kind {
        case .rgba: pixels.bytes
        case .blackAndWhite, .gray: pixels.bytes.flatMap { [$0, $0, $0, 255] }
        case .rgb:
            stride(from: 0, to: pixels.bytes.count, by: 3).flatMap { pixels.bytes[$0..<$0 + 3] + [255] }
        }
    }

    @Test(
        "What was written is read back",
        arguments: [PNGPixels.Kind.blackAndWhite, .gray, .rgb, .rgba], [PNG.Effort.fast, .small])
    func roundTrip(_ kind: PNGPixels.Kind, _ effort: PNG.Effort) throws {
        for (width, height) in [(1, 1), (8, 1), (9, 2), (13, 7), (1, 40), (300, 200)] {
            let pixels = Self.pixels(kind, width: width, height: height)
            let bytes = try PNG.encode(pixels, effort: effort)
            let decoded = try PNG.decode(bytes)
            #expect(decoded.width == width && decoded.height == height)
            #expect(decoded.pixels == Self.asRGBA(pixels))
            #expect(try PNG.encode(pixels, effort: effort) == bytes)
        }
    }

    @Test("The kind in the file is the kind asked for")
    func header() throws {
        func header(_ kind: PNGPixels.Kind) throws -> PNGHeader {
            try PNGHeader.read(PNG.encode(Self.pixels(kind)))
        }
        let one = try header(.blackAndWhite)
        #expect(one.bitDepth == 1 && one.colorType == .gray && one.width == 13 && one.height == 7)
        let gray = try header(.gray)
        #expect(gray.bitDepth == 8 && gray.colorType == .gray)
        #expect(try header(.rgb).colorType == .rgb)
        #expect(try header(.rgba).colorType == .rgbAlpha)
    }

    @Test("Any byte but 0 is white in black and white")
    func white() throws {
        let pixels = PNGPixels(width: 3, height: 1, kind: .blackAndWhite, bytes: [0, 1, 128])
        #expect(
            try PNG.decode(PNG.encode(pixels)).pixels == [0, 0, 0, 255] + [UInt8](repeating: 255, count: 8))
    }

    @Test("Text is kept, in order and in both encodings")
    func text() throws {
        let text = [("Title", "Größe"), ("Description", "θ ≤ ½\nline two"), ("Software", "")]
        for kind in [PNGPixels.Kind.blackAndWhite, .rgb] {
            let bytes = try PNG.encode(Self.pixels(kind), text: text)
            let read = try PNGText.read(bytes)
            #expect(read.map(\.keyword) == text.map(\.0))
            #expect(read.map(\.value) == text.map(\.1))
            #expect(try PNGChunk.all(bytes).prefix(4).map(\.type) == ["IHDR", "tEXt", "iTXt", "tEXt"])
            #expect(try PNG.decode(bytes) == PNG.decode(PNG.encode(Self.pixels(kind))))
        }
    }

    @Test("The bytes of a tEXt chunk: length, type, keyword, NUL, Latin-1, checksum")
    func textChunk() throws {
        let chunk = try PNGText.chunk(keyword: "Title", value: "é")
        let body = Array("tEXtTitle".utf8) + [0, 0xE9]
        let checksum = HandMadePNG.crc(body)
        #expect(
            chunk == [0, 0, 0, 7] + body + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) })
    }

    @Test(
        "Keywords and texts that a PNG cannot carry",
        arguments: [
            ("", "x"), (" Title", "x"), ("Title ", "x"), ("A  B", "x"), ("Θ", "x"), ("A\nB", "x"),
            (String(repeating: "k", count: 80), "x"), ("Title", "a\0b"),
        ])
    func badText(_ keyword: String, _ value: String) {
        #expect(throws: PNGError.self) { try PNGText.chunk(keyword: keyword, value: value) }
    }
}
