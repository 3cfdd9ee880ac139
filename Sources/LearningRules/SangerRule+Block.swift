// Aim: Sanger's rule for a block of K samples on coefficients.
//
// The rows of W at the start of the block and the samples x_1 ... x_K, n + K vectors u_b, span all that happens in it.
// A vector is known by its coefficients on the u_b and by its inner products with them. For sample t, with rest
// e_0 = x_t, the outputs follow each other: with y = w_i·x_t, b = eta y, h = w_i·e_{i-1}, q = |w_i|²
//
//     e_i  = e_{i-1} - y w_i
//     w_i <- (w_i + b e_i) / n
//     |e_i|² = |e_{i-1}|² - 2 y h + y² q
//     n²     = q + 2 b (h - y q) + b² |e_i|²      with normalize-weights, else n = 1
//
// on coefficients and inner products alike; h is the inner product of the coefficients of e with the products of w_i.
// At the end of the block W = L W(0) + C X, where L and C are the coefficients and L is lower triangular.

import Numerics

extension SangerRule: BlockRule {
    public func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let (outputs, inputs) = (weights.rows, weights.columns)
        var products = SampleProducts(outputs: outputs, inputs: inputs)
        var block = SangerBlock(outputs: outputs, normalizes: normalizes)
        var failure: Int?
        weights.values.withUnsafeMutableBufferPointer { buffer in
            samples.values.withUnsafeBufferPointer { samples in
                guard let w = buffer.baseAddress, let x = samples.baseAddress else { return }
                if normalizes { block.gram = products.weightGram(w, workers: workers) }
                for first in stride(from: 0, to: rates.count, by: SampleProducts.blockSize) where failure == nil {
                    let count = min(SampleProducts.blockSize, rates.count - first)
                    let rows = x + first * inputs
                    products.compute(weights: w, samples: rows, count: count, workers: workers)
                    failure = block.run(products, rates: rates[first..<first + count], &peaks).map { first + $0 }
                    products.combine(
                        w, coefficients: block.values, from: block.dimension(count), stride: 2 * block.dimension(count),
                        samples: rows, count: count, workers: workers)
                }
            }
        }
        return failure
    }
}

/// The recurrence of one block after the other.
private struct SangerBlock {
    let outputs: Int
    let normalizes: Bool
    /// w_i·w_j at the start of a block, [output, output], where rows are normalised.
    var gram: [Float] = []
    /// A row an output: inner products with the n + K vectors, then coefficients on them.
    private(set) var values: [Float] = []

    init(outputs: Int, normalizes: Bool) {
        self.outputs = outputs
        self.normalizes = normalizes
    }

    /// n + K.
    func dimension(_ count: Int) -> Int { outputs + count }

    /// - Returns: the first sample at which a number was not finite.
    mutating func run(_ products: SampleProducts, rates: ArraySlice<Float>, _ peaks: inout ResponsePeaks) -> Int? {
        let dimension = dimension(rates.count)
        var rows = start(products, rates.count)
        var squares = normalizes ? (0..<outputs).map { Double(gram[$0 * outputs + $0]) } : []
        var rest = [Float](repeating: 0, count: 2 * dimension)
        var failure: Int?
        rows.withUnsafeMutableBufferPointer { rows in
            rest.withUnsafeMutableBufferPointer { rest in
                guard let rows = rows.baseAddress, let rest = rest.baseAddress else { return }
                for (sample, rate) in rates.enumerated() {
                    for index in 0..<dimension {
                        rest[index] = products.values[sample * dimension + index]
                        rest[dimension + index] = 0
                    }
                    rest[dimension + outputs + sample] = 1
                    let isFinite = deflate(
                        rows, rest, sample: sample, dimension: dimension, rate: rate, &squares, &peaks)
                    if !isFinite, failure == nil { failure = sample }
                }
            }
        }
        values = rows
        if normalizes { carryGram(dimension) }
        return failure
    }

    private func start(_ products: SampleProducts, _ count: Int) -> [Float] {
        let dimension = dimension(count)
        var rows = [Float](repeating: 0, count: outputs * 2 * dimension)
        for output in 0..<outputs {
            let first = output * 2 * dimension
            if normalizes {
                for other in 0..<outputs { rows[first + other] = gram[output * outputs + other] }
            }
            for sample in 0..<count { rows[first + outputs + sample] = products.values[sample * dimension + output] }
            rows[first + dimension + output] = 1
        }
        return rows
    }

    /// One sample through all outputs.
    private func deflate(
        _ rows: UnsafeMutablePointer<Float>, _ rest: UnsafeMutablePointer<Float>, sample: Int, dimension: Int,
        rate: Float, _ squares: inout [Double], _ peaks: inout ResponsePeaks
    ) -> Bool {
        var isFinite = true
        var restSquare = Double(rest[outputs + sample])
        // Inner products among the weights serve the norms only; coefficients of later samples are 0.
        let first = normalizes ? 0 : outputs
        let used = dimension + outputs + sample + 1
        for output in 0..<outputs {
            let row = rows + output * 2 * dimension
            let response = row[outputs + sample]
            peaks.values[output] = max(peaks.values[output], abs(response))
            let change = rate * response
            var scale: Float = 1
            if normalizes {
                let (y, b, q) = (Double(response), Double(change), squares[output])
                let h = Double(BLAS.dot(outputs + sample + 1, rest + dimension, row))
                restSquare += y * y * q - 2 * y * h
                let next = q + 2 * b * (h - y * q) + b * b * restSquare
                let isLong = next.squareRoot() >= 1e-10
                if isLong { scale = Float(1 / next.squareRoot()) }
                squares[output] = isLong ? 1 : next
            }
            BlockKernels.deflate(
                rest + first, row + first, count: used - first, response: response, step: change, scale: scale)
            isFinite = isFinite && change.isFinite && scale.isFinite
        }
        return isFinite
    }

    /// w_i·w_j at the end of the block from inner products and coefficients.
    private mutating func carryGram(_ dimension: Int) {
        let (outputs, stride) = (outputs, 2 * dimension)
        values.withUnsafeBufferPointer { values in
            gram.withUnsafeMutableBufferPointer { gram in
                guard let rows = values.baseAddress, let target = gram.baseAddress else { return }
                BLAS.gemm(
                    transposeB: true, m: outputs, n: outputs, k: dimension, rows, stride, rows + dimension, stride,
                    target, outputs)
            }
        }
    }
}
