// Aim: how near patterns can lie to each other, told from few numbers each.
//
//     x·y <= c(x)·c(y) + r(x) r(y)          c_g(x) = sum_{i in g} x_i / sqrt(|g|),  r(x)² = |x|² - |c(x)|²
//     sum_i |x_i - y_i| >= sum_g sqrt(|g|) |c_g(x) - c_g(y)|
//
// g groups of units, of pictures squares of neighbouring pixels, whose sums say most of what a picture is. The first is
// the inequality of Cauchy and Schwarz on what the sums leave out, the second that of the triangle. Rounding to Float32
// is allowed for.
//
// Reference: C. Faloutsos, M. Ranganathan, Y. Manolopoulos, SIGMOD 23, 419 (1994) (bounds that never lose a neighbour).

import Numerics
import Patterns
import Separations

struct CoarsePatterns: @unchecked Sendable {
    // Nothing changes after `init`.
    private let similarity: Similarity
    /// c, [pattern, group]; of manhattan times sqrt(|g|).
    private let sums: Workspace<Float>
    private let groups: Int
    private let count: Int
    /// |x|² and r of each pattern.
    private let squares: [Double]
    private let rests: [Double]
    /// By how much an inner product of sums in Float32 may be wrong at most, relative to the lengths.
    private let rounding: Double
    /// sqrt(N): sum |x_i| is at most so many times |x|.
    private let magnitude: Double
    private static let groups = 256

    init(_ patterns: PatternSet, _ similarity: Similarity, workers: Workers) {
        let groupOf = Self.groups(of: patterns)
        let groups = (groupOf.max() ?? 0) + 1
        var sizes = [Float](repeating: 0, count: groups)
        for group in groupOf { sizes[group] += 1 }
        let scales = sizes.map { similarity == .manhattan ? 1 : 1 / $0.squareRoot() }
        // A group of k units is summed with k roundings, and a product of sums with as many as there are groups.
        let rounding = (2 * Double(sizes.max() ?? 0) + Double(groups)) * 0x1p-23
        let sums = Workspace<Float>(count: patterns.count * groups)
        var squares = [Double](repeating: 0, count: patterns.count)
        var rests = squares
        squares.withUnsafeMutableBufferPointer { squares in
            rests.withUnsafeMutableBufferPointer { rests in
                let (squares, rests) = (SharedPointer(squares), SharedPointer(rests))
                nonisolated(unsafe) let target = sums.base
                PatternRows(patterns).forEachBlock(workers) { range, rows in
                    for (row, pattern) in range.enumerated() {
                        let own = target + pattern * groups
                        own.update(repeating: 0, count: groups)
                        rows.withRow(row) { values in
                            for (unit, group) in groupOf.enumerated() { own[group] += values[unit] }
                        }
                        for group in 0..<groups { own[group] *= scales[group] }
                        let square = rows.square(of: row)
                        squares.base[pattern] = square
                        let rest = square - BlockKernels.squareSum(own, count: groups)
                        rests.base[pattern] = max(0, rest + square * rounding).squareRoot()
                    }
                }
            }
        }
        (self.similarity, self.sums, self.groups, self.squares, self.rests) = (similarity, sums, groups, squares, rests)
        (count, self.rounding) = (patterns.count, rounding)
        magnitude = Double(patterns.neurons).squareRoot()
    }

    /// The group of each unit: squares of pixels, or runs of units where there is no picture.
    private static func groups(of patterns: PatternSet) -> [Int] {
        let most = groups
        guard patterns.neurons > most else { return Array(0..<patterns.neurons) }
        guard let geometry = patterns.geometry, geometry.rows > 1 else {
            let length = (patterns.neurons + most - 1) / most
            return (0..<patterns.neurons).map { $0 / length }
        }
        var side = 1
        func columns() -> Int { (geometry.columns + side - 1) / side }
        while (geometry.rows + side - 1) / side * columns() * geometry.channels > most { side += 1 }
        return (0..<patterns.neurons).map { unit in
            let pixel = unit / geometry.channels
            let (row, column) = (pixel / geometry.columns / side, pixel % geometry.columns / side)
            return (row * columns() + column) * geometry.channels + unit % geometry.channels
        }
    }

    /// Calls `body`, on the threads of `workers`, for each pattern with bounds below which sim(x, x) - sim(x_q, x) of no
    /// other pattern lies, [other].
    func forEachPattern(_ workers: Workers, _ body: @Sendable (Int, UnsafeMutablePointer<Float>) -> Void) {
        nonisolated(unsafe) let sums = sums.base
        workers.forEachRange(of: count, size: 64) { range in
            let bounds = Workspace<Float>(count: range.count * count)
            if similarity == .manhattan {
                for (row, pattern) in range.enumerated() {
                    BlockKernels.absoluteDistances(
                        sums, rowCount: count, count: groups, from: sums + pattern * groups,
                        into: bounds.base + row * count)
                }
            } else {
                BLAS.gemm(
                    transposeB: true, m: range.count, n: count, k: groups, sums + range.lowerBound * groups, groups,
                    sums,
                    groups, bounds.base, count)
            }
            for (row, pattern) in range.enumerated() {
                let own = bounds.base + row * count
                finish(own, of: pattern)
                body(pattern, own)
            }
        }
    }

    /// Inner products of sums, or distances of them, become bounds.
    private func finish(_ bounds: UnsafeMutablePointer<Float>, of pattern: Int) {
        let (square, rest) = (squares[pattern], rests[pattern])
        let length = square.squareRoot()
        for other in 0..<count {
            let otherLength = squares[other].squareRoot()
            let product = Double(bounds[other]) + rest * rests[other] + rounding * length * otherLength
            let bound: Double
            switch similarity {
            case .dot: bound = square - product
            case .euclidean: bound = (square + squares[other]) / 2 - product
            case .cosine: bound = length * otherLength > 0 ? 1 - product / (length * otherLength) : 0
            case .manhattan: bound = Double(bounds[other]) - rounding * magnitude * (length + otherLength)
            }
            bounds[other] = Float(bound).nextDown
        }
    }
}
