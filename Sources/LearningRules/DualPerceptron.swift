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
    /// x_pi with one unit a row, [neuron, pattern].
    private let units: Matrix
    /// x_p·x_q.
    private let products: [Float]
    private let margin: Double
    private let workers: Workers
    /// f_ip, [neuron, pattern].
    private var fields: Matrix
    /// c_i.
    private var offsets: [Float]
    private var alpha: Matrix
    /// |w_i|².
    private var squares: [Double]
    /// Units that the last epoch left as they were are done.
    private var isDone: [Bool]

    init(_ patterns: PatternSet, _ weights: Matrix, _ rule: PerceptronRule, _ setting: LearningSetting) {
        self.patterns = patterns.matrix
        units = self.patterns.transposed
        products = patterns.innerProducts(workers: setting.workers).map { Float($0) }
        margin = Double(Float(rule.margin))
        workers = setting.workers
        alpha = Matrix(rows: patterns.neurons, columns: patterns.count)
        let isEmpty = weights.largestMagnitude == 0
        fields = isEmpty ? alpha : weights.times(self.patterns, transposed: true, workers: setting.workers)
        squares = (0..<weights.rows).map { unit in
            isEmpty ? 0 : weights.withRow(unit) { $0.reduce(0.0) { $0 + Double($1) * Double($1) } }
        }
        isDone = [Bool](repeating: false, count: patterns.neurons)
        offsets = [Float](repeating: 0, count: patterns.neurons)
    }

    mutating func runEpoch(_ weights: inout Matrix) -> Int {
        let count = patterns.rows
        var errors = [Int](repeating: 0, count: patterns.columns)
        // Fields of these take about 16 KiB.
        let together = max(1, min(16, 4096 / max(1, count)))
        let (units, products, margin, workers) = (units, products, margin, workers)
        var all = (0..<units.rows).map { Learner(unit: $0, square: squares[$0], offset: offsets[$0]) }
        fields.values.withUnsafeMutableBufferPointer { fields in
            alpha.values.withUnsafeMutableBufferPointer { alpha in
                all.withUnsafeMutableBufferPointer { all in
                    let (fields, alpha, all) = (SharedPointer(fields), SharedPointer(alpha), SharedPointer(all))
                    let done = isDone
                    workers.forEachRange(of: units.rows, size: together) { range in
                        var tile = range.filter { !done[$0] }.map { all.base[$0] }
                        Self.learn(units, products, margin, fields.base, alpha.base, &tile)
                        for learner in tile { all.base[learner.unit] = learner }
                    }
                }
            }
        }
        for learner in all where !isDone[learner.unit] {
            (squares[learner.unit], offsets[learner.unit]) = (learner.square, learner.offset)
            errors[learner.unit] = learner.errors
            isDone[learner.unit] = learner.errors == 0
        }
        return errors.reduce(0, +)
    }

    /// A unit in one epoch.
    private struct Learner {
        let unit: Int
        /// |w_i|².
        var square: Double
        /// c_i.
        var offset: Float
        /// Patterns that were not stable.
        var errors = 0
        /// Fields up to here are not stable.
        var bound = 0.0
    }

    /// One epoch of some units, pattern by pattern.
    private static func learn(
        _ units: Matrix, _ products: [Float], _ margin: Double, _ fields: UnsafeMutablePointer<Float>,
        _ alpha: UnsafeMutablePointer<Float>, _ tile: inout [Learner]
    ) {
        let count = units.columns
        units.values.withUnsafeBufferPointer { values in
            products.withUnsafeBufferPointer { products in
                tile.withUnsafeMutableBufferPointer { tile in
                    guard let values = values.baseAddress, let products = products.baseAddress else { return }
                    for index in tile.indices { tile[index].bound = margin * tile[index].square.squareRoot() }
                    for pattern in 0..<count {
                        let row = products + pattern * count
                        for index in tile.indices {
                            let first = tile[index].unit * count
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
    }

    func finish(_ weights: inout Matrix) {
        let size = weights.rows
        weights.values.withUnsafeMutableBufferPointer { weights in
            alpha.values.withUnsafeBufferPointer { alpha in
                patterns.values.withUnsafeBufferPointer { patterns in
                    guard let weights = weights.baseAddress, let alpha = alpha.baseAddress,
                        let patterns = patterns.baseAddress
                    else { return }
                    let count = self.patterns.rows
                    BLAS.multiply(
                        m: size, n: size, k: count, alpha, count, patterns, size, beta: 1, weights, size,
                        workers: workers)
                    for unit in 0..<size { weights[unit * size + unit] = 0 }
                }
            }
        }
    }
}
