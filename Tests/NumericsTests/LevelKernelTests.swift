import Numerics
import Testing

/// Values of eight bits against one after the other, at lengths around vector widths and beyond a partial sum.
@Suite struct LevelKernelTests {
    private func levels(_ count: Int) -> [UInt8] {
        var random = RandomStream(seed: 6, purpose: "levels", index: count)
        return (0..<count).map { _ in UInt8(random.nextInt(below: 256)) }
    }

    @Test(arguments: [1, 7, 16, 33, 257, 65_537]) func widening(count: Int) {
        let levels = levels(count)
        var out = [Float](repeating: -1, count: count)
        LevelKernels.widen(levels, count: count, into: &out)
        #expect(out == levels.map { Float($0) / 255 })
        LevelKernels.widen(levels, count: count, shift: 100.5, into: &out)
        #expect(out == levels.map { (Float($0) - 100.5) / 255 })
    }

    @Test(arguments: [1, 7, 16, 33, 257, 65_537, 140_000]) func sums(count: Int) {
        for levels in [levels(count), [UInt8](repeating: 255, count: count)] {
            let sums = LevelKernels.sums(levels, count: count)
            #expect(sums.sum == levels.reduce(0) { $0 + UInt64($1) })
            #expect(sums.squares == levels.reduce(0) { $0 + UInt64($1) * UInt64($1) })
        }
    }
}
