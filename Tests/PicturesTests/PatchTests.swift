import Numerics
import Testing

@testable import Pictures

@Suite("Patches")
struct PatchTests {
    @Test("Every position of every picture once, in order of the random numbers")
    func positions() {
        // 2×1 patches: 2·2 positions in 3×2, 1·3 in 2×3.
        let sampling = PatchSampling(width: 2, height: 1)
        var (next, bounds) = (0, Set<Int>())
        let drawn = sampling.positions(count: 7, sizes: [(3, 2), (2, 3)]) { bound in
            bounds.insert(bound)
            defer { next += 1 }
            return next
        }
        #expect(bounds == [7])
        let expected = [(0, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 0, 2)]
        #expect(drawn == expected.map { PatchPosition(picture: $0.0, column: $0.1, row: $0.2) })
    }

    @Test("Values of a patch, with and without their mean")
    func values() {
        let pixels = (0..<12).map { Float($0 * 51) / 10 }
        let image = GrayImage(width: 4, height: 3, pixels: pixels)
        let sampling = PatchSampling(width: 2, height: 2)
        let position = PatchPosition(picture: 0, column: 1, row: 1)
        // Pixels 5, 6, 9, 10 times 5.1, over 255.
        let plain = sampling.patch(of: image, at: position, removingMean: false)
        let centred = sampling.patch(of: image, at: position)
        for (value, expected) in zip(plain + centred, [0.1, 0.12, 0.18, 0.2, -0.05, -0.03, 0.03, 0.05]) {
            // Values are rounded to Float twice.
            #expect(abs(Double(value) - expected) < 1e-7)
        }
    }

    @Test("A picture smaller than a patch is refused")
    func tooSmall() throws {
        let sampling = PatchSampling(width: 8, height: 4)
        try sampling.check(pictureWidth: 8, pictureHeight: 4)
        #expect(throws: PictureError("is 7×9 pixels, smaller than a patch of 8×4")) {
            try sampling.check(pictureWidth: 7, pictureHeight: 9)
        }
        #expect(throws: PictureError.self) { try sampling.check(pictureWidth: 9, pictureHeight: 3) }
    }

    @Test("A patch as a picture keeps its pixels")
    func cut() {
        let image = GrayImage(width: 3, height: 2, pixels: [0, 1, 2, 3, 4, 5])
        let part = PatchSampling(width: 2, height: 1).cut(
            from: image, at: PatchPosition(picture: 0, column: 1, row: 1))
        #expect(part == GrayImage(width: 2, height: 1, pixels: [4, 5]))
    }

    /// Variances 1 and 9, mean 5, so eps = .05: (1, -1) / sqrt(1.05) and (3, -3) / sqrt(9.05); a flat patch stays 0 and
    /// counts in the mean: with it eps = .1/3.
    @Test("Contrast is divided out, and flat patches stay flat")
    func contrast() {
        var patches = Matrix([[1, -1], [3, -3]])
        ContrastNormalization.apply(to: &patches)
        let expected: [Float] = [0.9759001, -0.9759001, 0.9972337, -0.9972337]
        #expect(zip(patches.values, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(patches.values)")
        var flat = Matrix([[0, 0], [1, -1], [3, -3]])
        ContrastNormalization.apply(to: &flat)
        #expect(flat.row(0) == [0, 0] && abs(flat[1, 0] - 0.9837388) < 1e-6, "\(flat.values)")
    }
}
