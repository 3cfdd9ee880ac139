// Aim: Storkey's rule for K patterns at the speed of matrix products, not of memory.
//
//     order 1:  W_k = a W_{k-1} + (1/N) R_k - diag(d_k),  R_k = x_k x_k^T - x_k h_k^T - h_k x_k^T,  a = 1 + 2/N
//     order 2:  W_k = W_{k-1} + (1/N) R_k,                R_k = (x_k - h_k)(x_k - h_k)^T,           a = 1, d_k = 0
//
// Only products with x_k are needed on the way, and they follow from F = X W_0, one matrix product:
//
//     h_k = a^{k-1} f_k + sum_{m<k} a^{k-1-m} ((1/N) R_m x_k - d_m x_k)
//     R_m x_k = (x_m·x_k - h_m·x_k) x_m + ([h_m·x_k] - x_m·x_k) h_m
//
// At the end one symmetric product of rank 2K gives W_K. d_k is what would stand on the diagonal, which order 1
// takes away and order 2 keeps. k counts from 1.

import Numerics

struct StorkeyBlock {
    /// K: enough for matrix products to run at their speed, few enough for the recurrence not to count.
    static let size = 64

    private let patterns: Matrix
    private let order: Int
    /// a
    private let growth: Double

    /// - Parameter patterns: the K patterns, [pattern, neuron].
    init(_ patterns: Matrix, order: Int) {
        self.patterns = patterns
        self.order = order
        growth = order == 2 ? 1 : 1 + 2 / Double(patterns.columns)
    }

    /// - Parameter weights: symmetric, of order 1 with zero diagonal, and so left.
    func learn(into weights: inout Matrix, _ workers: Workers) {
        let fields = fields(patterns.times(weights, workers: workers))
        let (count, size) = (patterns.rows, patterns.columns)
        var left = Matrix(rows: order == 2 ? count : 2 * count, columns: size)
        var right = left
        left.values.withUnsafeMutableBufferPointer { left in
            right.values.withUnsafeMutableBufferPointer { right in
                for pattern in 0..<count {
                    let share = Float(power(growth, Double(count - 1 - pattern)) / Double(size))
                    let (x, h) = (patterns.row(pattern), fields.row(pattern))
                    let (first, second) = (pattern * size, (count + pattern) * size)
                    for unit in 0..<size { right[first + unit] = share * (x[unit] - h[unit]) }
                    if order == 2 {
                        for unit in 0..<size { left[first + unit] = x[unit] - h[unit] }
                    } else {
                        for unit in 0..<size {
                            left[first + unit] = x[unit]
                            left[second + unit] = h[unit]
                            right[second + unit] = -share * x[unit]
                        }
                    }
                }
            }
        }
        weights.addSymmetric(
            left, right, scale: Float(power(growth, Double(count))), zeroDiagonal: order == 1,
            workers: workers)
    }

    /// h_k of all patterns from F, a part of the block after the other: what earlier parts add is a matrix product.
    private func fields(_ first: Matrix) -> Matrix {
        let (count, size) = (patterns.rows, patterns.columns)
        let products = patterns.times(patterns, transposed: true)
        var fields = first
        var diagonal = [Float](repeating: 0, count: order == 1 ? size : 0)
        fields.values.withUnsafeMutableBufferPointer { all in
            patterns.values.withUnsafeBufferPointer { patterns in
                diagonal.withUnsafeMutableBufferPointer { diagonal in
                    guard let patterns = patterns.baseAddress else { return }
                    let (all, diagonal) = (SharedPointer(all).base, SharedPointer(diagonal).base)
                    for start in stride(from: 0, to: count, by: Self.partSize) {
                        let part = start..<min(start + Self.partSize, count)
                        for k in part { BLAS.scale(size, Float(power(growth, Double(k))), all + k * size) }
                        add(0..<start, to: part, products, patterns, all)
                        for k in part {
                            let (x, h) = (patterns + k * size, all + k * size)
                            if order == 1 { for unit in 0..<size { h[unit] -= diagonal[unit] * x[unit] } }
                            add(start..<k, to: k..<k + 1, products, patterns, all)
                            if order == 1 { advance(diagonal, x, h) }
                        }
                    }
                }
            }
        }
        return fields
    }

    /// Patterns whose fields are made one after the other.
    private static let partSize = 16

    /// d_{k+1} from d_k.
    private func advance(
        _ diagonal: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ h: UnsafePointer<Float>
    ) {
        let (a, share) = (Float(growth), 1 / Float(patterns.columns))
        for unit in 0..<patterns.columns {
            diagonal[unit] = a * diagonal[unit] + share * (1 - 2 * x[unit] * h[unit])
        }
    }

    /// The parts of the h_k of `later` patterns that `earlier` ones of the block have made.
    private func add(
        _ earlier: Range<Int>, to later: Range<Int>, _ products: Matrix, _ patterns: UnsafePointer<Float>,
        _ fields: UnsafeMutablePointer<Float>
    ) {
        guard !earlier.isEmpty else { return }
        let (size, depth) = (self.patterns.columns, earlier.count)
        let (x, h) = (patterns + earlier.lowerBound * size, fields + earlier.lowerBound * size)
        let target = fields + later.lowerBound * size
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * later.count * depth) { buffer in
            let ofPatterns = SharedPointer(buffer).base
            let ofFields = ofPatterns + later.count * depth
            // For one pattern a matrix product would spend its time on laying out the rows.
            let isOne = later.count == 1
            if isOne {
                BLAS.gemv(m: depth, n: size, h, size, patterns + later.lowerBound * size, ofFields)
            } else {
                BLAS.gemm(
                    transposeB: true, m: later.count, n: depth, k: size, patterns + later.lowerBound * size, size, h,
                    size, ofFields, depth)
            }
            for (row, k) in later.enumerated() {
                for (column, m) in earlier.enumerated() {
                    let share = Float(power(growth, Double(k - 1 - m)) / Double(size))
                    let index = row * depth + column
                    let (overlap, answer) = (products[m, k], ofFields[index])
                    ofPatterns[index] = share * (overlap - answer)
                    ofFields[index] = share * ((order == 2 ? answer : 0) - overlap)
                }
            }
            if isOne {
                for m in 0..<depth {
                    BlockKernels.addTwo(
                        ofPatterns[m], x + m * size, ofFields[m], h + m * size, to: target, count: size)
                }
            } else {
                BLAS.gemm(m: later.count, n: size, k: depth, ofPatterns, depth, x, size, beta: 1, target, size)
                BLAS.gemm(m: later.count, n: size, k: depth, ofFields, depth, h, size, beta: 1, target, size)
            }
        }
    }
}
