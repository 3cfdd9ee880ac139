import Testing

@testable import Pictures

@Suite("Changing the size")
struct ResizeTests {
    func row(_ values: [Float]) -> GrayImage { GrayImage(width: values.count, height: 1, pixels: values) }
    func column(_ values: [Float]) -> GrayImage { GrayImage(width: 1, height: values.count, pixels: values) }

    @Test("Shrinking 3 to 2 averages one and a half pixels")
    func fractionalAverage() {
        // (0 + 90/2) / 1.5 = 30, (90/2 + 30) / 1.5 = 50
        #expect(row([0, 90, 30]).resized(width: 2, height: 1).pixels == [30, 50])
        #expect(column([0, 90, 30]).resized(width: 1, height: 2).pixels == [30, 50])
    }

    @Test("Shrinking 5 to 2, and 5 to 3")
    func moreFractions() {
        // (10 + 20 + 30/2) / 2.5 = 18, (30/2 + 40 + 50) / 2.5 = 42
        #expect(row([10, 20, 30, 40, 50]).resized(width: 2, height: 1).pixels == [18, 42])
        // s = 5/3: (0 + 2/3 · 10) / s = 4, (1/3 · 10 + 20 + 1/3 · 5) / s = 15, (2/3 · 5 + 25) / s = 17
        let thirds = row([0, 10, 20, 5, 25]).resized(width: 3, height: 1).pixels
        for (value, expected) in zip(thirds, [4, 15, 17] as [Float]) {
            // Thirds are not exact; a few roundings of Double remain.
            #expect(abs(value - expected) < 1e-5)
        }
    }

    @Test("Shrinking both axes gives box averages")
    func boxes() {
        let image = GrayImage(width: 4, height: 2, pixels: [1, 3, 10, 20, 5, 7, 30, 40])
        #expect(image.resized(width: 2, height: 1).pixels == [4, 25])
    }

    @Test("Enlarging interpolates between pixel centres and extends the edges")
    func linear() {
        // Target centres lie at -1/4, 1/4, 3/4, 5/4 of the source.
        #expect(row([0, 100]).resized(width: 4, height: 1).pixels == [0, 25, 75, 100])
        #expect(column([0, 100]).resized(width: 1, height: 4).pixels == [0, 25, 75, 100])
        #expect(row([7]).resized(width: 3, height: 2).pixels == [7, 7, 7, 7, 7, 7])
    }

    @Test("One axis may grow while the other shrinks")
    func mixed() {
        let image = GrayImage(width: 2, height: 2, pixels: [0, 100, 20, 60])
        // Rows average to 10, 80; then quarters between them.
        #expect(image.resized(width: 4, height: 1).pixels == [10, 27.5, 62.5, 80])
    }

    @Test("The same size is the same picture", arguments: Fit.allCases)
    func identity(_ fit: Fit) {
        let image = GrayImage(width: 3, height: 2, pixels: [0, 255, 17.3, 1, 2, 3])
        #expect(image.resized(width: 3, height: 2, fit: fit) == image)
    }

    @Test("A constant picture stays constant to the last bit", arguments: [Fit.stretch, .crop])
    func constant(_ fit: Fit) {
        for value in [0, 255, 54.213, 0.1, 127] as [Float] {
            let image = GrayImage(width: 37, height: 23, pixels: [Float](repeating: value, count: 37 * 23))
            for (width, height) in [(7, 5), (64, 48), (36, 50), (1, 1), (5, 22)] {
                let target = image.resized(width: width, height: height, fit: fit)
                #expect(target.pixels == [Float](repeating: value, count: width * height))
            }
        }
    }

    @Test("Shrinking keeps the mean")
    func mean() {
        let pixels = (0..<35 * 21).map { Float($0 * 7919 % 256) }
        let image = GrayImage(width: 35, height: 21, pixels: pixels)
        func mean(_ image: GrayImage) -> Double {
            image.pixels.reduce(0) { $0 + Double($1) } / Double(image.pixelCount)
        }
        for (width, height) in [(34, 20), (16, 9), (3, 21), (1, 1)] {
            // Every source pixel weighs the same in total; values are rounded to Float by 8e-6 at most.
            #expect(abs(mean(image.resized(width: width, height: height)) - mean(image)) < 1e-5)
        }
    }

    @Test("Crop takes the centre and cuts the odd pixel right or below")
    func crop() {
        #expect(row([1, 2, 3, 4]).resized(width: 2, height: 1, fit: .crop).pixels == [2, 3])
        #expect(row([1, 2, 3, 4, 5, 6]).resized(width: 3, height: 1, fit: .crop).pixels == [2, 3, 4])
        #expect(column([1, 2, 3, 4]).resized(width: 1, height: 3, fit: .crop).pixels == [1, 2, 3])
        // 6×2 to 2×1: scale 2, the middle 4×2 in two blocks.
        let wide = GrayImage(width: 6, height: 2, pixels: [9, 0, 4, 10, 20, 9, 9, 8, 12, 30, 40, 9])
        #expect(wide.resized(width: 2, height: 1, fit: .crop).pixels == [6, 25])
    }

    @Test("Pad puts the odd white pixel right or below")
    func pad() {
        #expect(
            row([1, 2]).resized(width: 2, height: 4, fit: .pad).pixels == [
                255, 255, 1, 2, 255, 255, 255, 255,
            ])
        #expect(column([1, 2]).resized(width: 3, height: 2, fit: .pad).pixels == [255, 1, 255, 255, 2, 255])
        // 4×2 to 2×2: scale 2, 2×1 remains.
        let wide = GrayImage(width: 4, height: 2, pixels: [1, 3, 10, 20, 5, 7, 30, 40])
        #expect(wide.resized(width: 2, height: 2, fit: .pad).pixels == [4, 25, 255, 255])
        // So thin that it would vanish: one row is kept.
        let line = row([Float](repeating: 0, count: 100))
        #expect(line.resized(width: 4, height: 4, fit: .pad).pixels.filter { $0 == 0 }.count == 4)
    }
}
