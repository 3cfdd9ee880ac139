import Numerics
import Patterns

/// Of a batch of packed states the gains of the patterns, the energies, and whether one pattern decides all units.
struct PackedGains: Sendable {
    struct Trial: Sendable {
        /// sum_p g_p rho_p.
        var shift: Float = 0
        var energy = 0.0
        /// nil where the fields must tell.
        var leader: Leader?
        /// Where fields are exact.
        var sums: ExactFields.Sums?
    }

    private(set) var trials: [Trial]
    /// g_p, without the factor that all patterns share, [trial, pattern]; k_p q_p where fields are exact.
    private var gains: [Float]
    private let patternCount: Int

    init(_ recall: PackedRecall, _ states: PackedStates, _ active: [Int]) {
        patternCount = recall.product.count
        trials = [Trial](repeating: Trial(), count: active.count)
        gains = [Float](repeating: 0, count: active.count * patternCount)
        let (patternCount, words) = (patternCount, states.words)
        let kernel = GainKernel(recall)
        gains.withUnsafeMutableBufferPointer { gains in
            trials.withUnsafeMutableBufferPointer { trials in
                let (gains, trials) = (SharedPointer(gains), SharedPointer(trials))
                states.withPlanes { up, down in
                    nonisolated(unsafe) let (up, down) = (up, down)
                    recall.options.workers.forEachRange(of: active.count, size: 16) { range in
                        for index in range {
                            let start = active[index] * words
                            let own = gains.base + index * patternCount
                            trials.base[index] = kernel.gains(up + start, down + start, into: own)
                        }
                    }
                }
            }
        }
    }

    /// The gains of some trials, one after the other.
    func gains(of indices: [Int]) -> [Float] {
        if indices.count == trials.count { return gains }
        return indices.flatMap { gains[$0 * patternCount..<($0 + 1) * patternCount] }
    }
}

/// Gains and energy of one packed state, from population counts.
private struct GainKernel: Sendable {
    let recall: PackedRecall
    private let bounds: LeaderBounds

    init(_ recall: PackedRecall) {
        self.recall = recall
        bounds = LeaderBounds(recall)
    }

    func gains(
        _ up: UnsafePointer<UInt64>, _ down: UnsafePointer<UInt64>, into gains: UnsafeMutablePointer<Float>
    ) -> PackedGains.Trial {
        let (product, words) = (recall.product, recall.words)
        let upCount = Self.count(up, words)
        let downCount = Self.count(down, words)
        let (count, total) = (product.count, Double(upCount - downCount))
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count + 1) { buffer in
            let overlaps = SharedPointer(buffer).base
            let centred = overlaps + count
            let isFull = overlapCounts(up, down, upCount, downCount, into: overlaps)
            product.offsets.withUnsafeBufferPointer { offsets in
                for pattern in 0..<count { centred[pattern] = overlaps[pattern] - Double(offsets[pattern]) * total }
            }
            let summary = product.gains(centred, into: gains)
            let diagonal = product.zeroDiagonal ? removedPart(up, down, upCount + downCount, isFull) : 0
            let energy = -(summary.coupling - diagonal) / 2 + Double(recall.threshold) * total
            var trial = PackedGains.Trial(shift: Float(summary.shift), energy: energy, leader: bounds.leader(gains))
            if let exact = recall.exact {
                trial.sums = exact.sums(total: total, overlaps: overlaps)
                exact.signs.withUnsafeBufferPointer { signs in
                    for pattern in 0..<count { gains[pattern] = signs[pattern] * Float(overlaps[pattern]) }
                }
            }
            return trial
        }
    }

    /// sum_j x_pj s_j into `overlaps`; tells whether no unit of a ±1 state is 0.
    private func overlapCounts(
        _ up: UnsafePointer<UInt64>, _ down: UnsafePointer<UInt64>, _ upCount: Int, _ downCount: Int,
        into overlaps: UnsafeMutablePointer<Double>
    ) -> Bool {
        let (product, count) = (recall.product, recall.product.count)
        let (low, high) = (Double(product.bitValues.low), Double(product.bitValues.high))
        let total = Double(upCount - downCount)
        // The second plane need not be counted where it is empty or the complement of the first.
        let isFull = upCount + downCount == recall.neurons
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count + 1) { buffer in
            let positive = SharedPointer(buffer).base
            let negative = positive + count
            recall.bits.words.withUnsafeBufferPointer { rows in
                guard let rows = rows.baseAddress else { return }
                BitKernels.andCounts(rows: rows, rowCount: count, words: recall.words, mask: up, into: positive)
                if downCount == 0 {
                    negative.update(repeating: 0, count: count)
                } else if isFull {
                    for pattern in 0..<count {
                        negative[pattern] = Int32(recall.patternCounts[pattern]) - positive[pattern]
                    }
                } else {
                    BitKernels.andCounts(
                        rows: rows, rowCount: count, words: recall.words, mask: down, into: negative)
                }
            }
            for pattern in 0..<count {
                overlaps[pattern] = low * total + (high - low) * Double(positive[pattern] - negative[pattern])
            }
        }
        return isFull
    }

    /// sum_i d_i s_i².
    private func removedPart(
        _ up: UnsafePointer<UInt64>, _ down: UnsafePointer<UInt64>, _ active: Int, _ isFull: Bool
    ) -> Double {
        if isFull { return recall.removedSum }
        if active == 0 { return 0 }
        return recall.removed.withUnsafeBufferPointer { removed in
            var sum = 0.0
            for word in 0..<recall.words {
                var bits = up[word] | down[word]
                while bits != 0 {
                    sum += Double(removed[word * 64 + bits.trailingZeroBitCount])
                    bits &= bits - 1
                }
            }
            return sum
        }
    }

    private static func count(_ words: UnsafePointer<UInt64>, _ count: Int) -> Int {
        var total = 0
        for word in 0..<count { total += words[word].nonzeroBitCount }
        return total
    }
}
