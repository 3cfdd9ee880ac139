// Aim: relax a batch of cues unit by unit, each sweep in a fresh permutation, without N² work a sweep.
//
// Dense, symmetric W: the fields are kept; a unit that changes by delta adds delta times its row of W to them, so a
// sweep costs N for each change. Outer products: the weighted overlaps g_p = c_p b_p are kept; a unit's field costs
// P, its change P more. Other matrices: a unit's field is its row of W times the state.

import Numerics
import Patterns

struct AsynchronousRecall {
    let network: AmariHopfieldNetwork
    let options: RecallOptions
    private let neurons: Int
    /// x_i - rho of all patterns, one unit a row, for outer products.
    private let unitRows: Matrix?
    /// d_i, the diagonal that outer products leave out.
    private let removed: [Float]
    private let isSymmetric: Bool

    init(_ network: AmariHopfieldNetwork, options: RecallOptions) {
        self.network = network
        self.options = options
        neurons = network.neurons
        switch network.weights {
        case .outerProduct(let product):
            unitRows = product.centredUnitRows()
            removed = product.removedDiagonal(0..<product.neurons)
            isSymmetric = true
        case .dense(let matrix):
            unitRows = nil
            removed = []
            isSymmetric = matrix.isSymmetric
        case .stored:
            unitRows = nil
            removed = []
            isSymmetric = false
        }
    }

    /// One trial's course.
    private struct Course: Sendable {
        var energies: [Double] = []
        var states: [[Float]] = []
        var stop = StopReason.limit
        var steps = 0
    }

    func run(_ cues: PatternSet) throws -> Recall {
        var record = RecallRecord(
            cues: cues, isDiscrete: network.activation.isDiscrete, keepsHistory: options.keepsHistory)
        var final = cues.matrix.values
        var courses = [Course](repeating: Course(), count: cues.count)
        var failures = [(any Error)?](repeating: nil, count: cues.count)
        final.withUnsafeMutableBufferPointer { finalBuffer in
            courses.withUnsafeMutableBufferPointer { courseBuffer in
                failures.withUnsafeMutableBufferPointer { failureBuffer in
                    let (states, results, errors) = (
                        SharedPointer(finalBuffer), SharedPointer(courseBuffer), SharedPointer(failureBuffer)
                    )
                    options.workers.forEach(cues.count) { trial in
                        do { results.base[trial] = try relax(states.base + trial * neurons, trial) } catch {
                            errors.base[trial] = error
                        }
                    }
                }
            }
        }
        for case let failure? in failures { throw failure }
        for (trial, course) in courses.enumerated() {
            for energy in course.energies { record.note(energy: energy, of: trial) }
            for state in course.states { record.note(state: state, of: trial) }
            record.finish(trial, course.stop, steps: course.steps)
        }
        options.progress?(courses.map(\.steps).max() ?? 0, 0, courses.last?.energies.last ?? 0)
        return record.result(final: final, coding: cues.coding)
    }

    private func relax(_ state: UnsafeMutablePointer<Float>, _ trial: Int) throws -> Course {
        var fields = try makeFields(state)
        var course = Course()
        func note() {
            course.energies.append(fields.energy(state, threshold: network.threshold))
            if options.keepsHistory { course.states.append(Array(UnsafeBufferPointer(start: state, count: neurons))) }
        }
        note()
        for sweep in 0..<options.steps {
            var random = RandomStream(
                seed: options.seed, purpose: "sweep", index: trial, position: UInt64(sweep) * 4 * UInt64(neurons))
            if sweep > 0, sweep % 16 == 0 { fields = try makeFields(state) }  // sheds accumulated rounding
            guard try update(state, &fields, &random) || !network.activation.isDeterministic else {
                course.stop = .fixedPoint
                break
            }
            course.steps = sweep + 1
            note()
        }
        return course
    }

    /// One sweep; tells whether any unit changed.
    private func update(
        _ state: UnsafeMutablePointer<Float>, _ fields: inout LocalFields, _ random: inout RandomStream
    ) throws -> Bool {
        var changed = false
        let tolerance: Float = network.activation.isDiscrete ? 0 : 1e-6
        for unit in random.permutation(neurons) {
            let answer = network.activation.respond(
                field: try fields.field(of: unit, state), state: state[unit], threshold: network.threshold,
                temperature: network.temperature, uniform: { Float(random.nextWord() >> 8) * 0x1p-24 })
            let change = answer - state[unit]
            guard change != 0 else { continue }
            if abs(change) > tolerance { changed = true }
            state[unit] = answer
            fields.unit(unit, changedBy: change)
        }
        return changed
    }

    private func makeFields(_ state: UnsafePointer<Float>) throws -> LocalFields {
        switch network.weights {
        case .dense(let matrix) where isSymmetric: return .kept(KeptFields(matrix, state))
        case .outerProduct(let product):
            guard let unitRows else { preconditionFailure("outer products have unit rows") }
            return .overlaps(OverlapFields(product, unitRows, removed, state))
        case .dense, .stored: return .rows(network.weights)
        }
    }
}

/// The fields of one changing state in the way that suits the weights.
private enum LocalFields {
    case kept(KeptFields)
    case overlaps(OverlapFields)
    case rows(AssociativeWeights)

    @inline(__always)
    func field(of unit: Int, _ state: UnsafePointer<Float>) throws -> Float {
        switch self {
        case .kept(let fields): return fields.values[unit]
        case .overlaps(let fields): return fields.field(of: unit, state)
        case .rows(.dense(let matrix)):
            return matrix.values.withUnsafeBufferPointer { values in
                SharedBase(values).map { BLAS.dot(matrix.columns, $0 + unit * matrix.columns, state) } ?? 0
            }
        case .rows(let weights):
            return try weights.row(unit).withUnsafeBufferPointer { row in
                SharedBase(row).map { BLAS.dot(row.count, $0, state) } ?? 0
            }
        }
    }

    @inline(__always)
    mutating func unit(_ unit: Int, changedBy change: Float) {
        switch self {
        case .kept(let fields): fields.unit(unit, changedBy: change)
        case .overlaps(let fields): fields.unit(unit, changedBy: change)
        case .rows: break
        }
    }

    func energy(_ state: UnsafePointer<Float>, threshold: Float) -> Double {
        let count =
            switch self {
            case .kept(let fields): fields.values.count
            case .overlaps(let fields): fields.rows.rows
            case .rows(let weights): weights.neurons
            }
        var coupling = 0.0
        var bias = 0.0
        for unit in 0..<count {
            // Rows that could be read a moment ago are read again; a failure then shows as NaN, never as a number.
            let field = (try? self.field(of: unit, state)) ?? .nan
            coupling += Double(state[unit]) * Double(field)
            bias += Double(state[unit])
        }
        return -coupling / 2 + Double(threshold) * bias
    }
}

private func SharedBase(_ buffer: UnsafeBufferPointer<Float>) -> UnsafePointer<Float>? { buffer.baseAddress }

/// h = W s, kept up to date by the rows of a symmetric W.
private final class KeptFields {
    let matrix: Matrix
    var values: [Float]

    init(_ matrix: Matrix, _ state: UnsafePointer<Float>) {
        self.matrix = matrix
        values = matrix.times(Array(UnsafeBufferPointer(start: state, count: matrix.columns)))
    }

    func unit(_ unit: Int, changedBy change: Float) {
        let count = matrix.columns
        matrix.values.withUnsafeBufferPointer { rows in
            values.withUnsafeMutableBufferPointer { fields in
                guard let rows = rows.baseAddress, let fields = fields.baseAddress else { return }
                BLAS.axpy(count, change, rows + unit * count, fields)
            }
        }
    }
}

/// h_i = sum_p g_p (x_pi - rho_p) - d_i s_i with g_p = c_p b_p kept up to date.
private final class OverlapFields {
    let rows: Matrix
    private let coefficients: [Float]
    private let removed: [Float]
    private var gains: [Float]

    init(_ product: OuterProductWeights, _ rows: Matrix, _ removed: [Float], _ state: UnsafePointer<Float>) {
        self.rows = rows
        self.removed = removed
        coefficients = product.coefficients
        let count = rows.columns
        var sums = [Double](repeating: 0, count: count)
        rows.values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                for unit in 0..<rows.rows where state[unit] != 0 {
                    let own = Double(state[unit])
                    for pattern in 0..<count { sums[pattern] += Double(values[unit * count + pattern]) * own }
                }
            }
        }
        gains = (0..<count).map { Float(sums[$0] * Double(product.coefficients[$0])) }
    }

    @inline(__always)
    func field(of unit: Int, _ state: UnsafePointer<Float>) -> Float {
        let count = rows.columns
        return rows.values.withUnsafeBufferPointer { values in
            gains.withUnsafeBufferPointer { gains in
                guard let row = values.baseAddress.map({ $0 + unit * count }), let gain = gains.baseAddress else {
                    return 0
                }
                return BLAS.dot(count, row, gain) - removed[unit] * state[unit]
            }
        }
    }

    func unit(_ unit: Int, changedBy change: Float) {
        let count = rows.columns
        rows.values.withUnsafeBufferPointer { values in
            coefficients.withUnsafeBufferPointer { coefficients in
                gains.withUnsafeMutableBufferPointer { gains in
                    let first = unit * count
                    for pattern in 0..<count {
                        gains[pattern] += coefficients[pattern] * values[first + pattern] * change
                    }
                }
            }
        }
    }
}
