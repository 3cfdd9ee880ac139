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

    /// - Parameter known: units that count; nil for all.
    init(_ keys: PatternSet, _ similarity: Similarity, known: [Bool]? = nil, workers: Workers) {
        let keys = PatternRows(keys, known: known)
        (self.keys, self.similarity) = (keys, similarity)
        guard similarity == .cosine || similarity == .euclidean else {
            squares = []
            return
        }
        var squares = [Double](repeating: 0, count: keys.count)
        squares.withUnsafeMutableBufferPointer { buffer in
            let squares = SharedPointer(buffer)
            keys.forEachBlock(workers) { range, rows in
                for (row, pattern) in range.enumerated() { squares.base[pattern] = rows.square(of: row) }
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
            squares.isEmpty ? [] : (0..<count).map { BlockKernels.squareSum(states + $0 * width, count: width) }
        nonisolated(unsafe) let (states, out) = (states, out)
        keys.forEachBlock(workers) { range, rows in
            let first = out + range.lowerBound
            if similarity == .manhattan { return distances(rows, states, count, into: first) }
            rows.forEachSlice { units, values, stride in
                BLAS.gemm(
                    transposeB: true, m: count, n: range.count, k: units.count, states + units.lowerBound, width,
                    values, stride, beta: units.lowerBound == 0 ? 0 : 1, first, keys.count)
            }
            guard !squares.isEmpty else { return }
            for state in 0..<count {
                finish(first + state * keys.count, range, rows, lengths[state], states + state * width)
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
        _ likenesses: UnsafeMutablePointer<Float>, _ range: Range<Int>, _ rows: PatternRows.Rows, _ square: Double,
        _ state: UnsafePointer<Float>
    ) {
        for (row, pattern) in range.enumerated() {
            let product = Double(likenesses[row])
            if similarity == .cosine {
                let length = (squares[pattern] * square).squareRoot()
                likenesses[row] = length > 0 ? Float(product / length) : 0
                continue
            }
            let sum = (squares[pattern] + square) / 2
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
