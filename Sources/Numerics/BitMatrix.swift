import CKernels

/// Rows of bits, 64 to a word: bit i of a row is `words[row * wordsPerRow + i / 64] >> (i % 64) & 1`.
///
/// A row of ±1 or 0/1 values is a row of bits; inner products become population counts. Bits beyond `columns` are 0.
public struct BitMatrix: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    public let wordsPerRow: Int
    public var words: [UInt64]

    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        wordsPerRow = (columns + 63) / 64
        words = [UInt64](repeating: 0, count: rows * wordsPerRow)
    }

    /// A bit is set where the value is positive.
    public init(rows: Int, columns: Int, positive values: [Int8]) {
        precondition(values.count == rows * columns, "one value a bit")
        self.init(rows: rows, columns: columns)
        let width = wordsPerRow
        values.withUnsafeBufferPointer { values in
            words.withUnsafeMutableBufferPointer { words in
                guard let values = values.baseAddress, let words = words.baseAddress else { return }
                for row in 0..<rows {
                    BitKernels.pack(values + row * columns, count: columns, positive: words + row * width)
                }
            }
        }
    }

    public subscript(row: Int, column: Int) -> Bool {
        get { words[row * wordsPerRow + column / 64] >> UInt64(column % 64) & 1 == 1 }
        set {
            let bit: UInt64 = 1 << UInt64(column % 64)
            if newValue {
                words[row * wordsPerRow + column / 64] |= bit
            } else {
                words[row * wordsPerRow + column / 64] &= ~bit
            }
        }
    }

    /// The rows at the given positions, in that order.
    public func selecting(_ indices: [Int]) -> BitMatrix {
        var result = BitMatrix(rows: indices.count, columns: columns)
        result.words = indices.flatMap { words[$0 * wordsPerRow..<($0 + 1) * wordsPerRow] }
        return result
    }

    /// Columns as rows.
    public var transposed: BitMatrix {
        var result = BitMatrix(rows: columns, columns: rows)
        let (width, target) = (wordsPerRow, result.wordsPerRow)
        words.withUnsafeBufferPointer { source in
            result.words.withUnsafeMutableBufferPointer { out in
                for row in 0..<rows {
                    let (word, bit) = (row / 64, UInt64(1) << UInt64(row % 64))
                    for first in 0..<width {
                        var left = source[row * width + first]
                        while left != 0 {
                            out[(first * 64 + left.trailingZeroBitCount) * target + word] |= bit
                            left &= left - 1
                        }
                    }
                }
            }
        }
        return result
    }

    /// The mask of valid bits in word number `word` of a row.
    public func validBits(word: Int) -> UInt64 {
        let used = columns - word * 64
        return used >= 64 ? ~0 : (1 << UInt64(max(0, used))) - 1
    }

    /// The number of bits set in a row.
    public func count(row: Int) -> Int {
        words[row * wordsPerRow..<(row + 1) * wordsPerRow].reduce(0) { $0 + $1.nonzeroBitCount }
    }
}

/// The kernels on packed bits, by pointer, for the inner loops of models.
@usableFromInline package enum BitKernels {
    /// counts[r] = |rows[r] AND mask|.
    @inline(__always)
    @usableFromInline package static func andCounts(
        rows: UnsafePointer<UInt64>, rowCount: Int, words: Int, mask: UnsafePointer<UInt64>,
        into counts: UnsafeMutablePointer<Int32>
    ) {
        canns_and_counts(rows, rowCount, words, mask, counts)
    }

    /// out[i] = bit i ? high : low.
    @inline(__always)
    @usableFromInline package static func expand(
        _ bits: UnsafePointer<UInt64>, count: Int, low: Float, high: Float, into out: UnsafeMutablePointer<Float>
    ) {
        canns_expand_bits(bits, count, low, high, out)
    }

    /// Bits of field > threshold and of field < threshold.
    @inline(__always)
    @usableFromInline package static func compare(
        _ field: UnsafePointer<Float>, count: Int, threshold: Float, above: UnsafeMutablePointer<UInt64>,
        below: UnsafeMutablePointer<UInt64>
    ) {
        canns_compare_bits(field, count, threshold, above, below)
    }

    /// field[i] <- scale·(field[i] - offset) - own[i].
    @inline(__always)
    @usableFromInline package static func finishFields(
        _ field: UnsafeMutablePointer<Float>, count: Int, scale: Float, offset: Float, own: UnsafePointer<Float>
    ) {
        canns_finish_fields(field, count, scale, offset, own)
    }
    /// sum[i] <- sum[i] + (bit i ? set : unset).
    @inline(__always)
    @usableFromInline package static func addChoices(
        _ bits: UnsafePointer<UInt64>, count: Int, set: Double, unset: Double, to sum: UnsafeMutablePointer<Double>
    ) {
        canns_add_choices(bits, count, set, unset, sum)
    }

    /// The sum of set[i] where bit i is set and of unset[i] elsewhere.
    @inline(__always)
    @usableFromInline package static func sumChoices(
        _ bits: UnsafePointer<UInt64>, count: Int, set: UnsafePointer<Double>, unset: UnsafePointer<Double>
    ) -> Double {
        canns_sum_choices(bits, count, set, unset)
    }
}

extension BitMatrix {
    /// One row as 0 and 1.
    package func floats(row: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: columns) { buffer, count in
            words.withUnsafeBufferPointer { words in
                guard let words = words.baseAddress else { return }
                BitKernels.expand(
                    words + row * wordsPerRow, count: columns, low: 0, high: 1, into: SharedPointer(buffer).base)
            }
            count = columns
        }
    }

    /// The number of bits that each row has among some columns, in the words of which they are.
    ///
    /// - Parameters:
    ///   - columns: each once.
    ///   - counts: one a row.
    package func counts(of columns: [Int], into counts: UnsafeMutablePointer<Int32>) {
        var mask = [UInt64](repeating: 0, count: wordsPerRow)
        for column in columns { mask[column / 64] |= 1 << UInt64(column % 64) }
        let places = mask.indices.filter { mask[$0] != 0 }.map { UInt32($0) }
        let masks = places.map { mask[Int($0)] }
        words.withUnsafeBufferPointer { words in
            guard let words = words.baseAddress else { return }
            // Where nearly all words have some, walking through them is quicker.
            if places.count > wordsPerRow / 2 {
                BitKernels.andCounts(rows: words, rowCount: rows, words: wordsPerRow, mask: mask, into: counts)
            } else {
                canns_and_counts_at(words, rows, wordsPerRow, places, masks, places.count, counts)
            }
        }
    }
}
