// Aim: the perceptron rule at a cost of P, not N, for each change.
//
//     w_i = w_i(0) + sum_p alpha_ip x_p (without unit i itself)
//     a change for pattern p:  alpha_ip += y_ip,  h_iq += y_ip (x_p·x_q - x_pi x_qi) for all q
//
// X X^T is one matrix product before, W = W(0) + alpha X one after. Fields and lengths are kept from epoch to epoch
// and are whole numbers (weights in units of eta/N), so they do not drift. Units are independent of each other and
// shared out over the threads.

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
    /// h_ip, [neuron, pattern].
    private var fields: Matrix
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
    }

    mutating func runEpoch(_ weights: inout Matrix) -> Int {
        let count = patterns.rows
        var errors = [Int](repeating: 0, count: patterns.columns)
        let (units, products, margin, workers) = (units, products, margin, workers)
        fields.values.withUnsafeMutableBufferPointer { fields in
            alpha.values.withUnsafeMutableBufferPointer { alpha in
                squares.withUnsafeMutableBufferPointer { squares in
                    isDone.withUnsafeMutableBufferPointer { done in
                        errors.withUnsafeMutableBufferPointer { errors in
                            let (fields, alpha, squares) = (
                                SharedPointer(fields), SharedPointer(alpha), SharedPointer(squares)
                            )
                            let (done, errors) = (SharedPointer(done), SharedPointer(errors))
                            workers.forEachRange(of: units.rows, size: 16) { range in
                                for unit in range where !done.base[unit] {
                                    let first = unit * count
                                    errors.base[unit] = Self.learn(
                                        units, unit, products, margin, fields.base + first, alpha.base + first,
                                        &squares.base[unit])
                                    done.base[unit] = errors.base[unit] == 0
                                }
                            }
                        }
                    }
                }
            }
        }
        return errors.reduce(0, +)
    }

    /// One epoch of one unit; the number of patterns that were not stable.
    private static func learn(
        _ units: Matrix, _ unit: Int, _ products: [Float], _ margin: Double, _ fields: UnsafeMutablePointer<Float>,
        _ alpha: UnsafeMutablePointer<Float>, _ square: inout Double
    ) -> Int {
        let count = units.columns
        var errors = 0
        units.values.withUnsafeBufferPointer { values in
            products.withUnsafeBufferPointer { products in
                guard let values = values.baseAddress, let products = products.baseAddress else { return }
                let own = values + unit * count
                var bound = margin * square.squareRoot()
                for pattern in 0..<count {
                    let target = perceptronTarget(own[pattern])
                    let aligned = Double(target * fields[pattern])
                    guard aligned <= bound else { continue }
                    errors += 1
                    let row = products + pattern * count
                    square += 2 * aligned + Double(row[pattern] - own[pattern] * own[pattern])
                    bound = margin * square.squareRoot()
                    alpha[pattern] += target
                    BlockKernels.addTwo(target, row, -target * own[pattern], own, to: fields, count: count)
                }
            }
        }
        return errors
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
