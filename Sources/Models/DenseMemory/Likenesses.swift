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
    /// |x_p|², where the similarity asks for it.
    private let squares: [Double]

    init(_ keys: PatternRows, _ similarity: Similarity, workers: Workers) {
        (self.keys, self.similarity) = (keys, similarity)
        guard similarity == .cosine || similarity == .euclidean else {
            squares = []
            return
        }
        var squares = [Double](repeating: 0, count: keys.count)
        squares.withUnsafeMutableBufferPointer { buffer in
            let squares = SharedPointer(buffer)
            workers.forEachRange(of: keys.count, size: keys.blockSize) { range in
                keys.withRows(range) { rows in
                    for (index, pattern) in range.enumerated() {
                        squares.base[pattern] = BlockKernels.squareSum(rows + index * keys.width, count: keys.width)
                    }
                }
            }
        }
        self.squares = squares
    }

    /// Fills `out`, [state, pattern].
    ///
    /// - Parameter states: `count` rows of one value a unit.
    func fill(
        _ states: UnsafePointer<Float>, count: Int, into out: UnsafeMutablePointer<Float>, workers: Workers
    ) {
        let width = keys.width
        let lengths =
            squares.isEmpty
            ? []
            : (0..<count).map {
                BlockKernels.squareSum(states + $0 * width, count: width)
            }
        nonisolated(unsafe) let (states, out) = (states, out)
        workers.forEachRange(of: keys.count, size: keys.blockSize) { range in
            keys.withRows(range) { rows in
                if similarity == .manhattan {
                    for state in 0..<count {
                        let target = out + state * keys.count + range.lowerBound
                        BlockKernels.absoluteDistances(
                            rows, rowCount: range.count, count: width, from: states + state * width, into: target)
                        for index in 0..<range.count { target[index].negate() }
                    }
                    return
                }
                BLAS.gemm(
                    transposeB: true, m: count, n: range.count, k: width, states, width, rows, width,
                    out + range.lowerBound, keys.count)
                guard !squares.isEmpty else { return }
                for state in 0..<count {
                    finish(out + state * keys.count, range, lengths[state], states + state * width, rows)
                }
            }
        }
    }

    /// Products become likenesses.
    private func finish(
        _ row: UnsafeMutablePointer<Float>, _ range: Range<Int>, _ square: Double, _ state: UnsafePointer<Float>,
        _ keys: UnsafePointer<Float>
    ) {
        let width = self.keys.width
        for pattern in range {
            let product = Double(row[pattern])
            if similarity == .cosine {
                let length = (squares[pattern] * square).squareRoot()
                row[pattern] = length > 0 ? Float(product / length) : 0
                continue
            }
            let sum = (squares[pattern] + square) / 2
            if product > sum * (1 - 0x1p-10) {
                var sums = [0.0, 0, 0]
                BlockKernels.squareSums(
                    keys + (pattern - range.lowerBound) * width, state, count: width, into: &sums)
                row[pattern] = Float(-sums[2] / 2)
            } else {
                row[pattern] = Float(product - sum)
            }
        }
    }
}
