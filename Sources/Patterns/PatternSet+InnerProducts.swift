import Numerics

extension PatternSet {
    /// The patterns as bits; nil for graded patterns, and where a value of a bipolar one is hidden.
    package var packed: BitMatrix? {
        guard case .integers(let values) = values else { return nil }
        if coding == .bipolar, values.contains(0) { return nil }
        return BitMatrix(rows: count, columns: neurons, positive: values)
    }

    /// x_p·x_q for all pairs, count × count in row-major order, in Double; exact for discrete codings.
    public func innerProducts(workers: Workers = .single) -> [Double] {
        var result = [Double](repeating: 0, count: count * count)
        guard count > 0 else { return result }
        if let packed {
            fill(&result, packed, workers)
            return result
        }
        let (count, width) = (count, 4096)
        // Blocks short enough that Float32 sums of small integers are exact; their sums go on in Double.
        for start in stride(from: 0, to: neurons, by: width) {
            let units = start..<min(neurons, start + width)
            var block = Matrix(rows: count, columns: units.count)
            for pattern in 0..<count {
                block.withMutableRow(pattern) { row in
                    guard let row = row.baseAddress else { return }
                    copyUnits(units, of: pattern, into: row)
                }
            }
            let part = block.times(block, transposed: true, workers: workers)
            for index in result.indices { result[index] += Double(part.values[index]) }
        }
        return result
    }

    /// Counts of bits: with a = |x AND y|, 0/1 patterns have x·y = a, ±1 patterns N - 2 |x| - 2 |y| + 4 a.
    private func fill(_ result: inout [Double], _ bits: BitMatrix, _ workers: Workers) {
        let (count, width, isBipolar) = (count, bits.wordsPerRow, coding == .bipolar)
        let ones = (0..<count).map { bits.count(row: $0) }
        result.withUnsafeMutableBufferPointer { buffer in
            let result = SharedPointer(buffer)
            workers.forEach(count) { row in
                bits.words.withUnsafeBufferPointer { words in
                    withUnsafeTemporaryAllocation(of: Int32.self, capacity: row + 1) { common in
                        guard let words = words.baseAddress, let first = common.baseAddress else { return }
                        BitKernels.andCounts(
                            rows: words, rowCount: row + 1, words: width, mask: words + row * width, into: first)
                        for other in 0...row {
                            let both = Int(common[other])
                            let product = isBipolar ? neurons - 2 * (ones[row] + ones[other]) + 4 * both : both
                            result.base[row * count + other] = Double(product)
                            result.base[other * count + row] = Double(product)
                        }
                    }
                }
            }
        }
    }
}
