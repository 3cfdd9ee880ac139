// The fields of one changing state, kept up to date in the way that suits the weights.

import Numerics
import Patterns

/// What a sweep of updates unit by unit needs of the weights.
protocol LocalFields: SendableMetatype {
    /// The field of one unit in the present state.
    mutating func field(of unit: Int, _ state: UnsafePointer<Float>) throws -> Float
    /// Follows a change of one unit.
    mutating func unit(_ unit: Int, changedBy change: Float)
    /// Starts afresh from a state, which sheds accumulated rounding.
    mutating func renew(_ state: UnsafePointer<Float>) throws
    /// sᵀWs.
    mutating func coupling(_ state: UnsafePointer<Float>) throws -> Double
}

/// h = W s of a dense symmetric W: a unit that changes adds its row of W to all fields.
struct KeptFields: LocalFields {
    private let rows: UnsafePointer<Float>
    private let fields: UnsafeMutablePointer<Float>
    private let count: Int

    /// - Parameters:
    ///   - rows: W, `count` rows of `count` values.
    ///   - fields: h of the state to begin with, which is changed in place.
    init(rows: UnsafePointer<Float>, fields: UnsafeMutablePointer<Float>, count: Int) {
        self.rows = rows
        self.fields = fields
        self.count = count
    }

    @inline(__always)
    func field(of unit: Int, _ state: UnsafePointer<Float>) -> Float { fields[unit] }

    @inline(__always)
    func unit(_ unit: Int, changedBy change: Float) { BLAS.axpy(count, change, rows + unit * count, fields) }

    func renew(_ state: UnsafePointer<Float>) { BLAS.gemv(m: count, n: count, rows, count, state, fields) }

    func coupling(_ state: UnsafePointer<Float>) -> Double {
        var sum = 0.0
        for unit in 0..<count { sum += Double(state[unit]) * Double(fields[unit]) }
        return sum
    }
}

/// h_i = sum_p g_p y_pi - d_i s_i with b_p = sum_i y_pi s_i and g_p = c_p b_p kept: a unit's field costs P, its
/// change P more.
struct OverlapFields: LocalFields {
    /// What all trials share.
    struct Memory: Sendable {
        /// y_pi, one unit a row.
        fileprivate let rows: Matrix
        fileprivate let coefficients: [Float]
        fileprivate let removed: [Float]

        init(_ product: OuterProductWeights) {
            rows = product.unitRows()
            coefficients = product.componentFactors
            removed = product.removedDiagonal(0..<product.neurons)
        }
    }

    private let memory: Memory
    private var overlaps: [Float]
    private var gains: [Float]

    init(_ memory: Memory, _ state: UnsafePointer<Float>) {
        self.memory = memory
        overlaps = [Float](repeating: 0, count: memory.rows.columns)
        gains = overlaps
        renew(state)
    }

    mutating func renew(_ state: UnsafePointer<Float>) {
        let (units, count) = (memory.rows.rows, memory.rows.columns)
        var sums = [Double](repeating: 0, count: count)
        memory.rows.values.withUnsafeBufferPointer { rows in
            sums.withUnsafeMutableBufferPointer { sums in
                for unit in 0..<units where state[unit] != 0 {
                    let own = Double(state[unit])
                    for pattern in 0..<count { sums[pattern] += Double(rows[unit * count + pattern]) * own }
                }
            }
        }
        for pattern in 0..<count {
            overlaps[pattern] = Float(sums[pattern])
            gains[pattern] = Float(sums[pattern] * Double(memory.coefficients[pattern]))
        }
    }

    @inline(__always)
    func field(of unit: Int, _ state: UnsafePointer<Float>) -> Float {
        let count = memory.rows.columns
        return memory.rows.values.withUnsafeBufferPointer { rows in
            gains.withUnsafeBufferPointer { gains in
                guard let rows = rows.baseAddress, let gains = gains.baseAddress else { return 0 }
                return BLAS.dot(count, rows + unit * count, gains) - memory.removed[unit] * state[unit]
            }
        }
    }

    @inline(__always)
    mutating func unit(_ unit: Int, changedBy change: Float) {
        let count = memory.rows.columns
        memory.rows.values.withUnsafeBufferPointer { rows in
            memory.coefficients.withUnsafeBufferPointer { coefficients in
                overlaps.withUnsafeMutableBufferPointer { overlaps in
                    gains.withUnsafeMutableBufferPointer { gains in
                        for pattern in 0..<count {
                            let part = rows[unit * count + pattern] * change
                            overlaps[pattern] += part
                            gains[pattern] += coefficients[pattern] * part
                        }
                    }
                }
            }
        }
    }

    func coupling(_ state: UnsafePointer<Float>) -> Double {
        var sum = 0.0
        for pattern in gains.indices { sum += Double(gains[pattern]) * Double(overlaps[pattern]) }
        memory.removed.withUnsafeBufferPointer { removed in
            for unit in 0..<removed.count { sum -= Double(removed[unit]) * Double(state[unit] * state[unit]) }
        }
        return sum
    }
}

/// Fields by a row of W at a time, for weights that are not symmetric or not in memory.
struct RowFields: LocalFields {
    let weights: AssociativeWeights

    func field(of unit: Int, _ state: UnsafePointer<Float>) throws -> Float {
        if case .dense(let matrix) = weights {
            return matrix.withRow(unit) { row in row.baseAddress.map { BLAS.dot(row.count, $0, state) } ?? 0 }
        }
        return try weights.row(unit).withUnsafeBufferPointer { row in
            row.baseAddress.map { BLAS.dot(row.count, $0, state) } ?? 0
        }
    }

    func unit(_ unit: Int, changedBy change: Float) {}

    func renew(_ state: UnsafePointer<Float>) {}

    func coupling(_ state: UnsafePointer<Float>) throws -> Double {
        var sum = 0.0
        for unit in 0..<weights.neurons where state[unit] != 0 {
            sum += Double(state[unit]) * Double(try field(of: unit, state))
        }
        return sum
    }
}
