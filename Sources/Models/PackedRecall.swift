// Aim: synchronous recall from outer-product weights of ±1 or 0/1 patterns, with states and patterns as bits.
//
// A state is two planes of bits, s_i = pos_i - neg_i. With a pattern's values low + (high - low)·bit,
//
//     sum_j x_pj s_j = low·M + (high - low)·q_p,   M = |pos| - |neg|,   q_p = |X_p & pos| - |X_p & neg|
//
// so the overlaps b_p are population counts, and the energy (see OuterProductWeights) follows from them alone. The
// fields are needed only for their signs, and not even those where one pattern dominates:
//
//     |g_m| (distance of x_m from rho_m) > sum_{p != m} |g_p| max|x_p - rho_p| + max|d_i| + |theta|
//
// means that every unit follows the sign of g_m (x_mi - rho_m). That is the rule once a memory is found, so a step
// costs P·N/64 word operations instead of P·N multiplications.

import Numerics
import Patterns

struct PackedRecall {
    private let product: OuterProductWeights
    private let bits: BitMatrix
    private let threshold: Float
    private let options: RecallOptions
    private let isBipolar: Bool
    private let removed: [Float]
    private let largestRemoved: Double

    /// nil where weights, activation or cues do not fit: real patterns, graded or random answers.
    init?(_ network: AmariHopfieldNetwork, options: RecallOptions) {
        guard case .outerProduct(let product) = network.weights, let bits = product.bits else { return nil }
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
        largestRemoved = removed.reduce(0.0) { max($0, Double(abs($1))) }
    }

    private var neurons: Int { product.neurons }
    private var words: Int { bits.wordsPerRow }

    /// The states of all trials: bit planes, one row a trial.
    private struct Planes {
        var positive: BitMatrix
        var negative: BitMatrix

        func equals(_ other: Planes, row: Int) -> Bool {
            let range = row * positive.wordsPerRow..<(row + 1) * positive.wordsPerRow
            return range.allSatisfy {
                positive.words[$0] == other.positive.words[$0] && negative.words[$0] == other.negative.words[$0]
            }
        }
    }

    /// What the overlaps of one trial say.
    private struct Drive {
        /// g_p = c_p b_p, without the coefficient that all share.
        var gains: [Float]
        /// sum_p g_p rho_p.
        var shift: Float
        var energy: Double
        /// The pattern, and whether inverted, that every unit follows; nil where the fields must tell.
        var dominant: (pattern: Int, inverted: Bool)?
    }

    func run(_ cues: PatternSet) -> Recall {
        guard case .integers(let values) = cues.values else { preconditionFailure("discrete cues") }
        var record = RecallRecord(cues: cues, isDiscrete: true, keepsHistory: options.keepsHistory)
        var current = Planes(
            positive: BitMatrix(rows: cues.count, columns: neurons, positive: values),
            negative: BitMatrix(rows: cues.count, columns: neurons, positive: values.map { -$0 }))
        var previous = current
        var active = Array(0..<cues.count)
        for trial in active { record.note(state: floats(current, trial), of: trial) }
        for step in 0...options.steps where !active.isEmpty {
            let drives = drive(current, active)
            for (index, trial) in active.enumerated() { record.note(energy: drives[index].energy, of: trial) }
            if step == options.steps {
                for trial in active { record.finish(trial, .limit, steps: step) }
                break
            }
            var next = previous
            advance(current, into: &next, active, drives)
            var staying: [Int] = []
            for trial in active {
                let fixed = next.equals(current, row: trial)
                let cycle = step > 0 && next.equals(previous, row: trial)
                if !fixed { record.note(state: floats(next, trial), of: trial) }
                if fixed || cycle {
                    record.finish(trial, fixed ? .fixedPoint : .cycle, steps: fixed ? step : step + 1)
                    if cycle, !fixed { record.noteEnergyOfStepBeforeLast(trial) }
                } else {
                    staying.append(trial)
                }
            }
            let mean = drives.reduce(0) { $0 + $1.energy } / Double(drives.count)
            options.progress?(step + 1, staying.count, mean)
            active = staying
            (previous, current) = (current, next)
        }
        return record.result(final: finals(current, cues.count), coding: cues.coding)
    }

    // MARK: - Overlaps and energy

    private func drive(_ planes: Planes, _ active: [Int]) -> [Drive] {
        var drives = [Drive?](repeating: nil, count: active.count)
        drives.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedPointer(buffer)
            options.workers.forEach(active.count) { index in
                shared.base[index] = drive(planes, trial: active[index])
            }
        }
        return drives.compactMap { $0 }
    }

    private func drive(_ planes: Planes, trial: Int) -> Drive {
        let positive = counts(planes.positive, trial)
        let negative = counts(planes.negative, trial)
        let (up, down) = (planes.positive.count(row: trial), planes.negative.count(row: trial))
        let total = Double(up - down)
        let (low, high) = (Double(product.bitValues.low), Double(product.bitValues.high))
        let common = product.commonCoefficient
        var gains = [Float](repeating: 0, count: product.count)
        var shift = 0.0
        var coupling = 0.0
        var diagonal = 0.0
        for pattern in 0..<product.count {
            let (coefficient, offset) = (Double(product.coefficients[pattern]), Double(product.offsets[pattern]))
            let signed = Double(positive[pattern] - negative[pattern])
            let overlap = low * total + (high - low) * signed - offset * total
            coupling += coefficient * overlap * overlap
            let gain = overlap * (common == nil ? coefficient : 1)
            gains[pattern] = Float(gain)
            shift += gain * offset
            if product.zeroDiagonal {
                let (whenLow, whenHigh) = ((low - offset) * (low - offset), (high - offset) * (high - offset))
                let set = Double(positive[pattern] + negative[pattern])
                diagonal += coefficient * (whenLow * (Double(up + down) - set) + whenHigh * set)
            }
        }
        let energy = -(coupling - diagonal) / 2 + Double(threshold) * total
        return Drive(
            gains: gains, shift: Float(shift), energy: energy,
            dominant: dominant(gains, scale: Double(common ?? 1)))
    }

    private func counts(_ plane: BitMatrix, _ trial: Int) -> [Int32] {
        var counts = [Int32](repeating: 0, count: product.count)
        bits.words.withUnsafeBufferPointer { rows in
            plane.words.withUnsafeBufferPointer { mask in
                counts.withUnsafeMutableBufferPointer { out in
                    guard let rows = rows.baseAddress, let mask = mask.baseAddress, let out = out.baseAddress
                    else { return }
                    BitKernels.andCounts(
                        rows: rows, rowCount: product.count, words: words, mask: mask + trial * words, into: out)
                }
            }
        }
        return counts
    }

    private func dominant(_ gains: [Float], scale: Double) -> (pattern: Int, inverted: Bool)? {
        guard let strongest = gains.indices.max(by: { abs(gains[$0]) < abs(gains[$1]) }) else { return nil }
        let (low, high) = (Double(product.bitValues.low), Double(product.bitValues.high))
        var others = 0.0
        for pattern in gains.indices where pattern != strongest {
            let offset = Double(product.offsets[pattern])
            others += abs(Double(gains[pattern])) * max(abs(low - offset), abs(high - offset))
        }
        let offset = Double(product.offsets[strongest])
        guard low < offset, offset < high else { return nil }
        let least = abs(Double(gains[strongest])) * min(offset - low, high - offset) * abs(scale)
        // A thousandth to spare: more than all rounding of the sums that this saves.
        guard least * 0.999 > others * abs(scale) + largestRemoved + Double(abs(threshold)) else { return nil }
        return (strongest, (gains[strongest] < 0) != (scale < 0))
    }

    // MARK: - The step

    private func advance(_ current: Planes, into next: inout Planes, _ active: [Int], _ drives: [Drive]) {
        let undecided = active.indices.filter { drives[$0].dominant == nil }
        next.positive.words.withUnsafeMutableBufferPointer { up in
            next.negative.words.withUnsafeMutableBufferPointer { down in
                let (up, down) = (SharedPointer(up), SharedPointer(down))
                for index in active.indices {
                    guard let (pattern, inverted) = drives[index].dominant else { continue }
                    for word in 0..<words {
                        let (set, valid) = (bits.words[pattern * words + word], bits.validBits(word: word))
                        let positive = inverted ? ~set & valid : set
                        up.base[active[index] * words + word] = positive
                        down.base[active[index] * words + word] = isBipolar ? ~positive & valid : 0
                    }
                }
                guard !undecided.isEmpty else { return }
                let trials = undecided.map { active[$0] }
                let chosen = undecided.map { drives[$0] }
                let gains = chosen.flatMap(\.gains)
                options.workers.forEachRange(of: neurons, size: FieldBlocks.width) { units in
                    product.withBlock(units) { block in
                        for start in stride(from: 0, to: trials.count, by: 256) {
                            let rows = start..<min(trials.count, start + 256)
                            step(units, block, trials, chosen, gains, rows, current, up.base, down.base)
                        }
                    }
                }
            }
        }
    }

    /// The signs of the fields of some units in some trials.
    private func step(
        _ units: Range<Int>, _ block: UnsafePointer<Float>, _ trials: [Int], _ drives: [Drive], _ gains: [Float],
        _ rows: Range<Int>, _ current: Planes, _ up: UnsafeMutablePointer<UInt64>,
        _ down: UnsafeMutablePointer<UInt64>
    ) {
        let (width, patterns) = (units.count, product.count)
        let scale = product.commonCoefficient ?? 1
        let firstWord = units.lowerBound / 64
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * width + width) { buffer in
            let fields = SharedPointer(buffer).base
            let own = fields + rows.count * width
            gains.withUnsafeBufferPointer { gains in
                guard let gains = gains.baseAddress else { return }
                BLAS.gemm(
                    m: rows.count, n: width, k: patterns, gains + rows.lowerBound * patterns, patterns, block, width,
                    fields, width)
            }
            for row in rows {
                let start = trials[row] * words + firstWord
                ownPart(current, start, units, into: own)
                let field = fields + (row - rows.lowerBound) * width
                BitKernels.finishFields(field, count: width, scale: scale, offset: drives[row].shift, own: own)
                BitKernels.compare(field, count: width, threshold: threshold, above: up + start, below: down + start)
                for word in start..<start + (width + 63) / 64 {
                    let tie = ~(up[word] | down[word])
                    up[word] |= current.positive.words[word] & tie
                    down[word] = isBipolar ? down[word] | (current.negative.words[word] & tie) : 0
                }
            }
        }
    }

    /// d_i s_i, what the removed diagonal would have added.
    private func ownPart(
        _ current: Planes, _ start: Int, _ units: Range<Int>, into own: UnsafeMutablePointer<Float>
    ) {
        let width = units.count
        current.positive.words.withUnsafeBufferPointer { positive in
            current.negative.words.withUnsafeBufferPointer { negative in
                removed.withUnsafeBufferPointer { removed in
                    guard let positive = positive.baseAddress, let negative = negative.baseAddress,
                        let removed = removed.baseAddress
                    else { return }
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { lower in
                        let minus = SharedPointer(lower).base
                        BitKernels.expand(positive + start, count: width, low: 0, high: 1, into: own)
                        BitKernels.expand(negative + start, count: width, low: 0, high: 1, into: minus)
                        for unit in 0..<width {
                            own[unit] = (own[unit] - minus[unit]) * removed[units.lowerBound + unit]
                        }
                    }
                }
            }
        }
    }

    // MARK: - Unpacking

    private func floats(_ planes: Planes, _ trial: Int) -> [Float] {
        (0..<neurons).map { (planes.positive[trial, $0] ? 1 : 0) - (planes.negative[trial, $0] ? 1 : 0) }
    }

    private func finals(_ planes: Planes, _ count: Int) -> [Int8] {
        var values = [Int8](repeating: 0, count: count * neurons)
        for trial in 0..<count {
            for unit in 0..<neurons {
                let value: Int8 = planes.positive[trial, unit] ? 1 : planes.negative[trial, unit] ? -1 : 0
                values[trial * neurons + unit] = value
            }
        }
        return values
    }
}
