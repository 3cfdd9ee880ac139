import Numerics

extension PatternSet {
    /// x_p·x_q for all pairs, count × count in row-major order, in Double; exact for discrete codings.
    public func innerProducts(workers: Workers = .single) -> [Double] {
        var result = [Double](repeating: 0, count: count * count)
        guard count > 0 else { return result }
        let (count, width) = (count, 4096)
        // Blocks short enough that Float32 sums of small integers are exact; their sums go on in Double.
        for start in stride(from: 0, to: neurons, by: width) {
            let units = start..<min(neurons, start + width)
            var block = Matrix(rows: count, columns: units.count)
            for pattern in 0..<count { copy(units, of: pattern, into: &block) }
            let part = block.times(block, transposed: true, workers: workers)
            for index in result.indices { result[index] += Double(part.values[index]) }
        }
        return result
    }

    private func copy(_ units: Range<Int>, of pattern: Int, into block: inout Matrix) {
        let first = pattern * neurons + units.lowerBound
        block.withMutableRow(pattern) { row in
            switch values {
            case .integers(let values):
                values.withUnsafeBufferPointer { for unit in row.indices { row[unit] = Float($0[first + unit]) } }
            case .reals(let values):
                values.withUnsafeBufferPointer { for unit in row.indices { row[unit] = $0[first + unit] } }
            }
        }
    }
}
