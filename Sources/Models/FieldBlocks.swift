// Aim: the fields of a batch of states, block of units by block of units, for every form of weights.
//
//     H = S Wᵀ,  S the states [trial, neuron], H the fields [trial, unit]
//
// Dense: one matrix product a block of rows. Outer products: with G_p = c_p b_p (see OuterProductWeights), H = G X
// - (G·rho) 1ᵀ - d s, two thin products; of whole numbers as ExactFields has them. Stored: as dense, each block read once for the whole batch, the next block
// read while this one is computed.

import Dispatch
import Numerics
import Patterns

/// The fields of one block of units: `fields[trial * units.count + (unit - units.lowerBound)]`.
typealias FieldBody = @Sendable (_ units: Range<Int>, _ fields: UnsafeMutablePointer<Float>) -> Void

package struct FieldBlocks: Sendable {
    /// Units in a block: a whole number of machine words of bits, and a cache-sized product.
    static let width = 512
    static func blockCount(_ neurons: Int) -> Int { (neurons + width - 1) / width }

    let weights: AssociativeWeights
    /// Read in inner loops, where asking the weights would count references to them.
    let neurons: Int
    let workers: Workers
    /// d_i of outer products whose diagonal is removed.
    private let removed: [Float]
    private let products: OuterProductWeights?
    private let exact: ExactFields?

    /// - Parameter isDiscrete: whether all states are of -1, 0 and 1.
    init(_ weights: AssociativeWeights, isDiscrete: Bool, workers: Workers) {
        self.weights = weights
        neurons = weights.neurons
        self.workers = workers
        products = weights.products
        exact = isDiscrete ? products.flatMap { ExactFields($0) } : nil
        removed = products.map { $0.removedDiagonal(0..<$0.neurons) } ?? []
    }

    /// Calls `body` once for each block of units, from several threads, each with its own block.
    ///
    /// - Parameter states: `count` rows of `neurons` values.
    func forEach(_ states: UnsafePointer<Float>, count: Int, _ body: FieldBody) throws {
        nonisolated(unsafe) let states = states
        switch weights {
        case .empty, .outerProduct:
            if let products { forEach(products, states, count, body) }
        case .dense(let matrix):
            matrix.values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { return }
                nonisolated(unsafe) let rows = base
                workers.forEachRange(of: neurons, size: Self.width) { units in
                    multiply(rows + units.lowerBound * neurons, units, states, count, body)
                }
            }
        case .stored(let source):
            if let shared = source as? any SharedRows { return try forEach(shared, states, count, body) }
            try forEach(source, states, count, body)
        }
    }

    /// H = S W_blockᵀ for rows of W that are in memory.
    func multiply(
        _ rows: UnsafePointer<Float>, _ units: Range<Int>, _ states: UnsafePointer<Float>, _ count: Int,
        _ body: FieldBody
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count * units.count + 1) { buffer in
            let fields = SharedPointer(buffer).base
            if count == 1 {
                BLAS.gemv(m: units.count, n: neurons, rows, neurons, states, fields)
            } else {
                BLAS.gemm(
                    transposeB: true, m: count, n: units.count, k: neurons, states, neurons, rows, neurons, fields,
                    units.count)
            }
            body(units, fields)
        }
    }

    private func forEach(
        _ product: OuterProductWeights, _ states: UnsafePointer<Float>, _ count: Int, _ body: FieldBody
    ) {
        let sums = overlaps(product, states, count)
        let gains = exact.map { self.gains($0, sums, count) } ?? self.gains(product, sums, count)
        let patternCount = product.count
        nonisolated(unsafe) let states = states
        workers.forEachRange(of: neurons, size: Self.width) { units in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: count * units.count + 1) { buffer in
                let fields = SharedPointer(buffer).base
                product.withBlock(units) { block in
                    gains.values.withUnsafeBufferPointer { gain in
                        guard let gain = gain.baseAddress, patternCount > 0 else {
                            for index in 0..<count * units.count { fields[index] = 0 }
                            return
                        }
                        BLAS.gemm(
                            m: count, n: units.count, k: patternCount, gain, patternCount, block, units.count,
                            fields, units.count)
                        if let exact { finish(exact, gains, units, block, fields, states, count) }
                    }
                }
                guard exact == nil else { return body(units, fields) }
                withUnsafeTemporaryAllocation(of: Float.self, capacity: units.count) { own in
                    let ownPart = SharedPointer(own).base
                    for trial in 0..<count {
                        let state = states + trial * neurons + units.lowerBound
                        for unit in 0..<units.count { ownPart[unit] = removed[units.lowerBound + unit] * state[unit] }
                        BitKernels.finishFields(
                            fields + trial * units.count, count: units.count, scale: product.gainScale,
                            offset: gains.shifts[trial], own: ownPart)
                    }
                }
                body(units, fields)
            }
        }
    }

    /// What all units of a block share.
    private struct Gains: Sendable {
        /// G, [trial, pattern], without the factor that all patterns share.
        var values: [Float]
        /// sum_p G_p rho_p of each trial.
        var shifts: [Float] = []
        /// Of each trial, where fields are exact.
        var sums: [ExactFields.Sums] = []
    }

    /// sum_j x_pj s_j, [trial, pattern], and after them sum_j s_j of each trial.
    private func overlaps(
        _ product: OuterProductWeights, _ states: UnsafePointer<Float>, _ count: Int
    ) -> [Double] {
        let patternCount = product.count
        var sums = [Double](repeating: 0, count: count * (patternCount + 1))
        // Overlaps block by block, so that no Float32 copy of all patterns is needed; each block's part is exact
        // for discrete states and the parts are added in Double, in order.
        let blocks = (neurons + 4095) / 4096
        var parts = [Float](repeating: 0, count: blocks * count * (patternCount + 1))
        nonisolated(unsafe) let states = states
        parts.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedPointer(buffer)
            workers.forEach(blocks) { index in
                let units = index * 4096..<min(neurons, (index + 1) * 4096)
                let part = shared.base + index * count * (patternCount + 1)
                product.withBlock(units) { block in
                    if patternCount > 0 {
                        BLAS.gemm(
                            transposeB: true, m: count, n: patternCount, k: units.count, states + units.lowerBound,
                            neurons, block, units.count, part, patternCount)
                    }
                }
                for trial in 0..<count {
                    var sum: Float = 0
                    for unit in units { sum += states[trial * neurons + unit] }
                    part[count * patternCount + trial] = sum
                }
            }
        }
        for index in 0..<blocks {
            let start = index * count * (patternCount + 1)
            for entry in 0..<count * (patternCount + 1) { sums[entry] += Double(parts[start + entry]) }
        }
        return sums
    }

    private func gains(_ exact: ExactFields, _ sums: [Double], _ count: Int) -> Gains {
        let patternCount = exact.signs.count
        var gains = Gains(values: [Float](repeating: 0, count: count * patternCount))
        sums.withUnsafeBufferPointer { sums in
            guard let sums = sums.baseAddress else { return }
            for trial in 0..<count {
                let overlaps = sums + trial * patternCount
                gains.sums.append(exact.sums(total: sums[count * patternCount + trial], overlaps: overlaps))
                for pattern in 0..<patternCount {
                    gains.values[trial * patternCount + pattern] = exact.signs[pattern] * Float(overlaps[pattern])
                }
            }
        }
        return gains
    }

    /// Sums over patterns become fields.
    private func finish(
        _ exact: ExactFields, _ gains: Gains, _ units: Range<Int>, _ block: UnsafePointer<Float>,
        _ fields: UnsafeMutablePointer<Float>, _ states: UnsafePointer<Float>, _ count: Int
    ) {
        let patternCount = exact.signs.count
        for trial in 0..<count {
            let (shared, own) = (gains.sums[trial], states + trial * neurons + units.lowerBound)
            let field = fields + trial * units.count
            for unit in 0..<units.count {
                var sum = Double(field[unit])
                if !shared.isExactInFloat {
                    sum = 0
                    for pattern in 0..<patternCount {
                        sum +=
                            Double(gains.values[trial * patternCount + pattern])
                            * Double(block[pattern * units.count + unit])
                    }
                }
                field[unit] = exact.field(sum, unit: units.lowerBound + unit, own: Double(own[unit]), shared)
            }
        }
    }

    private func gains(_ product: OuterProductWeights, _ sums: [Double], _ count: Int) -> Gains {
        let patternCount = product.count
        var gains = [Float](repeating: 0, count: count * patternCount)
        var shifts = [Float](repeating: 0, count: count)
        var overlaps = [Double](repeating: 0, count: patternCount)
        gains.withUnsafeMutableBufferPointer { buffer in
            let gains = SharedPointer(buffer).base
            for trial in 0..<count {
                let total = sums[count * patternCount + trial]
                for pattern in 0..<patternCount {
                    overlaps[pattern] = sums[trial * patternCount + pattern] - Double(product.offsets[pattern]) * total
                }
                shifts[trial] = overlaps.withUnsafeBufferPointer { overlaps in
                    guard let overlaps = overlaps.baseAddress else { return 0 }
                    return Float(product.gains(overlaps, into: gains + trial * patternCount).shift)
                }
            }
        }
        return Gains(values: gains, shifts: shifts)
    }

    /// Blocks of rows large enough to read at the speed of the disk: 64 MiB in two buffers, or what two blocks of units
    /// take, which `body` gets whole.
    private func forEach(
        _ source: any WeightRowSource, _ states: UnsafePointer<Float>, _ count: Int, _ body: FieldBody
    ) throws {
        let rowBytes = neurons * MemoryLayout<Float>.stride
        let rows = max(1, (32 << 20) / rowBytes / Self.width) * Self.width
        let blocks = (neurons + rows - 1) / rows
        var buffers = [Float](repeating: 0, count: 2 * rows * neurons)
        try buffers.withUnsafeMutableBufferPointer { all in
            let shared = SharedPointer(all)
            let size = rows * neurons
            let reader = BlockReader(source: source, rows: rows, shared: shared, size: size)
            reader.start(0)
            for block in 0..<blocks {
                try reader.finish()
                if block + 1 < blocks { reader.start(block + 1) }
                let first = block * rows
                let last = min(neurons, first + rows)
                nonisolated(unsafe) let base = UnsafePointer(shared.base + block % 2 * size)
                nonisolated(unsafe) let states = states
                workers.forEachRange(of: last - first, size: Self.width) { part in
                    let units = first + part.lowerBound..<first + part.upperBound
                    multiply(base + part.lowerBound * neurons, units, states, count, body)
                }
            }
        }
    }
}

/// Reads blocks of rows on a thread of its own, one ahead of the computation.
private final class BlockReader: @unchecked Sendable {
    private let source: any WeightRowSource
    private let rows: Int
    private let shared: SharedPointer<Float>
    private let size: Int
    private let queue = DispatchQueue(label: "canns.rows")
    private let done = DispatchSemaphore(value: 0)
    // Written on the queue before `done` is signalled, read after waiting for it.
    private var failure: (any Error)?

    init(source: any WeightRowSource, rows: Int, shared: SharedPointer<Float>, size: Int) {
        self.source = source
        self.rows = rows
        self.shared = shared
        self.size = size
    }

    func start(_ block: Int) {
        let read: @Sendable () -> Void = { [self] in
            let range = block * rows..<min(source.neurons, (block + 1) * rows)
            let buffer = UnsafeMutableBufferPointer(
                start: shared.base + block % 2 * size, count: range.count * source.neurons)
            do { try source.read(rows: range, into: buffer) } catch { failure = error }
            done.signal()
        }
        if startableThreads(2) > 1 { queue.async(execute: read) } else { read() }
    }

    func finish() throws {
        done.wait()
        if let failure { throw failure }
    }
}
