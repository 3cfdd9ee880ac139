import Numerics
import Testing

/// The kernels on bits against one bit after the other, at lengths around words, bytes and vector widths.
@Suite struct BitKernelTests {
    static let lengths = [1, 7, 8, 9, 31, 33, 63, 64, 65, 127, 128, 200, 513]

    static func values(_ count: Int, _ range: Range<Int>) -> [Int8] {
        var random = RandomStream(seed: 2, purpose: "bits", index: count)
        return (0..<count).map { _ in Int8(random.nextInt(below: range.count) + range.lowerBound) }
    }

    @Test(arguments: lengths) func packing(_ count: Int) {
        // Not only -1, 0 and 1: the sign alone counts.
        let values = Self.values(count, -128..<128) + [0, 1, -1]
        let total = values.count
        let matrix = BitMatrix(rows: 1, columns: total, positive: values)
        #expect((0..<total).allSatisfy { matrix[0, $0] == (values[$0] > 0) })
        #expect(matrix.count(row: 0) == values.filter { $0 > 0 }.count)
        var (up, down) = (
            [UInt64](repeating: .max, count: matrix.wordsPerRow), [UInt64](repeating: .max, count: matrix.wordsPerRow)
        )
        BitKernels.pack(values, count: total, positive: &up, negative: &down)
        #expect(up == matrix.words)
        #expect(down == BitMatrix(rows: 1, columns: total, positive: values.map { $0 < 0 ? 1 : 0 }).words)
        var unpacked = [Int8](repeating: 9, count: total)
        BitKernels.unpack(positive: up, negative: down, count: total, into: &unpacked)
        #expect(unpacked == values.map { $0.signum() })
    }

    @Test(arguments: lengths) func expanding(_ count: Int) {
        let bits = BitMatrix(rows: 1, columns: count, positive: Self.values(count, 0..<2))
        var out = [Float](repeating: .nan, count: count)
        BitKernels.expand(bits.words, count: count, low: -0.25, high: 3, into: &out)
        #expect(out == (0..<count).map { bits[0, $0] ? 3 : -0.25 })
    }

    @Test(arguments: lengths) func comparing(_ count: Int) {
        var fields = Self.values(count, -2..<3).map { Float($0) }
        if count > 7 { fields[5] = .nan }
        let words = (count + 63) / 64
        var (above, below) = ([UInt64](repeating: .max, count: words), [UInt64](repeating: .max, count: words))
        BitKernels.compare(fields, count: count, threshold: 1, above: &above, below: &below)
        #expect(above == BitMatrix(rows: 1, columns: count, positive: fields.map { $0 > 1 ? 1 : 0 }).words)
        #expect(below == BitMatrix(rows: 1, columns: count, positive: fields.map { $0 < 1 ? 1 : 0 }).words)
    }

    @Test(arguments: lengths) func counting(_ count: Int) {
        let rows = BitMatrix(rows: 3, columns: count, positive: Self.values(3 * count, 0..<2))
        let mask = BitMatrix(rows: 1, columns: count, positive: Self.values(count, 0..<2))
        var counts = [Int32](repeating: -1, count: 3)
        BitKernels.andCounts(
            rows: rows.words, rowCount: 3, words: rows.wordsPerRow, mask: mask.words, into: &counts)
        for row in 0..<3 {
            #expect(Int(counts[row]) == (0..<count).filter { rows[row, $0] && mask[0, $0] }.count)
        }
    }

    @Test(arguments: lengths) func finishing(_ count: Int) {
        let (fields, own) = (Self.values(count, -9..<9).map { Float($0) }, Self.values(count, -3..<3).map { Float($0) })
        var out = fields
        BitKernels.finishFields(&out, count: count, scale: 0.5, offset: 2, own: own)
        // Halves of small whole numbers: exact.
        #expect(out == zip(fields, own).map { 0.5 * ($0 - 2) - $1 })
    }
}
