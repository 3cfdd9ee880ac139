import Testing

@testable import PNGStore

@Suite("Bytes that are no image")
struct BadInputTests {
    static let image = HandMadePNG(width: 9, height: 5, bitDepth: 8, colorType: 2) { x, y, channel in
        x * 20 + y * 7 + channel
    }

    func sentence(_ bytes: [UInt8], maximumPixels: Int = 1 << 28) -> String {
        do {
            _ = try PNG.decode(bytes, maximumPixels: maximumPixels)
            return "decoded"
        } catch { return error.description }
    }

    @Test("Text, nothing, and half a signature")
    func notPNG() {
        #expect(
            sentence(Array("hello, world".utf8)) == "is not a PNG file (first bytes 68 65 6c 6c 6f 2c 20 77)")
        #expect(sentence([]) == "is empty, expected a PNG file")
        #expect(sentence([0x89, 0x50]) == "is truncated: it ends within the first 8 bytes")
    }

    @Test("Files that were changed on the way, and Apple's variant")
    func changed() {
        let bytes = Self.image.bytes
        let sentence = "is damaged: its first bytes were changed, as by a transfer in text mode"
        #expect(self.sentence(bytes.prefix(4) + [10, 26, 10] + bytes.dropFirst(8)) == sentence)
        #expect(self.sentence([0xEF, 0xBB, 0xBF] + bytes) == sentence)
        let apple = bytes.prefix(8) + HandMadePNG.chunk("CgBI", [0, 0, 0, 0]) + bytes.dropFirst(8)
        #expect(self.sentence(Array(apple)).hasPrefix("is Apple's variant of PNG"))
    }

    @Test("Every prefix of a file is called truncated")
    func truncated() {
        let bytes = Self.image.bytes
        for count in 1..<bytes.count {
            #expect(sentence(Array(bytes.prefix(count))).hasPrefix("is truncated"), "\(count) bytes")
        }
        #expect(sentence(bytes) == "decoded")
    }

    @Test("Every single flipped bit is an error")
    func flippedBits() {
        let bytes = Self.image.bytes
        for position in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[position] ^= 1 << UInt8(bit)
                #expect(sentence(damaged) != "decoded", "byte \(position), bit \(bit)")
            }
        }
    }

    @Test("A size beyond the bound is refused from the header alone")
    func tooLarge() {
        var huge = Self.image
        huge.width = 60000
        huge.height = 60000
        let file = HandMadePNG.chunk("IHDR", [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0])
        let bytes = Array(Self.image.bytes.prefix(8)) + file
        #expect(sentence(bytes) == "is too large: 60000×60000 pixels, at most 268435456 are accepted")
        #expect(sentence(Self.image.bytes, maximumPixels: 44).hasPrefix("is too large: 9×5 pixels"))
        #expect(sentence(Self.image.bytes, maximumPixels: 45) == "decoded")
    }

    @Test("A size that the data cannot hold is refused before memory is taken")
    func impossibleSize() {
        // 16384×16384 RGB in one IDAT of 20 bytes: deflate expands at most 1032 times.
        let header = HandMadePNG.chunk("IHDR", [0, 0, 0x40, 0, 0, 0, 0x40, 0, 8, 2, 0, 0, 0])
        let data = HandMadePNG.chunk("IDAT", [UInt8](repeating: 0, count: 20))
        let bytes = Array(Self.image.bytes.prefix(8)) + header + data + HandMadePNG.chunk("IEND", [])
        #expect(sentence(bytes) == "is truncated: 20 bytes of image data cannot hold 16384×16384 pixels")
    }

    @Test(
        "Impossible headers",
        arguments: [
            ([0, 0, 0, 0, 0, 0, 0, 1, 8, 0, 0, 0, 0], "size 0×1"),
            ([0x80, 0, 0, 0, 0, 0, 0, 1, 8, 0, 0, 0, 0], "size 2147483648×1"),
            ([0, 0, 0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 0], "colour type 0 with 3 bits"),
            ([0, 0, 0, 1, 0, 0, 0, 1, 8, 5, 0, 0, 0], "colour type 5 with 8 bits"),
            ([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 2], "interlace method"),
            ([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0], "12 bytes, expected 13"),
        ] as [([UInt8], String)])
    func impossibleHeader(_ fields: [UInt8], _ words: String) {
        let bytes = Array(Self.image.bytes.prefix(8)) + HandMadePNG.chunk("IHDR", fields)
        #expect(sentence(bytes).contains(words))
    }

    @Test("Structure: no IHDR first, unknown critical chunk, missing palette, too few rows")
    func structure() {
        let signature = Array(Self.image.bytes.prefix(8))
        let end = HandMadePNG.chunk("IEND", [])
        #expect(sentence(signature + end) == "is not a PNG file (its first chunk is IEND, expected IHDR)")

        var unknown = Self.image
        unknown.extra = [("ABCD", [1])]
        #expect(sentence(unknown.bytes).contains("it needs chunk ABCD"))

        let palette = HandMadePNG(width: 3, height: 3, bitDepth: 8, colorType: 3) { _, _, _ in 0 }
        #expect(sentence(palette.bytes).hasPrefix("cannot be decoded: "))

        // A header that says 9×6 over the data of 9×5.
        let header = HandMadePNG.chunk("IHDR", [0, 0, 0, 9, 0, 0, 0, 6, 8, 2, 0, 0, 0])
        #expect(sentence(signature + header + Self.image.bytes[33...]).hasPrefix("cannot be decoded: "))
    }

    @Test("Compressed text is not unpacked")
    func textBomb() {
        var image = Self.image
        // Declares compressed text, carries nonsense: a decoder that unpacked it would complain.
        image.extra = [
            ("zTXt", Array("Comment".utf8) + [0, 0, 9, 9, 9]), ("iCCP", Array("x".utf8) + [0, 0, 7]),
        ]
        #expect(sentence(image.bytes) == "decoded")
    }
}
