// Aim: synchronous recall from outer-product weights of ±1 or 0/1 patterns, with states and patterns as bits.
//
// A state is two planes of bits, s_i = pos_i - neg_i. With a pattern's values low + (high - low)·bit,
//
//     sum_j x_pj s_j = low·M + (high - low)·q_p,   M = |pos| - |neg|,   q_p = |X_p & pos| - |X_p & neg|
//
// so the overlaps b_p are population counts, and the energy (see OuterProductWeights) follows from them alone. The
// fields are needed only for their signs, and not even those where one pattern dominates (see LeaderBounds).

import Numerics
import Patterns

struct PackedRecall {
    let product: OuterProductWeights
    let bits: BitMatrix
    let threshold: Float
    let options: RecallOptions
    let isBipolar: Bool
    /// d_i, their sum and the largest of their magnitudes.
    let removed: [Float]
    let removedSum: Double
    let largestRemoved: Double
    /// Of patterns and coefficients that are whole numbers.
    let exact: ExactFields?
    /// What is subtracted for a unit that is not 0.
    private let ownParts: [Float]
    /// |X_p|, the bits set in each pattern.
    let patternCounts: [Int]

    /// nil where weights, activation or cues do not fit: real patterns, graded or random answers, clamped units; and
    /// where every state is compared with a goal.
    init?(_ network: AmariHopfieldNetwork, options: RecallOptions) {
        guard network.clamped == nil, options.goal == nil, case .outerProduct(let product) = network.weights,
            let bits = product.bits
        else { return nil }
        switch (network.activation, product.patterns.coding) {
        case (.sign, .bipolar): isBipolar = true
        case (.step, .binary), (.step, .spikes): isBipolar = false
        default: return nil
        }
        self.product = product
        self.bits = bits
        self.options = options
        threshold = network.threshold
        removed = product.removedDiagonal(0..<product.neurons)
        removedSum = removed.reduce(0.0) { $0 + Double($1) }
        largestRemoved = removed.reduce(0.0) { max($0, Double(abs($1))) }
        let exact = ExactFields(product)
        self.exact = exact
        ownParts = exact.map { exact in (0..<product.neurons).map { exact.ownPart($0) } } ?? removed
        patternCounts = (0..<bits.rows).map { bits.count(row: $0) }
    }

    var neurons: Int { product.neurons }
    var words: Int { bits.wordsPerRow }

    func run(_ cues: PatternSet) -> Recall {
        var record = RecallRecord(cues: cues, activation: isBipolar ? .sign : .step, options: options)
        var current = PackedStates(cues, workers: options.workers)
        var previous = current
        var next = current
        var active = Array(0..<cues.count)
        for trial in active { record.trials[trial].note(state: current.values(trial)) }
        for step in 0...options.steps where !active.isEmpty {
            let batch = PackedGains(self, current, active)
            for (index, trial) in active.enumerated() { record.trials[trial].note(energy: batch.trials[index].energy) }
            if step == options.steps {
                for trial in active { record.trials[trial].finish(.limit, steps: step) }
                break
            }
            advance(current, into: &next, active, batch)
            var staying: [Int] = []
            for trial in active {
                let fixed = next.equals(current, trial)
                let cycle = step > 0 && next.equals(previous, trial) && options.endsCycle(after: step + 1)
                if !fixed { record.trials[trial].note(state: next.values(trial)) }
                if fixed || cycle {
                    record.trials[trial].finish(fixed ? .fixedPoint : .cycle, steps: fixed ? step : step + 1)
                    if !fixed { record.trials[trial].noteEnergyOfStepBeforeLast() }
                    // The buffers change places; a trial at rest keeps its state in all of them.
                    current.copy(trial, from: next)
                    previous.copy(trial, from: next)
                } else {
                    staying.append(trial)
                }
            }
            let mean = batch.trials.reduce(0) { $0 + $1.energy } / Double(batch.trials.count)
            options.progress?(step + 1, staying.count, mean)
            active = staying
            (previous, current, next) = (current, next, previous)
        }
        return record.result(final: current.allValues(workers: options.workers))
    }

    // MARK: - The step

    private func advance(
        _ current: PackedStates, into next: inout PackedStates, _ active: [Int], _ batch: PackedGains
    ) {
        let undecided = active.indices.filter { batch.trials[$0].leader == nil }
        let trials = undecided.map { active[$0] }
        let gains = batch.gains(of: undecided)
        let open = undecided.map { batch.trials[$0] }
        next.withMutablePlanes { up, down in
            for (index, trial) in active.enumerated() {
                if let leader = batch.trials[index].leader { follow(leader, up + trial * words, down + trial * words) }
            }
            guard !undecided.isEmpty else { return }
            nonisolated(unsafe) let (up, down) = (up, down)
            options.workers.forEachRange(of: neurons, size: FieldBlocks.width) { units in
                product.withBlock(units) { block in
                    for start in stride(from: 0, to: trials.count, by: 256) {
                        let rows = start..<min(trials.count, start + 256)
                        step(units, block, trials, gains, open, rows, current, up, down)
                    }
                }
            }
        }
    }

    /// Every unit follows one pattern, or its inverse.
    private func follow(
        _ leader: Leader, _ up: UnsafeMutablePointer<UInt64>, _ down: UnsafeMutablePointer<UInt64>
    ) {
        let invert: UInt64 = leader.isInverted ? ~0 : 0
        bits.words.withUnsafeBufferPointer { rows in
            for word in 0..<words {
                let valid = bits.validBits(word: word)
                let positive = (rows[leader.pattern * words + word] ^ invert) & valid
                up[word] = positive
                down[word] = isBipolar ? ~positive & valid : 0
            }
        }
    }

    /// The signs of the fields of some units in some trials.
    private func step(
        _ units: Range<Int>, _ block: UnsafePointer<Float>, _ trials: [Int], _ gains: [Float],
        _ open: [PackedGains.Trial], _ rows: Range<Int>, _ current: PackedStates, _ up: UnsafeMutablePointer<UInt64>,
        _ down: UnsafeMutablePointer<UInt64>
    ) {
        let (width, patterns) = (units.count, product.count)
        let wordCount = (width + 63) / 64
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * width + 2 * width) { buffer in
            let fields = SharedPointer(buffer).base
            let own = fields + rows.count * width
            gains.withUnsafeBufferPointer { gains in
                guard let gains = gains.baseAddress else {
                    return fields.update(repeating: 0, count: rows.count * width)
                }
                BLAS.gemm(
                    m: rows.count, n: width, k: patterns, gains + rows.lowerBound * patterns, patterns, block, width,
                    fields, width)
            }
            current.withPlanes { positive, negative in
                for row in rows {
                    let start = trials[row] * words + units.lowerBound / 64
                    let field = fields + (row - rows.lowerBound) * width
                    ownPart(positive + start, negative + start, units, own, own + width)
                    if let exact, let sums = open[row].sums {
                        gains.withUnsafeBufferPointer { gains in
                            guard let gains = gains.baseAddress else { return }
                            ExactStep(
                                exact, threshold: threshold, units: units, bits: bits, gains: gains + row * patterns,
                                sums: sums, positive: positive + start, negative: negative + start
                            ).compare(field, own, above: up + start, below: down + start)
                        }
                    } else {
                        BitKernels.finishFields(
                            field, count: width, scale: product.gainScale, offset: open[row].shift, own: own)
                        BitKernels.compare(
                            field, count: width, threshold: threshold, above: up + start, below: down + start)
                    }
                    for word in start..<start + wordCount {
                        let tie = ~(up[word] | down[word])
                        up[word] |= positive[word] & tie
                        down[word] = isBipolar ? down[word] | (negative[word] & tie) : 0
                    }
                }
            }
        }
    }

    /// d_i s_i, what the removed diagonal would have added.
    private func ownPart(
        _ positive: UnsafePointer<UInt64>, _ negative: UnsafePointer<UInt64>, _ units: Range<Int>,
        _ own: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
    ) {
        guard product.zeroDiagonal else { return own.update(repeating: 0, count: units.count) }
        BitKernels.expand(positive, count: units.count, low: 0, high: 1, into: own)
        BitKernels.expand(negative, count: units.count, low: 0, high: 1, into: scratch)
        ownParts.withUnsafeBufferPointer { parts in
            let first = units.lowerBound
            for unit in 0..<units.count { own[unit] = (own[unit] - scratch[unit]) * parts[first + unit] }
        }
    }
}
