// Aim: relax a batch of cues unit by unit or block by block of units, without N² work a sweep.
//
// Dense, symmetric W: the fields are kept; a unit that changes by delta adds delta times its row of W to them, so a
// sweep costs N for each change. Outer products: the overlaps b_p are kept; a unit's field costs P, its change P
// more. Other matrices: a unit's field is its row of W times the state. Trials are shared out over the threads.

import Numerics
import Patterns

struct AsynchronousRecall {
    private let network: AmariHopfieldNetwork
    private let options: RecallOptions
    private let neurons: Int

    init(_ network: AmariHopfieldNetwork, options: RecallOptions) {
        self.network = network
        self.options = options
        neurons = network.neurons
    }

    func run(_ cues: PatternSet) throws -> Recall {
        var record = RecallRecord(cues: cues, activation: network.activation, options: options)
        var final = cues.matrix.values
        let relax = try relaxation()
        try record.forEachGroup(options) { trials, records in
            try final.withUnsafeMutableBufferPointer { try relax(trials, SharedPointer($0), records) }
        }
        return record.result(final: final)
    }

    /// Relaxes some trials, whose states and records stand at their places.
    private typealias Relaxation = (Range<Int>, SharedPointer<Float>, SharedPointer<TrialRecord>) throws -> Void

    private func relaxation() throws -> Relaxation {
        if let products = network.weights.products {
            if network.activation.isDiscrete, let memory = ExactOverlapFields.Memory(products) {
                return { trials, states, records in
                    try forEach(trials, states, records) { _, state in ExactOverlapFields(memory, state) }
                }
            }
            let memory = OverlapFields.Memory(products)
            return { trials, states, records in
                try forEach(trials, states, records) { _, state in OverlapFields(memory, state) }
            }
        }
        switch try residentWeights() {
        case .dense(let matrix) where matrix.isSymmetric(within: 1e-6):
            return { trials, states, records in
                try matrix.values.withUnsafeBufferPointer { rows in
                    guard let base = rows.baseAddress else { return }
                    nonisolated(unsafe) let rows = base
                    var fields = [Float](repeating: 0, count: trials.count * neurons)
                    try fields.withUnsafeMutableBufferPointer { buffer in
                        let fields = SharedPointer(buffer)
                        firstFields(rows, states.base + trials.lowerBound * neurons, trials.count, fields.base)
                        try forEach(trials, states, records) { index, _ in
                            KeptFields(rows: rows, fields: fields.base + index * neurons, count: neurons)
                        }
                    }
                }
            }
        default:
            return { trials, states, records in
                try forEach(trials, states, records) { _, _ in RowFields(weights: network.weights) }
            }
        }
    }

    /// Rows of a file are read once where memory holds them all: each unit asks for its row in each sweep.
    private func residentWeights() throws -> AssociativeWeights {
        guard case .stored(let source) = network.weights else { return network.weights }
        let bytes = 4 * Double(source.neurons) * Double(source.neurons)
        if bytes <= MemoryDemand.limit / 2 { return .dense(try network.weights.matrix(workers: options.workers)) }
        guard source.readsWholeChunks, source.rowsPerChunk > 1 else { return network.weights }
        throw RecallError(
            description:
                "the weights, \(MemoryDemand.text(bytes)), are too large for memory and compressed in chunks of "
                + "\(source.rowsPerChunk) rows, each of which would be read for each of its units in each sweep; "
                + "repack the file with h5repack -l weights:CONTI, or update all units at once")
    }

    /// H = S Wᵀ.
    private func firstFields(
        _ rows: UnsafePointer<Float>, _ states: UnsafePointer<Float>, _ count: Int,
        _ fields: UnsafeMutablePointer<Float>
    ) {
        BLAS.multiply(
            transposeB: true, m: count, n: neurons, k: neurons, states, neurons, rows, neurons, fields, neurons,
            workers: options.workers)
    }

    private func forEach<Fields: LocalFields>(
        _ trials: Range<Int>, _ states: SharedPointer<Float>, _ records: SharedPointer<TrialRecord>,
        _ makeFields: @Sendable (_ index: Int, _ state: UnsafePointer<Float>) -> Fields
    ) throws {
        var failures = [(any Error)?](repeating: nil, count: trials.count)
        failures.withUnsafeMutableBufferPointer { buffer in
            let failures = SharedPointer(buffer)
            options.workers.forEach(trials.count) { index in
                let trial = trials.lowerBound + index
                let state = states.base + trial * neurons
                var fields = makeFields(index, state)
                do { try relax(state, &fields, trial, &records.base[trial]) } catch { failures.base[index] = error }
            }
        }
        for case let failure? in failures { throw failure }
    }

    private func relax<Fields: LocalFields>(
        _ state: UnsafeMutablePointer<Float>, _ fields: inout Fields, _ trial: Int, _ record: inout TrialRecord
    ) throws {
        try note(state, &fields, &record)
        record.finish(.limit, steps: options.steps)
        func isReached() -> Bool {
            options.isReached(by: UnsafeBufferPointer(start: state, count: neurons), trial, network.activation)
        }
        if isReached() { return record.finish(.goal, steps: 0) }
        for sweep in 0..<options.steps {
            var random = RandomStream(
                seed: options.seed, purpose: "sweep", index: trial, position: UInt64(sweep) * 4 * UInt64(neurons))
            if sweep > 0, sweep % 16 == 0 { try fields.renew(state) }
            let changed = try update(state, &fields, &random, options.temperature(step: sweep, of: network))
            if !changed, options.canRest(network.activation) {
                record.finish(.fixedPoint, steps: sweep)
                break
            }
            try note(state, &fields, &record)
            if isReached() {
                record.finish(.goal, steps: sweep + 1)
                break
            }
        }
    }

    /// One sweep; tells whether any unit changed.
    private func update<Fields: LocalFields>(
        _ state: UnsafeMutablePointer<Float>, _ fields: inout Fields, _ random: inout RandomStream,
        _ temperature: Float
    ) throws -> Bool {
        var changed = false
        let activation = network.activation
        let tolerance = activation.isDiscrete ? 0 : Recall.tolerance
        func answer(_ unit: Int, _ fields: inout Fields, _ random: inout RandomStream) throws -> Float {
            activation.respond(
                field: try fields.field(of: unit, state), state: state[unit], threshold: network.threshold(of: unit),
                temperature: temperature, uniform: { Float(random.nextWord() >> 8) * 0x1p-24 })
        }
        func set(_ unit: Int, to answer: Float, _ fields: inout Fields) {
            let change = answer - state[unit]
            guard change != 0 else { return }
            if abs(change) > tolerance { changed = true }
            state[unit] = answer
            fields.unit(unit, changedBy: change)
        }
        var units = network.order == .asynchronous ? random.permutation(neurons) : Array(0..<neurons)
        let size = network.order.unitsAtOnce(of: neurons)
        if size == 1 {
            if let clamped = network.clamped { units.removeAll { clamped[$0] } }
            for unit in units { set(unit, to: try answer(unit, &fields, &random), &fields) }
            return changed
        }
        for start in stride(from: 0, to: neurons, by: size) {
            let block = units[start..<min(neurons, start + size)].filter { network.clamped?[$0] != true }
            let answers = try block.map { try answer($0, &fields, &random) }
            for (unit, answer) in zip(block, answers) { set(unit, to: answer, &fields) }
        }
        return changed
    }

    private func note<Fields: LocalFields>(
        _ state: UnsafeMutablePointer<Float>, _ fields: inout Fields, _ record: inout TrialRecord
    ) throws {
        let states = UnsafeBufferPointer(start: state, count: neurons)
        record.note(energy: -(try fields.coupling(state)) / 2 + network.energyOfThresholds(states))
        record.note(state: states)
    }
}
