// Aim: the weights of a memory as the P·N numbers that define them, instead of the N² that they make.
//
//     W = sum_p c_p (x_p - rho_p)(x_p - rho_p)^T,  the diagonal removed on request
//
// x_p pattern p, c_p its coefficient, rho_p the activity subtracted from it. With the overlap b_p = sum_j
// (x_pj - rho_p) s_j and the diagonal d_i = sum_p c_p (x_pi - rho_p)²,
//
//     field   h_i = sum_p c_p b_p (x_pi - rho_p) - d_i s_i
//     energy  E = -1/2 (sum_p c_p b_p² - sum_i d_i s_i²) + theta sum_i s_i
//
// Reference: J. J. Hopfield, PNAS 79, 2554 (1982); S. Amari, IEEE Trans. Comput. C-21, 1197 (1972).

import Numerics

/// Weights in outer-product form.
public struct OuterProductWeights: Sendable {
    /// x_p, one a row.
    public private(set) var patterns: PatternSet
    /// c_p.
    public private(set) var coefficients: [Float]
    /// rho_p.
    public private(set) var offsets: [Float]
    /// Whether w_ii = 0.
    public let zeroDiagonal: Bool
    /// The patterns as bits; nil for real patterns.
    package let bits: BitMatrix?

    /// - Precondition: one coefficient and one offset a pattern.
    public init(patterns: PatternSet, coefficients: [Float], offsets: [Float], zeroDiagonal: Bool) {
        precondition(coefficients.count == patterns.count && offsets.count == patterns.count)
        self.patterns = patterns
        self.coefficients = coefficients
        self.offsets = offsets
        self.zeroDiagonal = zeroDiagonal
        bits = Self.packed(patterns)
    }

    private static func packed(_ patterns: PatternSet) -> BitMatrix? {
        guard case .integers(let values) = patterns.values else { return nil }
        if patterns.coding == .bipolar, values.contains(0) { return nil }
        return BitMatrix(rows: patterns.count, columns: patterns.neurons, positive: values)
    }

    public var neurons: Int { patterns.neurons }

    /// The coefficient that all patterns share, or nil.
    package var commonCoefficient: Float? {
        guard let first = coefficients.first, coefficients.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    public var count: Int { patterns.count }

    /// The two values that a bit of a packed pattern stands for.
    package var bitValues: (low: Float, high: Float) { patterns.coding == .bipolar ? (-1, 1) : (0, 1) }

    /// d_i, the diagonal that `zeroDiagonal` removes; zeros where it stays.
    package func removedDiagonal(_ units: Range<Int>) -> [Float] {
        guard zeroDiagonal else { return [Float](repeating: 0, count: units.count) }
        var sums = [Double](repeating: 0, count: units.count)
        withBlock(units) { block in
            for pattern in 0..<count {
                let (coefficient, offset) = (Double(coefficients[pattern]), Double(offsets[pattern]))
                for unit in 0..<units.count {
                    let value = Double(block[pattern * units.count + unit]) - offset
                    sums[unit] += coefficient * value * value
                }
            }
        }
        return sums.map { Float($0) }
    }

    /// The values x_pi of a range of units as a count × units.count block of Float32.
    package func withBlock<R>(_ units: Range<Int>, _ body: (UnsafeMutablePointer<Float>) throws -> R) rethrows -> R {
        try withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, count * units.count)) { buffer in
            let block = SharedPointer(buffer).base
            for pattern in 0..<count { copyUnits(units, of: pattern, into: block + pattern * units.count) }
            return try body(block)
        }
    }

    /// The values of some units of one pattern. Packed units start at a multiple of 64.
    package func copyUnits(_ units: Range<Int>, of pattern: Int, into out: UnsafeMutablePointer<Float>) {
        if let bits, units.lowerBound % 64 == 0 {
            let first = pattern * bits.wordsPerRow + units.lowerBound / 64
            bits.words.withUnsafeBufferPointer { words in
                guard let base = words.baseAddress else { return }
                let (low, high) = bitValues
                BitKernels.expand(base + first, count: units.count, low: low, high: high, into: out)
            }
            return
        }
        let start = pattern * neurons
        switch patterns.values {
        case .integers(let values):
            for (index, unit) in units.enumerated() { out[index] = Float(values[start + unit]) }
        case .reals(let values):
            for (index, unit) in units.enumerated() { out[index] = values[start + unit] }
        }
    }

    /// x_pi - rho_p with one unit a row, [neuron, pattern]: the layout of updates unit by unit.
    package func centredUnitRows() -> Matrix {
        var result = Matrix(rows: neurons, columns: count)
        for start in stride(from: 0, to: neurons, by: 4096) {
            let units = start..<min(neurons, start + 4096)
            withBlock(units) { block in
                for unit in units {
                    for pattern in 0..<count {
                        result.values[unit * count + pattern] =
                            block[pattern * units.count + unit - start] - offsets[pattern]
                    }
                }
            }
        }
        return result
    }

    /// Rows `units` of W as a units.count × neurons matrix, in row-major order.
    ///
    /// - Parameter out: room for units.count · neurons values.
    public func materialise(rows units: Range<Int>, into out: UnsafeMutablePointer<Float>, workers: Workers) {
        let chunk = 4096
        let (rowCount, total) = (units.count, neurons)
        var left = [Float](repeating: 0, count: rowCount * max(1, count))
        // left[i, p] = c_p (x_pi - rho_p). One coefficient for all is taken out of the sum: then w_ij and w_ji are
        // sums of the same products in the same order, and W is symmetric to the last bit.
        let common = commonCoefficient
        withAlignedUnits(units) { pattern, values in
            let factor = common == nil ? coefficients[pattern] : 1
            for unit in 0..<rowCount {
                left[unit * count + pattern] = factor * (values[unit] - offsets[pattern])
            }
        }
        nonisolated(unsafe) let out = out
        let leftRows = left
        workers.forEachRange(of: total, size: chunk) { columns in
            withBlock(columns) { block in
                for pattern in 0..<count {
                    for index in 0..<columns.count { block[pattern * columns.count + index] -= offsets[pattern] }
                }
                leftRows.withUnsafeBufferPointer { left in
                    guard let left = left.baseAddress else { return }
                    BLAS.gemm(
                        m: rowCount, n: columns.count, k: count, alpha: common ?? 1, left, max(1, count), block,
                        columns.count,
                        out + columns.lowerBound, total)
                }
            }
        }
        if zeroDiagonal {
            for (index, unit) in units.enumerated() { out[index * total + unit] = 0 }
        }
    }

    private func withAlignedUnits(_ units: Range<Int>, _ body: (Int, UnsafeMutablePointer<Float>) -> Void) {
        let first = units.lowerBound / 64 * 64
        withUnsafeTemporaryAllocation(of: Float.self, capacity: units.upperBound - first + 1) { buffer in
            let values = SharedPointer(buffer).base
            for pattern in 0..<count {
                copyUnits(first..<units.upperBound, of: pattern, into: values)
                body(pattern, values + (units.lowerBound - first))
            }
        }
    }

    /// The whole matrix.
    public func dense(workers: Workers = .single) -> Matrix {
        var result = Matrix(rows: neurons, columns: neurons)
        result.values.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            materialise(rows: 0..<neurons, into: base, workers: workers)
        }
        return result
    }
}
