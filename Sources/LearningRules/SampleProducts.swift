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
    /// Samples in a block, K: with more, the recurrences and the Gram matrix take longer, with fewer the products.
    static let blockSize = 48
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
    private let magnitudePartial: Workspace<Float>
    private let hasMagnitudes: Bool
    /// The samples as they were given, [sample, input].
    private let given: UnsafePointer<Float>
    let pool: ThreadPool

    /// The width of a row for a block of `count` samples.
    func rowLength(_ count: Int) -> Int { outputs + count }
    private var chunks: Int { (inputs + Self.chunkWidth - 1) / Self.chunkWidth }

    /// Lends the products of weights, [output, input], and of the samples from row `first` on. What becomes of
    /// `products.weights` are the weights afterwards.
    ///
    /// - Parameter magnitudes: whether the largest magnitude of each sample is wanted too.
    static func with<Result>(
        _ matrix: inout Matrix, _ samples: Matrix, from first: Int, magnitudes: Bool = false, workers: Workers,
        _ body: (SampleProducts) -> Result?
    ) -> Result? {
        let (outputs, inputs) = (matrix.rows, matrix.columns)
        var result: Result?
        matrix.values.withUnsafeMutableBufferPointer { weights in
            samples.values.withUnsafeBufferPointer { samples in
                guard let weights = weights.baseAddress, let samples = samples.baseAddress else { return }
                workers.withThreadPool { pool in
                    let products = SampleProducts(
                        weights, samples + first * inputs, outputs: outputs, inputs: inputs,
                        hasMagnitudes: magnitudes, pool)
                    result = body(products)
                    products.copyWeights(to: weights)
                }
            }
        }
        return result
    }

    private init(
        _ weights: UnsafePointer<Float>, _ given: UnsafePointer<Float>, outputs: Int, inputs: Int, hasMagnitudes: Bool,
        _ pool: ThreadPool
    ) {
        self.outputs = outputs
        self.inputs = inputs
        self.given = given
        self.hasMagnitudes = hasMagnitudes
        self.pool = pool
        stride = inputs % 128 == 0 ? inputs + 16 : inputs
        let chunks = (inputs + Self.chunkWidth - 1) / Self.chunkWidth
        rows = Workspace(count: outputs * stride)
        samples = Workspace(count: 2 * Self.blockSize * stride)
        sums = Workspace(count: Self.blockSize * (outputs + Self.blockSize))
        partial = Workspace(count: Self.blockSize * outputs * chunks)
        gramPartial = Workspace(repeating: 0, count: Self.blockSize * Self.blockSize * chunks)
        magnitudePartial = Workspace(repeating: 0, count: hasMagnitudes ? 2 * Self.blockSize * chunks : 0)
        let stride = stride
        nonisolated(unsafe) let (source, target) = (weights, rows.base)
        pool.forEach(outputs) { (target + $0 * stride).update(from: source + $0 * inputs, count: inputs) }
    }

    private func copyWeights(to target: UnsafeMutablePointer<Float>) {
        nonisolated(unsafe) let target = target
        pool.forEach(outputs) { (target + $0 * inputs).update(from: weights + $0 * stride, count: inputs) }
    }

    /// Consecutive samples, at most `blockSize`.
    struct Block: @unchecked Sendable {
        let range: Range<Int>
        /// As given, [sample, input].
        let source: UnsafePointer<Float>
        /// The same in rows `stride` apart, once prepared.
        fileprivate let samples: UnsafeMutablePointer<Float>
        var count: Int { range.count }
    }

    /// How a block changes the weights.
    enum Change {
        /// W <- diag(scales) W + Cᵀ X, with C [sample, output]; `scales` nil for ones.
        case scaled(UnsafePointer<Float>?, coefficients: UnsafePointer<Float>)
        /// W <- W + C X, with row i of C beginning at i·`stride`.
        case added(UnsafePointer<Float>, stride: Int)
        /// W <- L W + C X with L lower triangular; row i of L, and of C, begins at i·`stride`.
        case lower(UnsafePointer<Float>, coefficients: UnsafePointer<Float>, stride: Int)
    }

    /// Goes through `total` samples block by block. `recur` is called once `values` stand for a block; it says how that
    /// changes the weights, and the first sample at which a number was not finite, which ends the walk. `after` may use
    /// the pool, and change rows of `weights` that the block leaves alone.
    ///
    /// The Gram matrix of the next block needs no weights: it is computed while one thread runs the recurrence.
    ///
    /// - Returns: that sample, or nil.
    func forEachBlock(
        of total: Int, recur: (Block) -> (change: Change, failure: Int?), after: (Block) -> Void = { _ in }
    ) -> Int? {
        var last: (Change, Block)?
        if let first = block(at: 0, of: total) { pool.forEach(chunks) { gram(first, $0) } }
        for first in Swift.stride(from: 0, to: total, by: Self.blockSize) {
            guard let block = block(at: first, of: total) else { break }
            advance(applying: last, next: block)
            let next = self.block(at: first + Self.blockSize, of: total)
            nonisolated(unsafe) var result: (change: Change, failure: Int?)?
            withoutActuallyEscaping(recur) { recur in
                nonisolated(unsafe) let recur = recur
                pool.forEach(next == nil ? 1 : 1 + chunks) { task in
                    if task == 0 {
                        result = recur(block)
                    } else if let next {
                        gram(next, task - 1)
                    }
                }
            }
            guard let (change, failure) = result else { break }
            if let failure { return first + failure }
            after(block)
            last = (change, block)
        }
        advance(applying: last, next: nil)
        return nil
    }

    /// Changes the weights by the block before and fills `values` for the next one, chunk by chunk: a chunk of the
    /// weights is still in the cache when it is used again.
    private func advance(applying last: (change: Change, block: Block)?, next: Block?) {
        nonisolated(unsafe) let last = last
        pool.forEach(chunks) { chunk in
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

    /// max_j |x_j| of a sample of the block that `values` stand for.
    func magnitude(_ sample: Int, of block: Block) -> Float {
        (0..<chunks).reduce(0) { max($0, magnitudes(of: block, $1)[sample]) }
    }

    /// A chunk's part of the magnitudes; those of a block stay until the block after the next.
    private func magnitudes(of block: Block, _ chunk: Int) -> UnsafeMutablePointer<Float> {
        let slot = block.range.lowerBound / Self.blockSize % 2
        return magnitudePartial.base + (slot * chunks + chunk) * Self.blockSize
    }

    private func columns(_ chunk: Int) -> (first: Int, width: Int) {
        (chunk * Self.chunkWidth, min(Self.chunkWidth, inputs - chunk * Self.chunkWidth))
    }

    /// The block of samples from one on; nil beyond the last.
    private func block(at first: Int, of total: Int) -> Block? {
        guard first < total else { return nil }
        let place = first / Self.blockSize % 2 * Self.blockSize * stride
        return Block(
            range: first..<min(first + Self.blockSize, total), source: given + first * inputs,
            samples: self.samples.base + place)
    }

    /// A chunk's part of W x_s.
    private func respond(_ block: Block, _ chunk: Int) {
        let (first, depth) = columns(chunk)
        BLAS.gemm(
            transposeB: true, m: block.count, n: outputs, k: depth, block.samples + first, stride, weights + first,
            stride, partial.base + chunk * block.count * outputs, outputs)
    }

    /// A chunk's part of x_t · x_s, of the magnitudes, and of the copy of the samples.
    private func gram(_ block: Block, _ chunk: Int) {
        let (first, depth) = columns(chunk)
        for row in 0..<block.count {
            let copy = block.samples + row * stride + first
            copy.update(from: block.source + row * inputs + first, count: depth)
            if hasMagnitudes { magnitudes(of: block, chunk)[row] = BLAS.largestMagnitude(depth, copy) }
        }
        BlockKernels.lowerGram(
            block.samples + first, rows: block.count, columns: depth, stride: stride,
            into: gramPartial.base + chunk * block.count * block.count, stride: block.count)
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
        case .lower(let own, let coefficients, let length):
            BLAS.multiplyLower(m: outputs, n: width, own, length, w, stride)
            BLAS.gemm(m: outputs, n: width, k: block.count, coefficients, length, x, stride, beta: 1, w, stride)
        }
    }

    /// W Wᵀ, [output, output].
    func weightGram(into gram: UnsafeMutablePointer<Float>) {
        let size = outputs * outputs
        let parts = Workspace<Float>(repeating: 0, count: chunks * size)
        nonisolated(unsafe) let target = parts.base
        pool.forEach(chunks) { chunk in
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
