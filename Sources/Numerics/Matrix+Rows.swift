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
    public var isFinite: Bool { isFinite(workers: .single) }

    /// The same by several threads.
    public func isFinite(workers: Workers) -> Bool {
        allParts(workers) { $0.isFinite }
    }

    /// Whether every element lies within bounds; what is not a number does not.
    public func isWithin(_ bounds: ClosedRange<Float>, workers: Workers = .single) -> Bool {
        allParts(workers) { $0.isWithin(bounds) }
    }

    private static let partSize = 1 << 16

    private func allParts(_ workers: Workers, _ holds: @Sendable (UnsafeBufferPointer<Float>) -> Bool) -> Bool {
        let all = Atomic<Bool>(true)
        values.withUnsafeBufferPointer { values in
            nonisolated(unsafe) let values = values
            workers.forEachRange(of: values.count, size: Self.partSize) { range in
                guard !holds(UnsafeBufferPointer(rebasing: values[range])) else { return }
                all.store(false, ordering: .relaxed)
            }
        }
        return all.load(ordering: .relaxed)
    }

    /// Frobenius norms of two matrices of one shape and of their difference, in one pass, summed in Double by parts of
    /// fixed size: the same for any number of threads. They are finite only where every element is.
    public func norms(
        beside other: Matrix, workers: Workers = .single
    ) -> (own: Double, other: Double, difference: Double) {
        precondition(rows == other.rows && columns == other.columns, "matrices of one shape")
        let total = values.count
        nonisolated(unsafe) let sums = Workspace<Double>(repeating: 0, count: 3 * (total / Self.partSize + 1))
        values.withUnsafeBufferPointer { values in
            other.values.withUnsafeBufferPointer { others in
                guard let first = values.baseAddress, let second = others.baseAddress else { return }
                nonisolated(unsafe) let (own, other) = (first, second)
                workers.forEachRange(of: total, size: Self.partSize) { range in
                    BlockKernels.squareSums(
                        own + range.lowerBound, other + range.lowerBound, count: range.count,
                        into: sums.base + 3 * (range.lowerBound / Self.partSize))
                }
            }
        }
        func root(_ place: Int) -> Double {
            stride(from: place, to: sums.count, by: 3).reduce(0) { $0 + sums.base[$1] }.squareRoot()
        }
        return (root(0), root(1), root(2))
    }

    /// The Frobenius norm, summed likewise.
    public var norm: Double {
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return 0 }
            return stride(from: 0, to: values.count, by: Self.partSize).reduce(0.0) {
                $0 + BlockKernels.squareSum(base + $1, count: min(Self.partSize, values.count - $1))
            }.squareRoot()
        }
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

    /// Whether every element lies within bounds, many at a time.
    fileprivate func isWithin(_ bounds: ClosedRange<Float>) -> Bool {
        let (low, high) = (SIMD8<Float>(repeating: bounds.lowerBound), SIMD8<Float>(repeating: bounds.upperBound))
        var outside = SIMDMask<SIMD8<Int32>>(repeating: false)
        var index = 0
        while index + 8 <= count {
            var chunk = SIMD8<Float>.zero
            for lane in 0..<8 { chunk[lane] = self[index + lane] }
            outside .|= .!((chunk .>= low) .& (chunk .<= high))
            index += 8
        }
        return outside == SIMDMask(repeating: false) && self[index...].allSatisfy { bounds.contains($0) }
    }
}
