import Numerics

/// One relaxation from a random state, unit by unit; each sweep in a fresh permutation.
struct Dream {
    /// ±1, a fixed point after `relax`.
    private(set) var state: [Float]
    private var random: RandomStream
    /// A limit that asynchronous updates of symmetric weights do not come near.
    private static let sweeps = 1000

    init(_ index: Int, units: Int, seed: UInt64) {
        var random = RandomStream(seed: seed, purpose: "dream", index: index)
        state = (0..<units).map { _ in random.nextWord() & 1 == 1 ? 1 : -1 }
        self.random = random
    }

    /// Relaxes with fields that are kept: each change costs a row of the weights.
    ///
    /// - Returns: the energy -1/2 sᵀWs of the state reached.
    mutating func relax(_ weights: Matrix, _ workers: Workers) -> Double {
        var fields = Self.fields(weights, state, workers)
        let size = weights.rows
        weights.values.withUnsafeBufferPointer { weights in
            fields.withUnsafeMutableBufferPointer { fields in
                state.withUnsafeMutableBufferPointer { state in
                    for _ in 0..<Self.sweeps {
                        var changed = false
                        for unit in random.permutation(size) {
                            let field = fields[unit]
                            guard field != 0, (field > 0) != (state[unit] > 0) else { continue }
                            state[unit] = -state[unit]
                            changed = true
                            let (change, first) = (Double(2 * state[unit]), unit * size)
                            for other in 0..<size { fields[other] += change * Double(weights[first + other]) }
                        }
                        if !changed { break }
                    }
                }
            }
        }
        return -zip(state, fields).reduce(0.0) { $0 + Double($1.0) * $1.1 } / 2
    }

    /// The same with every field summed afresh.
    mutating func relaxStepByStep(_ weights: Matrix) -> Double {
        func field(_ unit: Int) -> Double {
            state.indices.reduce(0.0) { $0 + Double(weights[unit, $1]) * Double(state[$1]) }
        }
        for _ in 0..<Self.sweeps {
            var changed = false
            for unit in random.permutation(state.count) {
                let field = field(unit)
                guard field != 0, (field > 0) != (state[unit] > 0) else { continue }
                state[unit] = -state[unit]
                changed = true
            }
            if !changed { break }
        }
        return -state.indices.reduce(0.0) { $0 + Double(state[$1]) * field($1) } / 2
    }

    /// W s in Double.
    private static func fields(_ weights: Matrix, _ state: [Float], _ workers: Workers) -> [Double] {
        let size = weights.rows
        var fields = [Double](repeating: 0, count: size)
        fields.withUnsafeMutableBufferPointer { fields in
            weights.values.withUnsafeBufferPointer { weights in
                state.withUnsafeBufferPointer { state in
                    guard let weightsBase = weights.baseAddress, let stateBase = state.baseAddress else { return }
                    nonisolated(unsafe) let (rows, values) = (weightsBase, stateBase)
                    let shared = SharedPointer(fields)
                    workers.forEachRange(of: size, size: 64) { units in
                        for unit in units { shared.base[unit] = dot(rows + unit * size, values, size) }
                    }
                }
            }
        }
        return fields
    }

    /// Four sums at a time; the order does not matter to sums that are exact.
    private static func dot(_ row: UnsafePointer<Float>, _ state: UnsafePointer<Float>, _ count: Int) -> Double {
        var sums = SIMD4<Double>.zero
        var index = 0
        while index + 4 <= count {
            let weights = SIMD4(row[index], row[index + 1], row[index + 2], row[index + 3])
            let states = SIMD4(state[index], state[index + 1], state[index + 2], state[index + 3])
            sums += SIMD4<Double>(weights * states)
            index += 4
        }
        var sum = sums.sum()
        while index < count {
            sum += Double(row[index] * state[index])
            index += 1
        }
        return sum
    }
}
