// Aim: what a block of K samples needs from the long vectors, as matrix products.
//
// Between two updates of the weights every weight vector is a combination of the rows of W at the start of the block
// and of the samples x_1 ... x_K, so that a rule's steps can be done on coefficients. They need only
//
//     responses  W x_s        K × outputs
//     Gram       x_t · x_s    K × K
//
// and one update of W at the end: the delayed update by which LAPACK blocks its orthogonal transformations.
//
// The inputs are cut into chunks of fixed width. A chunk is one thread's work, and its partial products are summed in
// the order of chunks, so the number of threads changes no bit.
//
// Reference: C. Bischof, C. Van Loan, "The WY representation for products of Householder matrices", SIAM J. Sci.
// Stat. Comput. 8, s2 (1987).

import Numerics

/// Inner products of a block of samples with the weights and with each other.
struct SampleProducts {
    /// Samples in a block, K.
    static let blockSize = 64
    /// Inputs in a chunk.
    static let chunkWidth = 1024

    let outputs: Int
    let inputs: Int
    /// [sample, output and then sample], one row of `rowLength` values a sample: x_s·w_i, then x_s·x_t.
    var values: UnsafeMutablePointer<Float> { sums.base }
    private let sums: Workspace<Float>
    private let partial: Workspace<Float>

    /// The width of a row for a block of `count` samples.
    func rowLength(_ count: Int) -> Int { outputs + count }
    private var chunks: Int { (inputs + Self.chunkWidth - 1) / Self.chunkWidth }

    init(outputs: Int, inputs: Int) {
        self.outputs = outputs
        self.inputs = inputs
        let size = Self.blockSize * (outputs + Self.blockSize)
        sums = Workspace(repeating: 0, count: size)
        partial = Workspace(repeating: 0, count: size * ((inputs + Self.chunkWidth - 1) / Self.chunkWidth))
    }

    /// Fills `values` for `count` samples, at most `blockSize`.
    func compute(weights: UnsafePointer<Float>, samples: UnsafePointer<Float>, count: Int, workers: Workers) {
        let (width, inputs, outputs) = (rowLength(count), inputs, outputs)
        let size = count * width
        nonisolated(unsafe) let (weights, samples, target) = (weights, samples, partial.base)
        workers.forEach(chunks) { chunk in
            let first = chunk * Self.chunkWidth
            let depth = min(Self.chunkWidth, inputs - first)
            let out = target + chunk * size
            let x = samples + first
            BLAS.gemm(
                transposeB: true, m: count, n: outputs, k: depth, x, inputs, weights + first, inputs, out, width)
            // Of the symmetric part the lower blocks.
            for row in stride(from: 0, to: count, by: 32) {
                let rows = min(32, count - row)
                BLAS.gemm(
                    transposeB: true, m: rows, n: row + rows, k: depth, x + row * inputs, inputs, x, inputs,
                    out + row * width + outputs, width)
            }
        }
        values.update(from: partial.base, count: size)
        for chunk in 1..<max(1, chunks) { BLAS.axpy(size, 1, partial.base + chunk * size, values) }
        let gram = values + outputs
        for row in 0..<count {
            for column in 0..<row { gram[column * width + row] = gram[row * width + column] }
        }
    }

    /// W <- diag(scales) W + Cᵀ X, with C [sample, output]; `scales` nil for ones.
    func update(
        _ weights: UnsafeMutablePointer<Float>, scales: UnsafePointer<Float>?, coefficients: UnsafePointer<Float>,
        samples: UnsafePointer<Float>, count: Int, workers: Workers
    ) {
        let (inputs, outputs) = (inputs, outputs)
        nonisolated(unsafe) let (weights, samples, scales, c) = (weights, samples, scales, coefficients)
        workers.forEach(chunks) { chunk in
            let first = chunk * Self.chunkWidth
            let width = min(Self.chunkWidth, inputs - first)
            if let scales {
                for output in 0..<outputs { BLAS.scale(width, scales[output], weights + output * inputs + first) }
            }
            BLAS.gemm(
                transposeA: true, m: outputs, n: width, k: count, c, outputs, samples + first, inputs, beta: 1,
                weights + first, inputs)
        }
    }

    /// W Wᵀ, [output, output].
    func weightGram(_ weights: UnsafePointer<Float>, workers: Workers) -> [Float] {
        let (inputs, outputs, chunks) = (inputs, outputs, chunks)
        let size = outputs * outputs
        var parts = [Float](repeating: 0, count: chunks * size)
        nonisolated(unsafe) let weights = weights
        parts.withUnsafeMutableBufferPointer { buffer in
            let target = SharedPointer(buffer)
            workers.forEach(chunks) { chunk in
                let first = chunk * Self.chunkWidth
                BLAS.gemm(
                    transposeB: true, m: outputs, n: outputs, k: min(Self.chunkWidth, inputs - first),
                    weights + first, inputs, weights + first, inputs, target.base + chunk * size, outputs)
            }
        }
        for chunk in 1..<max(1, chunks) {
            for index in 0..<size { parts[index] += parts[chunk * size + index] }
        }
        return Array(parts[..<size])
    }

    /// W Wᵀ, [output, output].
    func weightGram(_ weights: UnsafePointer<Float>, into gram: UnsafeMutablePointer<Float>, workers: Workers) {
        let (inputs, outputs) = (inputs, outputs)
        let size = outputs * outputs
        let parts = Workspace<Float>(repeating: 0, count: chunks * size)
        nonisolated(unsafe) let (weights, target) = (weights, parts.base)
        workers.forEach(chunks) { chunk in
            let first = chunk * Self.chunkWidth
            BLAS.gemm(
                transposeB: true, m: outputs, n: outputs, k: min(Self.chunkWidth, inputs - first), weights + first,
                inputs, weights + first, inputs, target + chunk * size, outputs)
        }
        gram.update(from: parts.base, count: size)
        for chunk in 1..<max(1, chunks) { BLAS.axpy(size, 1, parts.base + chunk * size, gram) }
    }

    /// W <- L W + C X with L lower triangular. Row i of [L, C] has outputs + count values and begins at
    /// `coefficients` + i·`stride`.
    func combine(
        _ weights: UnsafeMutablePointer<Float>, coefficients: UnsafePointer<Float>, stride: Int,
        samples: UnsafePointer<Float>, count: Int, workers: Workers
    ) {
        let (inputs, outputs) = (inputs, outputs)
        let rowsAtOnce = 16
        nonisolated(unsafe) let (weights, samples, coefficients) = (weights, samples, coefficients)
        workers.forEach(chunks) { chunk in
            let first = chunk * Self.chunkWidth
            let width = min(Self.chunkWidth, inputs - first)
            let fresh = Workspace<Float>(repeating: 0, count: rowsAtOnce * width)
            // From the last rows up, so that the rows above are still those of the start.
            for row in Swift.stride(from: (outputs - 1) / rowsAtOnce * rowsAtOnce, through: 0, by: -rowsAtOnce) {
                let rows = min(rowsAtOnce, outputs - row)
                let own = coefficients + row * stride
                BLAS.gemm(
                    m: rows, n: width, k: row + rows, own, stride, weights + first, inputs, fresh.base, width)
                BLAS.gemm(
                    m: rows, n: width, k: count, own + outputs, stride, samples + first, inputs, beta: 1, fresh.base,
                    width)
                for index in 0..<rows {
                    (weights + (row + index) * inputs + first).update(from: fresh.base + index * width, count: width)
                }
            }
        }
    }
}
