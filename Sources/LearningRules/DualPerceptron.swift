// Aim: the perceptron rule at a cost of P, not N, for each change.
//
//     w_i = w_i(0) + sum_p alpha_ip x_p (without unit i itself)
//     a change for pattern p:  alpha_ip += y_ip,  h_iq += y_ip (x_p·x_q - x_pi x_qi) for all q
//     kept as h_iq = f_iq - c_i x_qi:  f_iq += y_ip x_p·x_q,  c_i += y_ip x_pi
//
// X X^T is one matrix product before, W = W(0) + alpha X one after. Fields and lengths are kept from epoch to epoch
// and are whole numbers (weights in units of eta/N), so they do not drift. Units are independent of each other and
// shared out over the threads; some of them walk through the patterns together, so that the products of a pattern are
// fetched once for all, and their fields stay in the nearest cache.

import Numerics
import Patterns

struct DualPerceptron: PerceptronLearner {
    private let patterns: Matrix
    /// Of the rows of weights.
    private let range: Range<Int>
    /// x_pi with one of these units a row, [unit, pattern].
    private let units: Matrix
    /// x_p·x_q.
    private let products: [Float]
    private let margin: Double
    private let workers: Workers
    /// f_ip, [unit, pattern].
    private var fields: Matrix
    private var alpha: Matrix
    /// The units that the last epoch changed: the others are done.
    private var learners: [Learner]

    init(
        _ patterns: PatternSet, _ range: Range<Int>, _ weights: Matrix, _ rule: PerceptronRule,
        _ setting: LearningSetting
    ) {
        self.patterns = patterns.matrix
        self.range = range
        units = self.patterns.transposed(columns: range)
        products = patterns.innerProducts(workers: setting.workers).map { Float($0) }
        margin = Double(Float(rule.margin))
        workers = setting.workers
        alpha = Matrix(rows: range.count, columns: patterns.count)
        let isEmpty = weights.largestMagnitude == 0
        fields = isEmpty ? alpha : weights.times(self.patterns, transposed: true, workers: setting.workers)
        learners = (0..<range.count).map { row in
            Learner(
                row: row,
                square: isEmpty ? 0 : weights.withRow(row) { $0.reduce(0.0) { $0 + Double($1) * Double($1) } })
        }
    }

    mutating func runEpoch(_ weights: inout Matrix) -> Int {
        // Fields of these take about 16 KiB.
        let together = max(1, min(16, 4096 / max(1, patterns.rows)))
        let (units, products, margin, workers) = (units, products, margin, workers)
        fields.values.withUnsafeMutableBufferPointer { fields in
            alpha.values.withUnsafeMutableBufferPointer { alpha in
                learners.withUnsafeMutableBufferPointer { learners in
                    let (fields, alpha, all) = (SharedPointer(fields), SharedPointer(alpha), SharedPointer(learners))
                    workers.forEachRange(of: learners.count, size: together) { range in
                        let tile = UnsafeMutableBufferPointer(start: all.base + range.lowerBound, count: range.count)
                        Self.learn(units, products, margin, fields.base, alpha.base, tile)
                    }
                }
            }
        }
        learners.removeAll { $0.errors == 0 }
        return learners.reduce(0) { $0 + $1.errors }
    }

    /// A unit that is not done.
    private struct Learner {
        let row: Int
        /// |w_i|².
        var square: Double
        /// c_i.
        var offset: Float = 0
        /// Patterns that were not stable in the last epoch.
        var errors = 0
        /// Fields up to here are not stable.
        var bound = 0.0
    }

    /// One epoch of some units, pattern by pattern.
    private static func learn(
        _ units: Matrix, _ products: [Float], _ margin: Double, _ fields: UnsafeMutablePointer<Float>,
        _ alpha: UnsafeMutablePointer<Float>, _ tile: UnsafeMutableBufferPointer<Learner>
    ) {
        let count = units.columns
        units.values.withUnsafeBufferPointer { values in
            products.withUnsafeBufferPointer { products in
                guard let values = values.baseAddress, let products = products.baseAddress else { return }
                for index in tile.indices {
                    (tile[index].errors, tile[index].bound) = (0, margin * tile[index].square.squareRoot())
                }
                for pattern in 0..<count {
                    let row = products + pattern * count
                    for index in tile.indices {
                        let first = tile[index].row * count
                        let own = values[first + pattern]
                        let target = perceptronTarget(own)
                        let aligned = Double(target * (fields[first + pattern] - tile[index].offset * own))
                        guard aligned <= tile[index].bound else { continue }
                        tile[index].errors += 1
                        tile[index].square += 2 * aligned + Double(row[pattern] - own * own)
                        tile[index].bound = margin * tile[index].square.squareRoot()
                        tile[index].offset += target * own
                        alpha[first + pattern] += target
                        BLAS.axpy(count, target, row, fields + first)
                    }
                }
            }
        }
    }

    func finish(_ weights: inout Matrix) {
        let (size, range) = (weights.columns, range)
        weights.values.withUnsafeMutableBufferPointer { weights in
            alpha.values.withUnsafeBufferPointer { alpha in
                patterns.values.withUnsafeBufferPointer { patterns in
                    guard let weights = weights.baseAddress, let alpha = alpha.baseAddress,
                        let patterns = patterns.baseAddress
                    else { return }
                    let count = self.patterns.rows
                    BLAS.multiply(
                        m: range.count, n: size, k: count, alpha, count, patterns, size, beta: 1, weights, size,
                        workers: workers)
                    for (row, unit) in range.enumerated() { weights[row * size + unit] = 0 }
                }
            }
        }
    }
}
