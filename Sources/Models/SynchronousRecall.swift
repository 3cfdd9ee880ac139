// Aim: relax a batch of cues synchronously, for every form of weights and every activation, at the speed of the
// matrix products that it contains. Trials that have stopped leave the batch.

import Numerics
import Patterns

struct SynchronousRecall {
    let network: AmariHopfieldNetwork
    let options: RecallOptions
    let blocks: FieldBlocks
    private let neurons: Int

    init(_ network: AmariHopfieldNetwork, options: RecallOptions) {
        self.network = network
        self.options = options
        blocks = FieldBlocks(
            network.weights, isDiscrete: network.activation.isDiscrete, workers: options.workers)
        neurons = network.neurons
    }

    /// What one step adds up for one trial in one block of units.
    private struct Part {
        var coupling = 0.0
        /// sum_i s_i, or sum_i theta_i s_i where units have thresholds of their own.
        var bias = 0.0
        var changed = false
        var differsFromPrevious = false
    }

    func run(_ cues: PatternSet) throws -> Recall {
        var record = RecallRecord(cues: cues, activation: network.activation, options: options)
        // The moving trials stand in the first rows of three buffers: now, one step ago, next.
        var current = cues.matrix.values
        var previous = current
        var next = current
        var final = current
        var active = Array(0..<cues.count)
        for trial in active { note(current, row: trial, in: &record.trials[trial]) }
        // Trials that came near enough to their patterns: how many steps they took.
        var arrived: [(trial: Int, steps: Int)] = []
        active.removeAll { trial in
            guard isReached(current, row: trial, trial) else { return false }
            arrived.append((trial, 0))
            return true
        }
        compact(&current, &previous, keeping: active)

        for step in 1...max(1, options.steps) where !active.isEmpty && options.steps > 0 {
            let parts = try advance(current, previous, into: &next, trials: active, step: step)
            var staying: [Int] = []
            var total = 0.0
            for (row, trial) in active.enumerated() {
                let energy = energy(parts[row])
                record.trials[trial].note(energy: energy)
                total += energy
                let rests = options.canRest(network.activation)
                let fixed = !parts[row].changed && rests
                let cycle = step > 1 && !parts[row].differsFromPrevious && rests && options.endsCycle(after: step)
                if !fixed { note(next, row: row, in: &record.trials[trial]) }
                if fixed || cycle {
                    // A graded state at rest still changes in its last digits: the one that is kept has the energy.
                    final.replaceSubrange(
                        trial * neurons..<(trial + 1) * neurons,
                        with: (fixed ? current : next)[row * neurons..<(row + 1) * neurons])
                    record.trials[trial].finish(fixed ? .fixedPoint : .cycle, steps: fixed ? step - 1 : step)
                    // A cycle of two: the state reached is the one before the last, whose energy is known.
                    if !fixed { record.trials[trial].noteEnergyOfStepBeforeLast() }
                } else if isReached(next, row: row, trial) {
                    final.replaceSubrange(
                        trial * neurons..<(trial + 1) * neurons, with: next[row * neurons..<(row + 1) * neurons])
                    arrived.append((trial, step))
                } else {
                    staying.append(row)
                }
            }
            options.progress?(step, staying.count, total / Double(max(1, active.count)))
            compact(&next, &current, keeping: staying)
            active = staying.map { active[$0] }
            (previous, current, next) = (current, next, previous)
        }
        for (row, trial) in active.enumerated() {
            final.replaceSubrange(
                trial * neurons..<(trial + 1) * neurons, with: current[row * neurons..<(row + 1) * neurons])
            record.trials[trial].finish(.limit, steps: options.steps)
        }
        for (trial, steps) in arrived { record.trials[trial].finish(.goal, steps: steps) }
        try noteLastEnergies(active + arrived.map(\.trial), final, in: &record)
        return record.result(final: final)
    }

    /// Trials that ended while they moved: their last energy needs one more pass over the weights.
    private func noteLastEnergies(_ trials: [Int], _ final: [Float], in record: inout RecallRecord) throws {
        guard !trials.isEmpty else { return }
        let states = trials.flatMap { final[$0 * neurons..<($0 + 1) * neurons] }
        var scratch = states
        let parts = try advance(states, states, into: &scratch, trials: trials, step: options.steps + 1)
        for (row, trial) in trials.enumerated() { record.trials[trial].note(energy: energy(parts[row])) }
    }

    private func isReached(_ states: [Float], row: Int, _ trial: Int) -> Bool {
        guard options.goal != nil else { return false }
        return states.withUnsafeBufferPointer {
            options.isReached(
                by: UnsafeBufferPointer(rebasing: $0[row * neurons..<(row + 1) * neurons]), trial,
                network.activation)
        }
    }

    private func energy(_ part: Part) -> Double {
        -part.coupling / 2 + Double(network.thresholds == nil ? network.threshold : 1) * part.bias
    }

    private func note(_ states: [Float], row: Int, in record: inout TrialRecord) {
        guard record.keepsHistory else { return }
        states.withUnsafeBufferPointer {
            record.note(state: UnsafeBufferPointer(rebasing: $0[row * neurons..<(row + 1) * neurons]))
        }
    }

    /// Moves the rows that stay to the front.
    private func compact(_ next: inout [Float], _ current: inout [Float], keeping rows: [Int]) {
        next.withUnsafeMutableBufferPointer { next in
            current.withUnsafeMutableBufferPointer { current in
                let (next, current) = (SharedPointer(next).base, SharedPointer(current).base)
                for (place, row) in rows.enumerated() where place != row {
                    (next + place * neurons).update(from: next + row * neurons, count: neurons)
                    (current + place * neurons).update(from: current + row * neurons, count: neurons)
                }
            }
        }
    }

    /// One update of all moving trials, and the sums that tell their energy and whether they moved.
    private func advance(
        _ current: [Float], _ previous: [Float], into next: inout [Float], trials: [Int], step: Int
    ) throws -> [Part] {
        let count = trials.count
        let blockCount = FieldBlocks.blockCount(neurons)
        var parts = [Part](repeating: Part(), count: count * blockCount)
        try current.withUnsafeBufferPointer { now in
            try previous.withUnsafeBufferPointer { before in
                try next.withUnsafeMutableBufferPointer { out in
                    try parts.withUnsafeMutableBufferPointer { partBuffer in
                        guard let now = now.baseAddress, let before = before.baseAddress else { return }
                        nonisolated(unsafe) let (states, earlier) = (now, before)
                        let (target, sums) = (SharedPointer(out), SharedPointer(partBuffer))
                        try blocks.forEach(states, count: count) { units, fields in
                            let block = units.lowerBound / FieldBlocks.width
                            for row in 0..<count {
                                sums.base[row * blockCount + block] = respond(
                                    units, fields + row * units.count, states + row * neurons,
                                    earlier + row * neurons, target.base + row * neurons, trials[row], step)
                            }
                        }
                        chooseWinners(target.base, states, earlier, count: count, sums.base, blockCount)
                    }
                }
            }
        }
        return (0..<count).map { row in
            parts[row * blockCount..<(row + 1) * blockCount].reduce(into: Part()) { sum, part in
                sum.coupling += part.coupling
                sum.bias += part.bias
                sum.changed = sum.changed || part.changed
                sum.differsFromPrevious = sum.differsFromPrevious || part.differsFromPrevious
            }
        }
    }

    /// The answers of one block of units of one trial; for winners, the fields are kept for the choice to come.
    private func respond(
        _ units: Range<Int>, _ fields: UnsafePointer<Float>, _ state: UnsafePointer<Float>,
        _ earlier: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ trial: Int, _ step: Int
    ) -> Part {
        var part = Part()
        // Four units share a position of the stream, so a block that starts at a multiple of 64 starts afresh.
        var random = RandomStream(
            seed: options.seed, purpose: "glauber", index: trial,
            position: UInt64(step) * UInt64((neurons + 3) / 4) + UInt64(units.lowerBound / 4))
        let tolerance = network.activation.isDiscrete ? 0 : Recall.tolerance
        let (activation, clamped) = (network.activation, network.clamped)
        let temperature = options.temperature(step: step - 1, of: network)
        for index in 0..<units.count {
            let unit = units.lowerBound + index
            let (field, value) = (fields[index], state[unit])
            part.coupling += Double(value) * Double(field)
            part.bias += Double(value) * Double(network.thresholds?[unit] ?? 1)
            if case .winners = activation {
                target[unit] = field
                continue
            }
            var answer = activation.respond(
                field: field, state: value, threshold: network.threshold(of: unit), temperature: temperature,
                uniform: { Float(random.nextWord() >> 8) * 0x1p-24 })
            if let clamped, clamped[unit] { answer = value }
            target[unit] = answer
            if abs(answer - value) > tolerance { part.changed = true }
            if abs(answer - earlier[unit]) > tolerance { part.differsFromPrevious = true }
        }
        return part
    }

    private func chooseWinners(
        _ target: UnsafeMutablePointer<Float>, _ states: UnsafePointer<Float>, _ earlier: UnsafePointer<Float>,
        count: Int, _ parts: UnsafeMutablePointer<Part>, _ blockCount: Int
    ) {
        guard case .winners(let k) = network.activation else { return }
        for row in 0..<count {
            let fields = Array(UnsafeBufferPointer(start: target + row * neurons, count: neurons))
            fields.withUnsafeBufferPointer { Activation.winners(k, of: $0, into: target + row * neurons) }
            for unit in row * neurons..<(row + 1) * neurons {
                if target[unit] != states[unit] { parts[row * blockCount].changed = true }
                if target[unit] != earlier[unit] { parts[row * blockCount].differsFromPrevious = true }
            }
        }
    }
}
