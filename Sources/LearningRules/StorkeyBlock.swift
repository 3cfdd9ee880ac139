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
        for pattern in 0..<count {
            let share = Float(power(growth, Double(count - 1 - pattern)) / Double(size))
            for unit in 0..<size {
                let (x, h) = (patterns[pattern, unit], fields[pattern, unit])
                if order == 2 {
                    left[pattern, unit] = x - h
                    right[pattern, unit] = share * (x - h)
                } else {
                    left[pattern, unit] = x
                    right[pattern, unit] = share * (x - h)
                    left[count + pattern, unit] = h
                    right[count + pattern, unit] = -share * x
                }
            }
        }
        weights.addSymmetric(
            left, right, scale: Float(power(growth, Double(count))), zeroDiagonal: order == 1,
            workers: workers)
    }

    /// h_k of all patterns from F.
    private func fields(_ first: Matrix) -> Matrix {
        let (count, size) = (patterns.rows, patterns.columns)
        let a = Float(growth)
        let products = patterns.times(patterns, transposed: true)
        var fields = first
        var diagonal = [Float](repeating: 0, count: size)
        fields.values.withUnsafeMutableBufferPointer { all in
            patterns.values.withUnsafeBufferPointer { patterns in
                diagonal.withUnsafeMutableBufferPointer { diagonal in
                    guard let patterns = patterns.baseAddress, let diagonal = diagonal.baseAddress else { return }
                    let all = SharedPointer(all).base
                    for k in 0..<count {
                        let (x, h) = (patterns + k * size, all + k * size)
                        let scale = Float(power(growth, Double(k)))
                        for unit in 0..<size { h[unit] = scale * h[unit] - diagonal[unit] * x[unit] }
                        add(earlier: k, products, patterns, all)
                        guard order == 1 else { continue }
                        let share = 1 / Float(size)
                        for unit in 0..<size {
                            diagonal[unit] = a * diagonal[unit] + share * (1 - 2 * x[unit] * h[unit])
                        }
                    }
                }
            }
        }
        return fields
    }

    /// The part of h_k that the patterns before k in the block have made.
    private func add(
        earlier k: Int, _ products: Matrix, _ patterns: UnsafePointer<Float>, _ fields: UnsafeMutablePointer<Float>
    ) {
        guard k > 0 else { return }
        let size = self.patterns.columns
        let (x, h) = (patterns + k * size, fields + k * size)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * k) { buffer in
            let ofPatterns = SharedPointer(buffer).base
            let ofFields = ofPatterns + k
            BLAS.gemv(m: k, n: size, fields, size, x, ofFields)
            for m in 0..<k {
                let share = Float(power(growth, Double(k - 1 - m)) / Double(size))
                let (overlap, answer) = (products[m, k], ofFields[m])
                ofPatterns[m] = share * (overlap - answer)
                ofFields[m] = share * ((order == 2 ? answer : 0) - overlap)
            }
            BLAS.gemm(m: 1, n: size, k: k, ofPatterns, k, patterns, size, beta: 1, h, size)
            BLAS.gemm(m: 1, n: size, k: k, ofFields, k, fields, size, beta: 1, h, size)
        }
    }
}
