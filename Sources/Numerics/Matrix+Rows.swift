import Synchronization

extension Matrix {
    /// Lends one row to read.
    @inlinable
    public func withRow<Result>(_ index: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        precondition(index >= 0 && index < rows, "row \(index) of \(rows)")
        return values.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[index * columns..<(index + 1) * columns]))
        }
    }

    /// Lends one row to change.
    @inlinable
    public mutating func withMutableRow<Result>(
        _ index: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Result
    ) -> Result {
        precondition(index >= 0 && index < rows, "row \(index) of \(rows)")
        let range = index * columns..<(index + 1) * columns
        return values.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[range])) }
    }

    /// Divides each row by its length (L2 norm, summed in Double); rows shorter than `smallest` stay as they are.
    public mutating func normalizeRows(smallest: Double = 1e-10) {
        for index in 0..<rows {
            withMutableRow(index) { row in
                let length = row.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
                guard length >= smallest else { return }
                let scale = Float(1 / length)
                for column in row.indices { row[column] *= scale }
            }
        }
    }

    /// Whether every element is finite.
    public var isFiniteThroughout: Bool { isFiniteThroughout(workers: .single) }

    /// The same by several threads.
    public func isFiniteThroughout(workers: Workers) -> Bool {
        let finite = Atomic<Bool>(true)
        values.withUnsafeBufferPointer { values in
            nonisolated(unsafe) let values = values
            workers.forEachRange(of: values.count, size: 1 << 16) { range in
                guard !UnsafeBufferPointer(rebasing: values[range]).isFinite else { return }
                finite.store(false, ordering: .relaxed)
            }
        }
        return finite.load(ordering: .relaxed)
    }
}

extension UnsafeBufferPointer<Float> {
    /// Whether every element is finite, many at a time: x·0 is 0 for finite numbers only.
    fileprivate var isFinite: Bool {
        var sums = SIMD8<Float>.zero
        var index = 0
        while index + 8 <= count {
            var chunk = SIMD8<Float>.zero
            for lane in 0..<8 { chunk[lane] = self[index + lane] }
            sums += chunk * 0
            index += 8
        }
        while index < count {
            sums[0] += self[index] * 0
            index += 1
        }
        return sums == .zero
    }
}
