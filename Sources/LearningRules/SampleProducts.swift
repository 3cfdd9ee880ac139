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
// Weights and samples are copied to rows of a length that no power of two divides: otherwise rows of 4096 values would
// share few places of the caches, and the products take half as long again.
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
    /// From one row of weights or of a block of samples to the next.
    let stride: Int
    /// W, [output, input].
    var weights: UnsafeMutablePointer<Float> { rows.base }
    /// [sample, output and then sample], one row of `rowLength` values a sample: x_s·w_i, then x_s·x_t.
    var values: UnsafeMutablePointer<Float> { sums.base }
    private let rows: Workspace<Float>
    /// Two blocks of samples: the one done last and the next.
    private let samples: Workspace<Float>
    private let sums: Workspace<Float>
    private let partial: Workspace<Float>
    private let gramPartial: Workspace<Float>

    /// The width of a row for a block of `count` samples.
    func rowLength(_ count: Int) -> Int { outputs + count }
    private var chunks: Int { (inputs + Self.chunkWidth - 1) / Self.chunkWidth }

    /// - Parameter source: the weights to begin with, [output, input].
    init(_ source: UnsafePointer<Float>, outputs: Int, inputs: Int, workers: Workers) {
        self.outputs = outputs
        self.inputs = inputs
        stride = inputs % 128 == 0 ? inputs + 16 : inputs
        let chunks = (inputs + Self.chunkWidth - 1) / Self.chunkWidth
        rows = Workspace(count: outputs * stride)
        samples = Workspace(count: 2 * Self.blockSize * stride)
        sums = Workspace(count: Self.blockSize * (outputs + Self.blockSize))
        partial = Workspace(count: Self.blockSize * outputs * chunks)
        gramPartial = Workspace(repeating: 0, count: Self.blockSize * Self.blockSize * chunks)
        let stride = stride
        nonisolated(unsafe) let (source, target) = (source, rows.base)
        workers.forEach(outputs) { (target + $0 * stride).update(from: source + $0 * inputs, count: inputs) }
    }

    /// Writes the weights, [output, input].
    func copyWeights(to target: UnsafeMutablePointer<Float>, workers: Workers) {
        nonisolated(unsafe) let target = target
        workers.forEach(outputs) { (target + $0 * inputs).update(from: weights + $0 * stride, count: inputs) }
    }

    /// Consecutive samples, at most `blockSize`.
    struct Block: @unchecked Sendable {
        /// As given, [sample, input].
        let source: UnsafePointer<Float>
        /// The same in rows `stride` apart, once prepared.
        fileprivate let samples: UnsafeMutablePointer<Float>
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
        of total: Int, _ samples: UnsafePointer<Float>, workers: Workers,
        recur: (Range<Int>) -> (change: Change, failure: Int?)
    ) -> Int? {
        var last: (Change, Block)?
        if let first = block(samples, at: 0, of: total) { prepare(first, workers: workers) }
        for first in Swift.stride(from: 0, to: total, by: Self.blockSize) {
            guard let block = block(samples, at: first, of: total) else { break }
            advance(applying: last, next: block, workers: workers)
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
        advance(applying: last, next: nil, workers: workers)
        return nil
    }

    /// Copies a block and computes its Gram matrix; `advance` to the block comes after it.
    func prepare(_ block: Block, workers: Workers) {
        workers.forEach(chunks) { gram(block, $0) }
    }

    /// Changes the weights by the block before and fills `values` for the next one, chunk by chunk: a chunk of the
    /// weights is still in the cache when it is used again.
    func advance(applying last: (change: Change, block: Block)?, next: Block?, workers: Workers) {
        nonisolated(unsafe) let last = last
        workers.forEach(chunks) { chunk in
            if let last { apply(last.change, last.block, chunk) }
            if let next { respond(next, chunk) }
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

    /// The block of samples from one on; nil beyond the last.
    func block(_ samples: UnsafePointer<Float>, at first: Int, of total: Int) -> Block? {
        guard first < total else { return nil }
        let place = first / Self.blockSize % 2 * Self.blockSize * stride
        return Block(
            source: samples + first * inputs, samples: self.samples.base + place,
            count: min(Self.blockSize, total - first))
    }

    /// A chunk's part of W x_s.
    private func respond(_ block: Block, _ chunk: Int) {
        let (first, depth) = columns(chunk)
        BLAS.gemm(
            transposeB: true, m: block.count, n: outputs, k: depth, block.samples + first, stride, weights + first,
            stride, partial.base + chunk * block.count * outputs, outputs)
    }

    /// A chunk's part of x_t · x_s, and of the copy of the samples.
    private func gram(_ block: Block, _ chunk: Int) {
        let (first, depth) = columns(chunk)
        for row in 0..<block.count {
            (block.samples + row * stride + first).update(from: block.source + row * inputs + first, count: depth)
        }
        BLAS.lowerGram(
            n: block.count, k: depth, block.samples + first, stride,
            gramPartial.base + chunk * block.count * block.count, block.count)
    }

    private func apply(_ change: Change, _ block: Block, _ chunk: Int) {
        let (first, width) = columns(chunk)
        let (w, x) = (weights + first, block.samples + first)
        switch change {
        case .scaled(let scales, let coefficients):
            if let scales { for output in 0..<outputs { BLAS.scale(width, scales[output], w + output * stride) } }
            BLAS.gemm(
                transposeA: true, m: outputs, n: width, k: block.count, coefficients, outputs, x, stride, beta: 1, w,
                stride)
        case .added(let coefficients, let length):
            BLAS.gemm(m: outputs, n: width, k: block.count, coefficients, length, x, stride, beta: 1, w, stride)
        case .lower(let coefficients, let length):
            BLAS.multiplyLower(m: outputs, n: width, coefficients, length, w, stride)
            BLAS.gemm(
                m: outputs, n: width, k: block.count, coefficients + outputs, length, x, stride, beta: 1, w, stride)
        }
    }

    /// W Wᵀ, [output, output].
    func weightGram(into gram: UnsafeMutablePointer<Float>, workers: Workers) {
        let size = outputs * outputs
        let parts = Workspace<Float>(repeating: 0, count: chunks * size)
        nonisolated(unsafe) let target = parts.base
        workers.forEach(chunks) { chunk in
            let (first, depth) = columns(chunk)
            BLAS.gemm(
                transposeB: true, m: outputs, n: outputs, k: depth, weights + first, stride, weights + first, stride,
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
