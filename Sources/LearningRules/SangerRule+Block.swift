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
//
// To multiply the long rows by L costs as much as the Gram matrix of the samples. So what is kept is V with W = F V, F
// lower triangular: F <- L F, V <- V + F⁻¹ C X and W x = F (V x), all on small matrices but one product. F is worked
// into V at the last block, and where F is no longer sure to be well-conditioned.

import Numerics

extension SangerRule: BlockRule {
    public func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rows: Range<Int>, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let block = SangerBlock(outputs: weights.rows, normalizes: normalizes)
        return SampleProducts.with(&weights, samples, from: rows.lowerBound, workers: workers) { products in
            if normalizes { products.weightGram(into: block.gram.base) }
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
    /// A row an output: inner products with the n + K vectors, then coefficients on them.
    let rows: Workspace<Float>
    /// e_0 ... e_n, in the same form.
    private let rests: Workspace<Float>
    private let scalars: Workspace<Float>
    /// w_i·w_j at the start of a block, [output, output], and |w_i|² as it changes; where rows are normalised.
    let gram: Workspace<Float>
    private let squares: Workspace<Double>
    /// F, [output, output].
    private let factor: Workspace<Float>

    init(outputs: Int, normalizes: Bool) {
        self.outputs = outputs
        self.normalizes = normalizes
        let length = 2 * Self.padded(outputs + SampleProducts.blockSize)
        rows = Workspace(repeating: 0, count: outputs * length)
        rests = Workspace(repeating: 0, count: (outputs + 1) * length)
        scalars = Workspace(repeating: 0, count: 3 * outputs)
        gram = Workspace(repeating: 0, count: normalizes ? outputs * outputs : 0)
        squares = Workspace(repeating: 0, count: outputs)
        factor = Workspace(repeating: 0, count: outputs * outputs)
        resetFactor()
    }

    private func resetFactor() {
        factor.base.update(repeating: 0, count: outputs * outputs)
        for output in 0..<outputs { factor.base[output * outputs + output] = 1 }
    }

    /// n + K, with zeros to whole vectors.
    private static func padded(_ dimension: Int) -> Int { (dimension + 15) / 16 * 16 }
    private func dimension(_ count: Int) -> Int { Self.padded(outputs + count) }

    /// How the block changes V, after `run`.
    func change(samples: Int, isLast: Bool) -> SampleProducts.Change {
        let dimension = dimension(samples)
        let (stride, part) = (2 * dimension, rows.base + dimension)
        BLAS.multiplyLower(m: outputs, n: outputs, part, stride, factor.base, outputs)
        if !isLast, isWellConditioned {
            BLAS.solveLower(m: outputs, n: samples, factor.base, outputs, part + outputs, stride)
            return .added(part + outputs, stride: stride)
        }
        for output in 0..<outputs {
            (part + output * stride).update(from: factor.base + output * outputs, count: outputs)
        }
        resetFactor()
        return .lower(part, stride: stride)
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
        let (dimension, width) = (dimension(rates.count), products.rowLength(rates.count))
        begin(products, rates.count)
        var failure: Int?
        peaks.values.withUnsafeMutableBufferPointer { buffer in
            guard let peaks = buffer.baseAddress else { return }
            for (sample, rate) in rates.enumerated() {
                rests.base.update(from: products.values + sample * width, count: width)
                (rests.base + width).update(repeating: 0, count: 2 * dimension - width)
                rests.base[dimension + outputs + sample] = 1
                let isFinite = BlockKernels.sangerStep(
                    rows.base, outputs: outputs, dimension: dimension, sample: sample, rests: rests.base,
                    rate: rate, squares: normalizes ? squares.base : nil, scalars: scalars.base, peaks: peaks)
                if !isFinite, failure == nil { failure = sample }
            }
        }
        if normalizes { carryGram(dimension) }
        return failure
    }

    private func begin(_ products: SampleProducts, _ count: Int) {
        let (dimension, width) = (dimension(count), products.rowLength(count))
        // From V x to F V x.
        BLAS.multiplyByLowerTransposed(m: count, n: outputs, factor.base, outputs, products.values, width)
        rows.base.update(repeating: 0, count: outputs * 2 * dimension)
        for output in 0..<outputs {
            let row = rows.base + output * 2 * dimension
            if normalizes {
                row.update(from: gram.base + output * outputs, count: outputs)
                squares.base[output] = Double(gram.base[output * outputs + output])
            }
            for sample in 0..<count { row[outputs + sample] = products.values[sample * width + output] }
            row[dimension + output] = 1
        }
    }

    /// w_i·w_j at the end of the block from inner products and coefficients.
    private func carryGram(_ dimension: Int) {
        BLAS.gemm(
            transposeB: true, m: outputs, n: outputs, k: dimension, rows.base, 2 * dimension, rows.base + dimension,
            2 * dimension, gram.base, outputs)
    }
}
