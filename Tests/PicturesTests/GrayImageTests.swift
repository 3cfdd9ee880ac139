import PNGStore
import Testing

@testable import Pictures

@Suite("Luma")
struct GrayImageTests {
    func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ alpha: UInt8) -> Float {
        GrayImage(RGBAImage(width: 1, height: 1, pixels: [red, green, blue, alpha])).pixels[0]
    }

    @Test("BT.709 weights: 0.2126, 0.7152 and 0.0722 of 255")
    func primaries() {
        #expect(luma(255, 0, 0, 255) == 54.213)
        #expect(luma(0, 255, 0, 255) == 182.376)
        #expect(luma(0, 0, 255, 255) == 18.411)
        // 0.2126 · 10 + 0.7152 · 200 + 0.0722 · 30 = 2.126 + 143.04 + 2.166
        #expect(luma(10, 200, 30, 255) == 147.332)
    }

    @Test("Grey keeps its value exactly")
    func grays() {
        for value in UInt8.min...UInt8.max { #expect(luma(value, value, value, 255) == Float(value)) }
    }

    @Test("Alpha is composited on white")
    func alpha() {
        #expect(luma(0, 0, 0, 0) == 255)
        #expect(luma(255, 255, 255, 77) == 255)
        // Black at alpha 128/255: 255 - 128
        #expect(luma(0, 0, 0, 128) == 127)
        // Red at alpha 51/255 = 1/5: 54.213/5 + 255 · 4/5
        #expect(luma(255, 0, 0, 51) == 214.8426)
    }

    func luma16(_ red: UInt16, _ green: UInt16, _ blue: UInt16, _ alpha: UInt16) -> Float {
        GrayImage(RGBAImage(width: 1, height: 1, samples: .sixteenBit([red, green, blue, alpha]))).pixels[0]
    }

    @Test("Sixteen bits are 257 times eight")
    func sixteenBits() {
        for value in UInt8.min...UInt8.max {
            let sample = 257 * UInt16(value)
            #expect(luma16(sample, sample, sample, 65535) == Float(value))
        }
        #expect(luma16(1, 1, 1, 65535) == Float(1.0 / 257))
        // 0.7152 of 1000 / 257
        #expect(luma16(0, 1000, 0, 65535) == Float(715.2 / 257))
        // Half transparent, premultiplied: (100 + 32767) / 257 where white shows through by 65535 - 32768.
        #expect(luma16(100, 100, 100, 32768) == Float(32867.0 / 257))
        #expect(luma16(0, 0, 0, 0) == 255)
    }

    /// Rows 1 2 3 and 4 5 6, as the eight values of Exif have them shown; by hand.
    @Test(
        "Pictures are turned as they say",
        arguments: [
            (1, 3, [1, 2, 3, 4, 5, 6]), (2, 3, [3, 2, 1, 6, 5, 4]), (3, 3, [6, 5, 4, 3, 2, 1]),
            (4, 3, [4, 5, 6, 1, 2, 3]), (5, 2, [1, 4, 2, 5, 3, 6]), (6, 2, [4, 1, 5, 2, 6, 3]),
            (7, 2, [6, 3, 5, 2, 4, 1]), (8, 2, [3, 6, 2, 5, 1, 4]),
        ] as [(Int, Int, [Float])])
    func orientation(_ value: Int, _ width: Int, _ shown: [Float]) throws {
        let samples: [UInt8] = (1...6).flatMap { (value: UInt8) in [value, value, value, 255] }
        let orientation = try #require(Orientation(rawValue: value))
        let image = GrayImage(
            RGBAImage(width: 3, height: 2, samples: .eightBit(samples), orientation: orientation))
        #expect(image == GrayImage(width: width, height: 6 / width, pixels: shown))
    }

    @Test("Rows of a picture")
    func rows() {
        let image = GrayImage(width: 2, height: 3, pixels: [1, 2, 3, 4, 5, 6])
        #expect(image.rows == [[1, 2], [3, 4], [5, 6]].map { GrayImage(width: 2, height: 1, pixels: $0) })
    }

    @Test(
        "Mean luma of the photographs, as NumPy computes it from their samples",
        arguments: [
            ("camera", 512, 512, 129.06072616577148), ("astronaut", 512, 512, 112.70084147644042),
            ("horse", 400, 328, 170.67015243902438), ("coffee", 600, 400, 98.7888736325),
            ("chelsea", 451, 300, 117.3671953954176), ("brick", 512, 512, 111.45535659790039),
        ])
    func photographs(_ name: String, _ width: Int, _ height: Int, _ mean: Double) throws {
        let image = GrayImage(try PNG.decode(Datasets.bytes("photos/\(name).png")))
        #expect(image.width == width && image.height == height)
        let measured = image.pixels.reduce(0) { $0 + Double($1) } / Double(image.pixelCount)
        // A pixel is rounded to Float, by 8e-6 at most.
        #expect(abs(measured - mean) < 1e-5)
    }
}
