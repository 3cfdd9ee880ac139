// Aim: the likenesses of a batch of graded states to all keys, as the matrix product that they contain.
//
//     x·s from the product;  cosine x·s / (|x| |s|);  euclidean x·s - |x|² / 2 - |s|² / 2;  manhattan row by row
//
// A distance much smaller than its vectors is the difference of nearly equal numbers: it is summed term by term instead.
// Keys are taken in blocks that depend on their length alone, each by one thread: the same bytes for any number of them.

import Numerics
import Patterns
import Separations

struct Likenesses: Sendable {
    let similarity: Similarity
    private let keys: PatternRows

    /// - Parameter known: units that count; nil for all.
    init(_ keys: PatternSet, _ similarity: Similarity, known: [Bool]? = nil) {
        (self.keys, self.similarity) = (PatternRows(keys, known: known), similarity)
    }

    /// Whether lengths are asked for beside products.
    private var needsSquares: Bool { similarity == .cosine || similarity == .euclidean }

    /// Fills `out`, [state, pattern].
    ///
    /// - Parameter states: `count` rows of one value a unit.
    func fill(
        _ states: UnsafePointer<Float>, count: Int, into out: UnsafeMutablePointer<Float>, workers: Workers
    ) {
        let width = keys.width
        let lengths =
            needsSquares ? (0..<count).map { BlockKernels.squareSum(states + $0 * width, count: width) } : []
        nonisolated(unsafe) let (states, out) = (states, out)
        keys.forEachBlock(workers) { range, rows in
            let first = out + range.lowerBound
            if similarity == .manhattan { return distances(rows, states, count, into: first) }
            rows.forEachSlice { units, values, stride in
                BLAS.gemm(
                    transposeB: true, m: count, n: range.count, k: units.count, states + units.lowerBound, width,
                    values, stride, beta: units.lowerBound == 0 ? 0 : 1, first, keys.count)
            }
            guard needsSquares else { return }
            // While the block is in the cache: the keys are not read once more for that.
            let squares = (0..<range.count).map { rows.square(of: $0) }
            for state in 0..<count {
                finish(first + state * keys.count, squares, rows, lengths[state], states + state * width)
            }
        }
    }

    private func distances(
        _ rows: PatternRows.Rows, _ states: UnsafePointer<Float>, _ count: Int, into out: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<rows.count {
            rows.withRow(row) { values in
                for state in 0..<count {
                    let target = out + state * keys.count + row
                    BlockKernels.absoluteDistances(
                        values, rowCount: 1, count: keys.width, from: states + state * keys.width, into: target)
                    target.pointee.negate()
                }
            }
        }
    }

    /// Products become likenesses.
    private func finish(
        _ likenesses: UnsafeMutablePointer<Float>, _ squares: [Double], _ rows: PatternRows.Rows, _ square: Double,
        _ state: UnsafePointer<Float>
    ) {
        for (row, keySquare) in squares.enumerated() {
            let product = Double(likenesses[row])
            if similarity == .cosine {
                let length = (keySquare * square).squareRoot()
                likenesses[row] = length > 0 ? Float(product / length) : 0
                continue
            }
            let sum = (keySquare + square) / 2
            guard product > sum * (1 - 0x1p-10) else {
                likenesses[row] = Float(product - sum)
                continue
            }
            var sums = [0.0, 0, 0]
            rows.withRow(row) { BlockKernels.squareSums($0, state, count: keys.width, into: &sums) }
            likenesses[row] = Float(-sums[2] / 2)
        }
    }
}
