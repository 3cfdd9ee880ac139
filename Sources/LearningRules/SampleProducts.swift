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
struct SampleProducts: @unchecked Sendable {
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
    private let gramPartial: Workspace<Float>

    /// The width of a row for a block of `count` samples.
    func rowLength(_ count: Int) -> Int { outputs + count }
    private var chunks: Int { (inputs + Self.chunkWidth - 1) / Self.chunkWidth }

    init(outputs: Int, inputs: Int) {
        self.outputs = outputs
        self.inputs = inputs
        let chunks = (inputs + Self.chunkWidth - 1) / Self.chunkWidth
        sums = Workspace(repeating: 0, count: Self.blockSize * (outputs + Self.blockSize))
        partial = Workspace(repeating: 0, count: Self.blockSize * outputs * chunks)
        gramPartial = Workspace(repeating: 0, count: Self.blockSize * Self.blockSize * chunks)
    }

    /// Consecutive samples, [sample, input], at most `blockSize`.
    struct Block: @unchecked Sendable {
        let samples: UnsafePointer<Float>
        let count: Int
    }

    /// How a block changes the weights.
    enum Change {
        /// W <- diag(scales) W + Cᵀ X, with C [sample, output]; `scales` nil for ones.
        case scaled(UnsafePointer<Float>?, coefficients: UnsafePointer<Float>)
        /// W <- W + C X, with row i of C beginning at i·`stride`.
        case added(UnsafePointer<Float>, stride: Int)
        /// W <- L W + C X with L lower triangular; row i of [L, C], outputs + count values, begins at i·`stride`.
        case lower(UnsafePointer<Float>, stride: Int)
    }

    /// Goes through `total` samples block by block. `recur` is called once `values` stand for a range of samples; it
    /// says how they change the weights, and the first sample at which a number was not finite, which ends the walk.
    ///
    /// The Gram matrix of the next block needs no weights: it is computed while one thread runs the recurrence.
    func forEachBlock(
        of total: Int, _ samples: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>, workers: Workers,
        recur: (Range<Int>) -> (change: Change, failure: Int?)
    ) -> Int? {
        var last: (Change, Block)?
        if let first = block(samples, at: 0, of: total) { prepare(first, workers: workers) }
        for first in stride(from: 0, to: total, by: Self.blockSize) {
            guard let block = block(samples, at: first, of: total) else { break }
            advance(weights, applying: last, next: block, workers: workers)
            let next = self.block(samples, at: first + Self.blockSize, of: total)
            nonisolated(unsafe) var result: (change: Change, failure: Int?)?
            withoutActuallyEscaping(recur) { recur in
                nonisolated(unsafe) let recur = recur
                workers.forEachOnDemand(next == nil ? 1 : 1 + chunks) { task in
                    if task == 0 {
                        result = recur(first..<first + block.count)
                    } else if let next {
                        gram(next, task - 1)
                    }
                }
            }
            guard let (change, failure) = result else { break }
            if let failure { return failure }
            last = (change, block)
        }
        advance(weights, applying: last, next: nil, workers: workers)
        return nil
    }

    /// Computes the Gram matrix of a block; `advance` to the block comes after it.
    func prepare(_ block: Block, workers: Workers) {
        workers.forEach(chunks) { gram(block, $0) }
    }

    /// Changes the weights by the block before and fills `values` for the next one, chunk by chunk: a chunk of the
    /// weights is still in the cache when it is used again.
    func advance(
        _ weights: UnsafeMutablePointer<Float>, applying last: (change: Change, block: Block)?, next: Block?,
        workers: Workers
    ) {
        nonisolated(unsafe) let (weights, last, parts) = (weights, last, partial.base)
        workers.forEach(chunks) { chunk in
            if let last { apply(last.change, last.block, weights, chunk) }
            if let next { respond(weights, next, chunk, into: parts + chunk * next.count * outputs) }
        }
        guard let next else { return }
        let (count, width) = (next.count, rowLength(next.count))
        sumParts(partial.base, rows: count, columns: outputs, into: values, stride: width)
        let gram = values + outputs
        sumParts(gramPartial.base, rows: count, columns: count, into: gram, stride: width)
        for row in 0..<count {
            for column in 0..<row { gram[column * width + row] = gram[row * width + column] }
        }
    }

    private func columns(_ chunk: Int) -> (first: Int, width: Int) {
        (chunk * Self.chunkWidth, min(Self.chunkWidth, inputs - chunk * Self.chunkWidth))
    }

    private func block(_ samples: UnsafePointer<Float>, at first: Int, of total: Int) -> Block? {
        guard first < total else { return nil }
        return Block(samples: samples + first * inputs, count: min(Self.blockSize, total - first))
    }

    /// A chunk's part of W x_s.
    private func respond(
        _ weights: UnsafePointer<Float>, _ block: Block, _ chunk: Int, into part: UnsafeMutablePointer<Float>
    ) {
        let (first, depth) = columns(chunk)
        BLAS.gemm(
            transposeB: true, m: block.count, n: outputs, k: depth, block.samples + first, inputs, weights + first,
            inputs, part, outputs)
    }

    /// A chunk's part of x_t · x_s.
    private func gram(_ block: Block, _ chunk: Int) {
        let (first, depth) = columns(chunk)
        BLAS.lowerGram(
            n: block.count, k: depth, block.samples + first, inputs,
            gramPartial.base + chunk * block.count * block.count, block.count)
    }

    private func apply(_ change: Change, _ block: Block, _ weights: UnsafeMutablePointer<Float>, _ chunk: Int) {
        let (first, width) = columns(chunk)
        let (w, x) = (weights + first, block.samples + first)
        switch change {
        case .scaled(let scales, let coefficients):
            if let scales { for output in 0..<outputs { BLAS.scale(width, scales[output], w + output * inputs) } }
            BLAS.gemm(
                transposeA: true, m: outputs, n: width, k: block.count, coefficients, outputs, x, inputs, beta: 1, w,
                inputs)
        case .added(let coefficients, let stride):
            BLAS.gemm(
                m: outputs, n: width, k: block.count, coefficients, stride, x, inputs, beta: 1, w, inputs)
        case .lower(let coefficients, let stride):
            BLAS.multiplyLower(m: outputs, n: width, coefficients, stride, w, inputs)
            BLAS.gemm(
                m: outputs, n: width, k: block.count, coefficients + outputs, stride, x, inputs, beta: 1, w, inputs)
        }
    }

    /// W Wᵀ, [output, output].
    func weightGram(_ weights: UnsafePointer<Float>, into gram: UnsafeMutablePointer<Float>, workers: Workers) {
        let size = outputs * outputs
        let parts = Workspace<Float>(repeating: 0, count: chunks * size)
        nonisolated(unsafe) let (weights, target) = (weights, parts.base)
        workers.forEach(chunks) { chunk in
            let (first, depth) = columns(chunk)
            BLAS.gemm(
                transposeB: true, m: outputs, n: outputs, k: depth, weights + first, inputs, weights + first, inputs,
                target + chunk * size, outputs)
        }
        sumParts(parts.base, rows: outputs, columns: outputs, into: gram, stride: outputs)
    }

    /// Adds the chunks' parts, rows × columns each, into a matrix whose rows begin `stride` apart.
    private func sumParts(
        _ parts: UnsafePointer<Float>, rows: Int, columns: Int, into sum: UnsafeMutablePointer<Float>, stride: Int
    ) {
        for row in 0..<rows {
            let target = sum + row * stride
            target.update(from: parts + row * columns, count: columns)
            for chunk in 1..<max(1, chunks) {
                BlockKernels.addRow(parts + (chunk * rows + row) * columns, to: target, count: columns)
            }
        }
    }
}
