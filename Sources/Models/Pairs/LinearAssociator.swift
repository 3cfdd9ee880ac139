// Aim: the linear answer of pairs, in the form of its patterns.
//
//     h = Y'^T C X' s,   X' = X - rho_x,   Y' = Y - rho_y
//
//     Hebb            C = 1/P:           W = (1/P) sum_p (y_p - rho_y)(x_p - rho_x)^T
//     pseudo-inverse  C = (X X^T)^-1, rho = 0:  W = Y^T (X X^T)^-1 X, so that W x_p = y_p
//
// X keys and Y targets, one a row; s state; rho means over all values of all patterns, 0 unless they are subtracted. W of
// M×N weights is never made: a block of overlaps and two products with patterns of P rows are.
//
// Reference: T. Kohonen, IEEE Trans. Comput. C-21, 353 (1972); T. Kohonen, M. Ruohonen, IEEE Trans. Comput. C-22, 701
// (1973).

import Numerics
import Patterns
import Separations

struct LinearAssociator: Associator {
    private let keys: PatternRows
    private let targets: PatternRows
    /// M of C = M^T M; nil for C = 1/P.
    private let root: Matrix?
    private let keyMean: Double
    private let targetMean: Double
    /// Units of one task of the second product.
    private static let width = 1024

    /// - Throws: what `inverseCorrelationRoot` throws.
    init(_ keys: PatternSet, _ targets: PatternSet, _ settings: PairSettings, workers: Workers) throws {
        (self.keys, self.targets) = (PatternRows(keys), PatternRows(targets))
        root =
            settings.decorrelates
            ? try keys.inverseCorrelationRoot(cutoff: Double(Float(settings.cutoff)), workers: workers) : nil
        keyMean = settings.subtractsMean ? keys.mean : 0
        targetMean = settings.subtractsMean ? targets.mean : 0
    }

    func answers(to cues: PatternSet, keeping previous: PatternSet?, workers: Workers) throws -> PatternSet {
        try keys.patterns.checkCues(cues)
        let fields = fields(of: cues, workers: workers)
        // A projection answers with the values themselves, a sum of outer products with the side of each.
        return targets.patterns.coded(fields.values, keeping: previous, middle: root == nil ? 0 : nil)
    }

    /// h of a batch of states, [state, unit of a target].
    func fields(of states: PatternSet, workers: Workers) -> Matrix {
        var result = Matrix(rows: states.count, columns: targets.width)
        let batch = max(1, min(256, (1 << 24) / max(1, keys.count)))
        for first in stride(from: 0, to: states.count, by: batch) {
            let part = states.selecting(Array(first..<min(states.count, first + batch))).matrix
            var shares = overlaps(part, workers)
            if let root {
                shares = shares.times(root, transposed: true, workers: workers).times(root, workers: workers)
            }
            result.withRows(first..<first + part.rows) { answer(shares, into: $0, workers) }
        }
        return result
    }

    /// (x_p - rho_x)·s, over P where nothing else scales it, [state, pattern].
    private func overlaps(_ states: Matrix, _ workers: Workers) -> Matrix {
        var result = Matrix(rows: states.rows, columns: keys.count)
        let shift = (0..<states.rows).map { state in
            keyMean == 0 ? 0 : keyMean * states.withRow(state) { $0.reduce(0.0) { $0 + Double($1) } }
        }
        let scale = root == nil ? 1 / Double(keys.count) : 1
        let (count, width) = (states.rows, keys.width)
        states.values.withUnsafeBufferPointer { states in
            result.values.withUnsafeMutableBufferPointer { buffer in
                guard let states = states.baseAddress else { return }
                nonisolated(unsafe) let source = states
                let out = SharedPointer(buffer)
                keys.forEachBlock(workers) { range, rows in
                    rows.forEachSlice { units, values, stride in
                        BLAS.gemm(
                            transposeB: true, m: count, n: range.count, k: units.count, source + units.lowerBound,
                            width,
                            values, stride, beta: units.lowerBound == 0 ? 0 : 1, out.base + range.lowerBound, keys.count
                        )
                    }
                    for state in 0..<count {
                        for pattern in range {
                            let place = out.base + state * keys.count + pattern
                            place.pointee = Float((Double(place.pointee) - shift[state]) * scale)
                        }
                    }
                }
            }
        }
        return result
    }

    /// sum_p (y_p - rho_y) a_p, [state, unit].
    private func answer(_ shares: Matrix, into out: UnsafeMutablePointer<Float>, _ workers: Workers) {
        let (count, patterns, width) = (shares.rows, keys.count, targets.width)
        let shift = (0..<count).map { state in
            targetMean == 0 ? 0 : Float(targetMean * shares.withRow(state) { $0.reduce(0.0) { $0 + Double($1) } })
        }
        nonisolated(unsafe) let out = out
        shares.values.withUnsafeBufferPointer { shares in
            guard let shares = shares.baseAddress else { return }
            nonisolated(unsafe) let source = shares
            workers.forEachRange(of: width, size: Self.width) { units in
                for first in stride(from: 0, to: patterns, by: targets.blockSize) {
                    let range = first..<min(patterns, first + targets.blockSize)
                    targets.withRows(range) { rows in
                        rows.withUnits(units) { values, stride in
                            BLAS.gemm(
                                m: count, n: units.count, k: range.count, source + first, patterns, values, stride,
                                beta: first == 0 ? 0 : 1, out + units.lowerBound, width)
                        }
                    }
                }
                for state in 0..<count where shift[state] != 0 {
                    for unit in units { out[state * width + unit] -= shift[state] }
                }
            }
        }
    }
}

extension Matrix {
    /// Lends the memory of some rows.
    fileprivate mutating func withRows(_ range: Range<Int>, _ body: (UnsafeMutablePointer<Float>) -> Void) {
        let columns = columns
        values.withUnsafeMutableBufferPointer { values in
            if let base = values.baseAddress { body(base + range.lowerBound * columns) }
        }
    }
}
