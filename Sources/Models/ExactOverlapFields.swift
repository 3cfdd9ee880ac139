// Aim: the fields of one changing state of a memory of whole numbers, without rounding (see ExactFields).
//
// Kept are the gains g_p = k_p q_p, M and sum_p g_p, all whole: a unit's field costs P, its change P more.

import Numerics
import Patterns

struct ExactOverlapFields: LocalFields {
    /// What all trials share.
    struct Memory: Sendable {
        fileprivate let exact: ExactFields
        /// x_pi, one unit a row.
        fileprivate let rows: Matrix
        /// c d_i, and c.
        fileprivate let removed: [Float]
        fileprivate let factor: Double
        /// Whether a sum over patterns is exact in Float32 whatever the state.
        fileprivate let isExactInFloat: Bool

        /// nil where patterns or coefficients are not whole numbers.
        init?(_ product: OuterProductWeights) {
            guard let exact = ExactFields(product), let coefficient = product.componentFactors.first else { return nil }
            self.exact = exact
            rows = product.unitRows(centred: false)
            removed = product.removedDiagonal(0..<product.neurons)
            factor = Double(abs(coefficient))
            isExactInFloat = product.count * product.neurons < 1 << 24
        }
    }

    private let memory: Memory
    private var gains: [Float]
    private var sums = ExactFields.Sums(total: 0, gain: 0, bound: 0)

    init(_ memory: Memory, _ state: UnsafePointer<Float>) {
        self.memory = memory
        gains = [Float](repeating: 0, count: memory.rows.columns)
        begin(state)
    }

    private mutating func begin(_ values: UnsafePointer<Float>) {
        for unit in 0..<memory.rows.rows where values[unit] != 0 { follow(unit, values[unit]) }
    }

    /// Whole numbers gather no rounding.
    func renew(_ state: UnsafePointer<Float>) {}

    @inline(__always)
    func field(of unit: Int, _ values: UnsafePointer<Float>) -> Float {
        let count = gains.count
        let sum = memory.rows.values.withUnsafeBufferPointer { rows in
            gains.withUnsafeBufferPointer { gains in
                guard let rows = rows.baseAddress, let gains = gains.baseAddress else { return 0.0 }
                let row = rows + unit * count
                if memory.isExactInFloat { return Double(BLAS.dot(count, row, gains)) }
                var sum = 0.0
                for pattern in 0..<count { sum += Double(row[pattern]) * Double(gains[pattern]) }
                return sum
            }
        }
        return memory.exact.field(sum, unit: unit, own: Double(values[unit]), sums)
    }

    @inline(__always)
    mutating func unit(_ unit: Int, changedBy change: Float) { follow(unit, change) }

    @inline(__always)
    private mutating func follow(_ unit: Int, _ change: Float) {
        let count = gains.count
        memory.rows.values.withUnsafeBufferPointer { rows in
            memory.exact.signs.withUnsafeBufferPointer { signs in
                gains.withUnsafeMutableBufferPointer { gains in
                    let first = unit * count
                    for pattern in 0..<count { gains[pattern] += signs[pattern] * rows[first + pattern] * change }
                }
            }
        }
        sums.total += Double(change)
        sums.gain += Double(change * memory.exact.unitSums[unit])
    }

    /// c (sum_p k_p (q_p - rho M)² - sum_i d_i s_i²).
    func coupling(_ values: UnsafePointer<Float>) -> Double {
        var sum = 0.0
        for pattern in gains.indices {
            let sign = Double(memory.exact.signs[pattern])
            let overlap = sign * Double(gains[pattern]) - memory.exact.mean * sums.total
            sum += sign * overlap * overlap
        }
        sum *= memory.factor
        memory.removed.withUnsafeBufferPointer { removed in
            for unit in 0..<removed.count { sum -= Double(removed[unit]) * Double(values[unit] * values[unit]) }
        }
        return sum
    }
}
