// Aim: Sanger's rule for a block of K samples on coefficients.
//
// The rows of W at the start of the block and the samples x_1 ... x_K span all that happens in it. A weight vector is
// known by its coefficients on them, and by its inner products with the samples and the other weights as they are. For
// sample t, with rest e_0 = x_t, the outputs follow each other: with y_i = w_i·x_t, b = eta y_i, q = |w_i|²
//
//     e_i  = e_{i-1} - y_i w_i
//     w_i <- (w_i + b e_i) / n
//     h      = w_i·e_{i-1} = y_i - sum_{j<i} y_j w_i·w_j
//     |e_i|² = |e_{i-1}|² - 2 y_i h + y_i² q
//     n²     = q + 2 b (h - y_i q) + b² |e_i|²      with normalize-weights, else n = 1
//
// on coefficients and inner products alike; all n are known before the first rest, from inner products alone. At the end
// of the block W = L W(0) + C X, where L and C are the coefficients and L is lower triangular.
//
// To multiply the long rows by L costs as much as the Gram matrix of the samples. So what is kept is V with W = F V, F
// lower triangular: F <- L F, V <- V + F⁻¹ C X and W x = F (V x), all on small matrices but one product. F is worked
// into V at the last block, and where F is no longer sure to be well-conditioned.

import Numerics

extension SangerRule: BlockRule {
    package func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rows: Range<Int>, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let block = SangerBlock(outputs: weights.rows, normalizes: normalizeWeights)
        return SampleProducts.with(&weights, samples, from: rows.lowerBound, workers: workers) { products in
            if normalizeWeights { products.weightGram(into: block.gram.base) }
            return products.forEachBlock(of: rates.count) {
                let failure = block.run(products, rates: rates[$0.range], &peaks)
                return (block.change(samples: $0.count, isLast: $0.range.upperBound == rates.count), failure)
            }
        }
    }
}

/// The recurrence of one block after the other.
private struct SangerBlock {
    let outputs: Int
    let normalizes: Bool
    /// A row an output, each part padded to whole vectors: inner products with the weights, where rows are normalised,
    /// and with the samples; then coefficients on the weights at the start of the block, and on the samples.
    private let rows: Workspace<Float>
    private let scratch: Workspace<Float>
    /// w_i·w_j between blocks, [output, output], and |w_i|² as it changes; where rows are normalised.
    let gram: Workspace<Float>
    private let squares: Workspace<Double>
    /// F, [output, output].
    private let factor: Workspace<Float>

    init(outputs: Int, normalizes: Bool) {
        self.outputs = outputs
        self.normalizes = normalizes
        let samples = SampleProducts.blockSize
        let parts = BlockKernels.sangerRow(outputs: outputs, samples: samples, normalizes: normalizes)
        rows = Workspace(repeating: 0, count: outputs * parts.length)
        scratch = Workspace(repeating: 0, count: BlockKernels.sangerScratch(outputs: outputs, samples: samples))
        gram = Workspace(repeating: 0, count: normalizes ? outputs * outputs : 0)
        squares = Workspace(repeating: 0, count: outputs)
        factor = Workspace(repeating: 0, count: outputs * outputs)
        resetFactor()
    }

    private func resetFactor() {
        factor.base.update(repeating: 0, count: outputs * outputs)
        for output in 0..<outputs { factor.base[output * outputs + output] = 1 }
    }

    /// The parts of the rows for a block of `count` samples.
    private func parts(_ count: Int) -> SangerParts {
        BlockKernels.sangerRow(outputs: outputs, samples: count, normalizes: normalizes)
    }

    /// How the block changes V, after `run`.
    func change(samples: Int, isLast: Bool) -> SampleProducts.Change {
        let parts = parts(samples)
        let (own, coefficients) = (rows.base + parts.onRows, rows.base + parts.onSamples)
        BLAS.multiplyLower(m: outputs, n: outputs, own, parts.length, factor.base, outputs)
        if !isLast, isWellConditioned {
            BLAS.solveLower(m: outputs, n: samples, factor.base, outputs, coefficients, parts.length)
            return .added(coefficients, stride: parts.length)
        }
        for output in 0..<outputs {
            (own + output * parts.length).update(from: factor.base + output * outputs, count: outputs)
        }
        resetFactor()
        return .lower(own, coefficients: coefficients, stride: parts.length)
    }

    /// Whether each diagonal entry of F is near 1 and larger than the rest of its row: rounding is not amplified then.
    private var isWellConditioned: Bool {
        (0..<outputs).allSatisfy { output in
            let row = UnsafeBufferPointer(start: factor.base + output * outputs, count: output)
            let diagonal = abs(factor.base[output * outputs + output])
            return diagonal >= 0.5 && diagonal <= 2 && 2 * row.reduce(0) { $0 + abs($1) } <= diagonal
        }
    }

    /// - Returns: the first sample at which a number was not finite.
    func run(_ products: SampleProducts, rates: ArraySlice<Float>, _ peaks: inout ResponsePeaks) -> Int? {
        let width = products.rowLength(rates.count)
        begin(products, rates.count)
        var failure: Int?
        peaks.values.withUnsafeMutableBufferPointer { buffer in
            guard let peaks = buffer.baseAddress else { return }
            for (sample, rate) in rates.enumerated() {
                let isFinite = BlockKernels.sangerStep(
                    rows.base, outputs: outputs, samples: rates.count, sample: sample,
                    gram: products.values + sample * width + outputs, rate: rate,
                    squares: normalizes ? squares.base : nil, scratch: scratch.base, peaks: peaks)
                if !isFinite, failure == nil { failure = sample }
            }
        }
        guard normalizes else { return failure }
        let stride = parts(rates.count).length
        for output in 0..<outputs {
            (gram.base + output * outputs).update(from: rows.base + output * stride, count: outputs)
        }
        return failure
    }

    private func begin(_ products: SampleProducts, _ count: Int) {
        let (parts, width) = (parts(count), products.rowLength(count))
        // From V x to F V x.
        BLAS.multiplyByLowerTransposed(m: count, n: outputs, factor.base, outputs, products.values, width)
        rows.base.update(repeating: 0, count: outputs * parts.length)
        for output in 0..<outputs {
            let row = rows.base + output * parts.length
            if normalizes {
                row.update(from: gram.base + output * outputs, count: outputs)
                squares.base[output] = Double(gram.base[output * outputs + output])
            }
            for sample in 0..<count { row[parts.products + sample] = products.values[sample * width + output] }
            row[parts.onRows + output] = 1
        }
    }
}
