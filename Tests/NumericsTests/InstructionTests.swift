import Numerics
import Testing

/// Each kernel with each set of instructions that this processor has: the same bits.
///
/// Nothing else sets them, and others that compute meanwhile get the same bits too.
@Suite(.serialized) struct InstructionTests {
    /// What a kernel gave, as bits; what is not a number is one thing.
    typealias Bits = [UInt64]

    static func bits(_ values: [Float]) -> Bits { values.map { $0.isNaN ? .max : UInt64($0.bitPattern) } }
    static func bits(_ values: [Double]) -> Bits { values.map { $0.isNaN ? .max : $0.bitPattern } }

    /// Numbers between -1 and 1.
    static func numbers(_ count: Int, _ purpose: StaticString) -> [Float] {
        var random = RandomStream(seed: 5, purpose: purpose)
        return (0..<count).map { _ in Float(random.nextUniform()) * 2 - 1 }
    }

    static func words(_ count: Int) -> [UInt64] {
        var random = RandomStream(seed: 5, purpose: "words")
        return (0..<count).map { _ in random.next() }
    }

    func expectSameBits(
        _ compute: () throws -> Bits, sourceLocation: SourceLocation = #_sourceLocation
    ) rethrows {
        let before = Instructions.current
        defer { Instructions.current = before }
        Instructions.current = .plain
        let plain = try compute()
        for instructions in Instructions.available {
            Instructions.current = instructions
            #expect(Instructions.current == instructions, sourceLocation: sourceLocation)
            let result = try compute()
            #expect(result == plain, "\(instructions)", sourceLocation: sourceLocation)
        }
    }

    @Test func fastestAtFirst() {
        #expect(Instructions.available.first == .plain)
        #expect(Instructions.current == Instructions.available.last)
    }

    /// Products fused with sums as IEEE 754 has it, over all of its numbers: any 32 bits, among them subnormal ones,
    /// infinities and what is no number, and sums that cancel.
    @Test func fusedProducts() {
        let any = Self.words(3000).map { Float(bitPattern: UInt32(truncatingIfNeeded: $0 >> 9)) }
        let near = Self.numbers(3000, "near")
        for (a, scale) in [(any, any[0]), (any, near[0]), (near, near[1]), (near.map { $0 * 1e-38 }, near[2])] {
            let start = a.indices.map { $0 % 3 == 0 ? -scale * a[$0] : $0 % 3 == 1 ? near[$0] : any[$0] }
            let expected = a.indices.map { start[$0].addingProduct(scale, a[$0]).addingProduct(0.75, near[$0]) }
            expectSameBits {
                var sum = start
                BlockKernels.addTwo(scale, a, 0.75, near, to: &sum, count: a.count)
                #expect(Self.bits(sum) == Self.bits(expected))
                return Self.bits(sum)
            }
        }
    }

    @Test(arguments: [1, 15, 64, 209]) func rows(_ columns: Int) {
        let (rows, start) = (7, Self.numbers(7 * columns, "rows"))
        let (a, b) = (Self.numbers(columns, "a"), Self.numbers(columns, "b"))
        expectSameBits {
            var z = start
            BlockKernels.blendRows(&z, rows: rows, columns: columns, scale: a, step: b, gram: start)
            BlockKernels.scaleRows(&z, rows: rows, columns: columns, scale: b)
            BlockKernels.addRow(a, to: &z, count: columns)
            var sums = [Double](repeating: 0, count: 3)
            BlockKernels.squareSums(a, b, count: columns, into: &sums)
            var distances = [Float](repeating: 0, count: rows)
            BlockKernels.absoluteDistances(start, rowCount: rows, count: columns, from: a, into: &distances)
            var turned = [Float](repeating: 0, count: rows * columns)
            BlockKernels.transpose(start, rows: rows, columns: columns, stride: columns, into: &turned, stride: rows)
            return Self.bits(z + distances + turned)
                + Self.bits(sums + [BlockKernels.squareSum(start, count: start.count)])
        }
    }

    @Test(arguments: [(1, 1), (5, 33), (11, 200), (48, 1030)]) func innerProducts(_ rows: Int, _ columns: Int) {
        let a = Self.numbers(rows * columns, "inner")
        expectSameBits {
            var gram = [Float](repeating: 0.5, count: rows * rows)
            BlockKernels.lowerGram(a, rows: rows, columns: columns, stride: columns, into: &gram, stride: rows)
            return Self.bits(gram)
        }
    }

    @Test(arguments: [3, 40]) func columnSums(_ columns: Int) {
        let values = Self.numbers(9 * columns, "columns")
        expectSameBits {
            var (sums, peaks) = ([Double](repeating: 0, count: columns), [Float](repeating: 0, count: columns))
            let range = Columns.add(values, rows: 9, columns: columns, to: &sums)
            Columns.findPeaks(values, rows: 9, columns: columns, in: &peaks)
            return Self.bits(sums) + Self.bits(peaks + [range.low, range.high])
        }
    }

    @Test(arguments: [5, 33, 300]) func packedBits(_ count: Int) {
        let rows = Self.words(6 * 8)
        let matrix = BitMatrix(
            rows: 6, columns: count, positive: Self.numbers(6 * count, "bits").map { $0 > 0 ? 1 : 0 })
        let (fields, own) = (Self.numbers(count, "fields"), Self.numbers(count, "own"))
        let (set, unset) = (fields.map { Double($0) }, own.map { Double($0) })
        expectSameBits {
            var counts = [Int32](repeating: 0, count: 6)
            BitKernels.andCounts(rows: rows, rowCount: 6, words: 8, mask: Array(rows[9..<17]), into: &counts)
            var some = [Int32](repeating: 0, count: 6)
            matrix.counts(of: [0, count / 2], into: &some)
            var expanded = [Float](repeating: 0, count: count)
            BitKernels.expand(rows, count: count, low: -0.3, high: 2, into: &expanded)
            var (above, below) = ([UInt64](repeating: 0, count: 5), [UInt64](repeating: 0, count: 5))
            BitKernels.compare(fields, count: count, threshold: 0.1, above: &above, below: &below)
            var finished = fields
            BitKernels.finishFields(&finished, count: count, scale: 0.3, offset: 0.7, own: own)
            var sums = unset
            BitKernels.addChoices(rows, count: count, set: 0.3, unset: -0.7, to: &sums)
            sums.append(BitKernels.sumChoices(rows, count: count, set: set, unset: unset))
            return (counts + some).map { UInt64($0) } + above + below + Self.bits(expanded + finished)
                + Self.bits(sums)
        }
    }

    @Test(arguments: [5, 1000]) func levels(_ count: Int) {
        let levels = Self.words(count).map { UInt8($0 & 255) }
        expectSameBits {
            var out = [Float](repeating: 0, count: count)
            LevelKernels.widen(levels, count: count, shift: 17, into: &out)
            let sums = LevelKernels.sums(levels, count: count)
            return Self.bits(out) + [sums.sum, sums.squares]
        }
    }
}
