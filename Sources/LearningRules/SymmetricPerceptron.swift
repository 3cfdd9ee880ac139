// Aim: the perceptron rule with symmetric weights, an epoch at a time by two matrix products.
//
//     H = X W,  e_pi = y_ip where y_ip h_ip <= kappa |w_i| else 0,  W <- W + E^T X + X^T E,  w_ii = 0
//
// X patterns, one a row; W in units of eta/N.

import Numerics
import Patterns

struct SymmetricPerceptron: PerceptronLearner {
    private let patterns: Matrix
    private let margin: Double
    private let workers: Workers
    private let isCompiled: Bool

    init(_ patterns: PatternSet, _ rule: PerceptronRule, _ setting: LearningSetting) {
        self.patterns = patterns.matrix
        margin = Double(Float(rule.margin))
        workers = setting.workers
        isCompiled = setting.isCompiled
    }

    func runEpoch(_ weights: inout Matrix) -> Int {
        let fields = isCompiled ? patterns.times(weights, workers: workers) : plainFields(weights)
        let lengths = lengths(weights)
        var changes = Matrix(rows: patterns.rows, columns: patterns.columns)
        var errors = 0
        fields.values.withUnsafeBufferPointer { fields in
            patterns.values.withUnsafeBufferPointer { patterns in
                changes.values.withUnsafeMutableBufferPointer { changes in
                    for pattern in 0..<self.patterns.rows {
                        for unit in 0..<lengths.count {
                            let index = pattern * lengths.count + unit
                            let target = perceptronTarget(patterns[index])
                            guard Double(target * fields[index]) <= margin * lengths[unit] else { continue }
                            changes[index] = target
                            errors += 1
                        }
                    }
                }
            }
        }
        guard errors > 0 else { return 0 }
        if isCompiled { add(changes, to: &weights) } else { addPlainly(changes, to: &weights) }
        return errors
    }

    /// |w_i| of all units.
    private func lengths(_ weights: Matrix) -> [Double] {
        guard margin > 0 else { return [Double](repeating: 0, count: weights.rows) }
        return (0..<weights.rows).map { unit in
            weights.withRow(unit) { $0.reduce(0.0) { $0 + Double($1) * Double($1) } }.squareRoot()
        }
    }

    private func add(_ changes: Matrix, to weights: inout Matrix) {
        let left = Matrix(rows: 2 * changes.rows, columns: changes.columns, values: changes.values + patterns.values)
        let right = Matrix(rows: 2 * changes.rows, columns: changes.columns, values: patterns.values + changes.values)
        weights.addSymmetric(left, right, zeroDiagonal: true, workers: workers)
    }

    private func plainFields(_ weights: Matrix) -> Matrix {
        var result = Matrix(rows: patterns.rows, columns: patterns.columns)
        for pattern in 0..<patterns.rows {
            for unit in 0..<weights.rows {
                let sum = (0..<weights.rows).reduce(0.0) {
                    $0 + Double(weights[unit, $1]) * Double(patterns[pattern, $1])
                }
                result[pattern, unit] = Float(sum)
            }
        }
        return result
    }

    private func addPlainly(_ changes: Matrix, to weights: inout Matrix) {
        for pattern in 0..<changes.rows {
            for i in 0..<weights.rows {
                for j in 0..<weights.rows where j != i {
                    weights[i, j] +=
                        changes[pattern, i] * patterns[pattern, j] + changes[pattern, j] * patterns[pattern, i]
                }
            }
        }
    }
}
