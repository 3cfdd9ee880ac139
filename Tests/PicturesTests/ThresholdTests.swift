import PNGStore
import Testing

@testable import Pictures

@Suite("Thresholds and codings")
struct ThresholdTests {
    func image(_ values: [Float]) -> GrayImage { GrayImage(width: values.count, height: 1, pixels: values) }

    @Test("Mean")
    func mean() {
        #expect(image([0, 10, 20, 70]).level(.mean) == GrayLevel(value: 25, isConstant: false))
    }

    @Test("Otsu: the textbook histogram 8, 7, 2, 6, 9, 4 is divided after its third level")
    func otsu() {
        let counts = [8, 7, 2, 6, 9, 4]
        let values = counts.enumerated().flatMap { [Float](repeating: Float($0.offset), count: $0.element) }
        // Levels ≤ 2: 17 of 36, mean 11/17; others 19, mean 74/19; 17 · 19 · (74/19 - 11/17)² is the greatest.
        #expect(image(values).level(.otsu).value == 2)
    }

    @Test("Otsu: of equally good levels the lowest")
    func otsuTie() {
        let values: [Float] = [10, 10, 12, 12, 12, 12, 200, 200, 202, 202]
        // Any level 12 … 199 divides them alike.
        #expect(image(values).level(.otsu).value == 12)
    }

    @Test("Otsu: fractions belong to the bin above, so that level and classes agree")
    func otsuFractions() {
        let level = image([11.5, 12, 12, 199.5, 200]).level(.otsu)
        #expect(level.value == 12)
        #expect(image([11.5, 12, 12, 199.5, 200]).binary(above: level) == [0, 0, 0, 1, 1])
    }

    @Test(
        "Otsu of photographs, as an independent computation in NumPy gives it",
        arguments: [
            ("camera", 102), ("astronaut", 99), ("coffee", 101), ("chelsea", 113), ("horse", 126),
            ("brick", 131),
        ])
    func otsuPhotographs(_ name: String, _ level: Float) throws {
        let picture = GrayImage(try PNG.decode(Datasets.bytes("photos/\(name).png")))
        #expect(picture.level(.otsu).value == level)
    }

    @Test("Median leaves white and black most equal in number")
    func median() {
        #expect(image([4, 1, 3, 2]).level(.median).value == 2)
        // One white or two: equally far from half, the higher level wins.
        #expect(image([3, 1, 2]).level(.median).value == 2)
        // 9 nine times: above 9 nothing is left, above 5 nine of eleven.
        #expect(image([5, 9, 9, 9, 9, 9, 9, 9, 9, 9, 2]).level(.median).value == 5)
        #expect(image([5, 2, 2, 2, 9]).level(.median).value == 2)
    }

    @Test("A fixed level; the level itself is black")
    func level() {
        let picture = image([99, 100, 101])
        let level = picture.level(.level(100))
        #expect(level == GrayLevel(value: 100, isConstant: false))
        #expect(picture.bipolar(above: level) == [-1, -1, 1])
    }

    @Test(
        "A picture of one grey level says so and is divided at 127.5",
        arguments: [Threshold.mean, .otsu, .median])
    func constant(_ threshold: Threshold) {
        for (value, coded) in [(0, -1), (100, -1), (128, 1), (255, 1)] as [(Float, Int8)] {
            let picture = image([value, value, value])
            let level = picture.level(threshold)
            #expect(level == GrayLevel(value: 127.5, isConstant: true))
            #expect(picture.bipolar(above: level) == [coded, coded, coded])
        }
        #expect(image([7, 7]).level(.level(3)) == GrayLevel(value: 3, isConstant: true))
    }

    @Test(
        "Black-and-white pictures keep every pixel",
        arguments: [Threshold.mean, .otsu, .median, .level(0), .level(127), .level(254)])
    func blackAndWhite(_ threshold: Threshold) {
        for whites in 1..<50 {
            let values = (0..<50).map { index -> Float in index * 7 % 50 < whites ? 255 : 0 }
            let picture = image(values)
            let level = picture.level(threshold)
            #expect(picture.bipolar(above: level) == values.map { $0 == 255 ? 1 : -1 }, "\(whites) white")
        }
    }

    @Test(
        "The brightest stays white though the mean rounds to it", arguments: [Threshold.mean, .otsu, .median])
    func nearlyConstant(_ threshold: Threshold) {
        var values = [Float](repeating: 255, count: 1000)
        values[3] = Float(255).nextDown
        let picture = image(values)
        let coded = picture.binary(above: picture.level(threshold))
        #expect(coded[3] == 0)
        #expect(coded.reduce(0) { $0 + Int($1) } == 999)
    }

    /// Grey levels of 16 bits, none of which eight bits tell apart.
    func deep(_ levels: [UInt16]) -> GrayImage {
        GrayImage(
            RGBAImage(width: levels.count, height: 1, samples: .sixteenBit(levels.flatMap { [$0, $0, $0, 65535] })))
    }

    @Test("A mask of 0 and 1 in 16 bits is black and white", arguments: [Threshold.mean, .otsu, .median])
    func deepMask(_ threshold: Threshold) {
        for top in [1, 100, 65535] as [UInt16] {
            let picture = deep([0, top, top, 0, top])
            let level = picture.level(threshold)
            #expect(!level.isConstant && picture.binary(above: level) == [0, 1, 1, 0, 1])
        }
    }

    @Test("Otsu on 65536 levels: the textbook histogram, whose levels eight bits do not tell apart")
    func deepOtsu() {
        let counts = [8, 7, 2, 6, 9, 4]
        for first in [0, 2000, 65530] as [UInt16] {
            let picture = deep(
                counts.enumerated().flatMap { [UInt16](repeating: first + UInt16($0.offset), count: $0.element) })
            #expect(picture.level(.otsu).value == Float(Double(first + 2) / 257))
        }
    }

    @Test("Each of the 65536 levels lies in its own bin")
    func deepBins() {
        // Three levels that follow on one another; the two lower ones together are farther from the third than the first
        // from the two upper ones, where they are more.
        for first in stride(from: 0, through: 65533, by: 1) as StrideThrough<Int> {
            let level = UInt16(first)
            guard first % 251 == 0 || first > 65500 else { continue }
            let picture = deep([level, level, level + 1, level + 1, level + 2])
            // w0 w1 (m0 - m1)²: 2 · 3 · (4/3)² = 10.7 after the first, 4 · 1 · (3/2)² = 9 after the second.
            #expect(picture.level(.otsu).value == Float(Double(first) / 257))
        }
    }

    @Test("The border of a padded picture does not count", arguments: [Threshold.mean, .otsu, .median])
    func border(_ threshold: Threshold) {
        let picture = image([0, 100, 40, 60])
        let padded = picture.resized(width: 4, height: 9, fit: .pad)
        #expect(padded.level(threshold) == picture.level(threshold))
        #expect(padded.binary(above: padded.level(.mean))[16..<20] == [0, 1, 0, 1])
    }

    @Test("Codings and their inverses")
    func codings() {
        let picture = image([0, 51, 255])
        let level = picture.level(.level(50))
        #expect(picture.bipolar(above: level) == [-1, 1, 1])
        #expect(picture.bipolar(above: level, inverted: true) == [1, -1, -1])
        #expect(picture.binary(above: level) == [0, 1, 1])
        #expect(picture.binary(above: level, inverted: true) == [1, 0, 0])
        #expect(picture.real() == [0, 0.2, 1])
        #expect(picture.real(inverted: true) == [1, 0.8, 0])
    }
}
