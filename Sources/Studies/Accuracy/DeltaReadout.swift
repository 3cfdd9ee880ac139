// Aim: one output a class, learned from the units' responses by the delta rule: local, with a teacher.
//
//     y_c  = exp(s_c) / sum_k exp(s_k),  s_c = sum_i v_ci f_i / F
//     v_ci <- v_ci + eta (t_c - y_c) f_i / F
//
// f_i response of unit i, F root mean square length of f over the training patterns, t_c 1 for the class shown and 0 for
// the others, eta falling linearly to 0. Changes are summed over minibatches of 100 patterns in an order of each epoch.
//
// Reference: B. Widrow, M. E. Hoff, IRE WESCON Conv. Rec. 4, 96 (1960), with outputs that share activity 1: J. S. Bridle,
// in Neurocomputing, Springer (1990), 227.

import Numerics
import Patterns

/// A linear readout of a layer.
struct DeltaReadout: Sendable {
    /// v, [class, unit].
    private(set) var weights: Matrix
    private let scale: Float
    private static let minibatch = 100

    struct Course: Sendable {
        var epochs: Int
        var rate: Double
        var seed: UInt64
    }

    /// - Parameters:
    ///   - features: of the training patterns, [pattern, unit].
    ///   - shown: the class of each of them, nil where it has none.
    ///   - tells: told which epoch begins.
    init(_ features: Matrix, shown: [Int?], classes: Int, _ course: Course, tells: (String) -> Void) {
        let length = features.norm / Double(max(1, features.rows)).squareRoot()
        scale = length > 0 ? Float(1 / length) : 1
        weights = Matrix(rows: classes, columns: features.columns)
        let known = shown.indices.filter { shown[$0] != nil }
        for epoch in 0..<course.epochs {
            tells("readout, epoch \(epoch + 1) of \(course.epochs)")
            var random = RandomStream(seed: course.seed, purpose: "order of a readout", index: epoch)
            let order = random.permutation(known.count).map { known[$0] }
            for start in stride(from: 0, to: order.count, by: Self.minibatch) {
                let batch = order[start..<min(start + Self.minibatch, order.count)]
                let share = (Double(epoch) + Double(start) / Double(order.count)) / Double(course.epochs)
                learn(features, Array(batch), shown, rate: Float(course.rate * (1 - share)))
            }
        }
    }

    private mutating func learn(_ features: Matrix, _ batch: [Int], _ shown: [Int?], rate: Float) {
        let (classes, units) = (weights.rows, weights.columns)
        var block = Matrix(rows: batch.count, columns: units)
        for (row, pattern) in batch.enumerated() {
            let range = pattern * units..<(pattern + 1) * units
            block.values.replaceSubrange(row * units..<(row + 1) * units, with: features.values[range])
        }
        // t - y, [pattern, class].
        var errors = sums(block)
        for (row, pattern) in batch.enumerated() {
            errors.withMutableRow(row) { sums in
                let largest = sums.reduce(-Float.infinity) { max($0, $1) }
                var total = 0.0
                for place in 0..<classes {
                    let part = exponential(Double(sums[place] - largest))
                    total += part
                    sums[place] = Float(part)
                }
                for place in 0..<classes {
                    sums[place] = (place == shown[pattern] ? 1 : 0) - sums[place] / Float(total)
                }
            }
        }
        weights.values.withUnsafeMutableBufferPointer { target in
            errors.values.withUnsafeBufferPointer { errors in
                block.values.withUnsafeBufferPointer { features in
                    guard let target = target.baseAddress, let errors = errors.baseAddress,
                        let features = features.baseAddress
                    else { return }
                    BLAS.gemm(
                        transposeA: true, m: classes, n: units, k: batch.count, alpha: rate * scale, errors, classes,
                        features, units, beta: 1, target, units)
                }
            }
        }
    }

    /// s, [pattern, class].
    private func sums(_ features: Matrix) -> Matrix {
        var sums = features.times(weights, transposed: true)
        for index in sums.values.indices { sums.values[index] *= scale }
        return sums
    }

    /// The class of largest output, of each row of features.
    func classes(_ features: Matrix) -> [Int] {
        let sums = sums(features)
        return (0..<sums.rows).map { row in
            sums.withRow(row) { own in own.indices.max { own[$0] < own[$1] } ?? 0 }
        }
    }
}
