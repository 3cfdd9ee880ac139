// Aim: competing units, a minibatch at a time.
//
// Weights stay as they are within a minibatch, so its responses are one product H = X V^T of samples and effective
// weights v = sign(w) |w|^(p-1). At most two units a sample change, and their rows alone are gathered:
//
//     d_i = sum_s g_is x_s - (sum_s g_is h_is) w_i
//
// What belongs to a minibatch that is not full yet is added to `pending`.

import Numerics

extension CompetingRule: BlockRule {
    package var samplesInBlock: Int { minibatch }

    package func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rows: Range<Int>, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let block = CompetingBlock(self, outputs: weights.rows, inputs: weights.columns, workers: workers)
        var done = 0
        while done < rows.count {
            let waiting = Int(state[Self.countName][0])
            let count = min(minibatch - waiting, rows.count - done)
            let isFull = waiting + count == minibatch
            let first = (rows.lowerBound + done) * weights.columns
            let failure = samples.values.withUnsafeBufferPointer { values -> Int? in
                guard let base = values.baseAddress else { return nil }
                return block.compete(base + first, count: count, weights, &peaks)
            }
            if let failure { return done + failure }
            for sample in 0..<count { WinCount.add(block.winner(sample), to: &state) }
            done += count
            state[Self.countName][0] = isFull ? 0 : Float(waiting + count)
            if waiting == 0, isFull {
                block.change(&weights, rate: rates[done - 1])
            } else {
                block.add(to: &state[Self.pendingName])
                if isFull { Self.apply(&state[Self.pendingName], to: &weights, rate: rates[done - 1]) }
            }
        }
        return nil
    }
}

/// Responses to the samples of a minibatch, and the changes that they ask for.
private final class CompetingBlock {
    private let rule: CompetingRule
    private let outputs: Int
    private let inputs: Int
    private let workers: Workers
    /// H, [sample, unit].
    private let responses: Workspace<Float>
    /// V, [unit, input], where it is not W.
    private let effective: Workspace<Float>?
    /// The units of largest response, in their order: [sample, rank].
    private let leaders: Workspace<Int>
    /// The units that change, in order, and their rows of d.
    private var changed: [Int] = []
    private let changes: Workspace<Float>

    init(_ rule: CompetingRule, outputs: Int, inputs: Int, workers: Workers) {
        (self.rule, self.outputs, self.inputs, self.workers) = (rule, outputs, inputs, workers)
        responses = Workspace(count: rule.minibatch * outputs)
        effective = rule.power == 2 ? nil : Workspace(count: outputs * inputs)
        leaders = Workspace(count: rule.minibatch * rule.rank)
        changes = Workspace(count: min(outputs, 2 * rule.minibatch) * inputs)
    }

    func winner(_ sample: Int) -> Int { leaders.base[sample * rule.rank] }

    /// Has the units respond to samples, and works out d.
    ///
    /// - Returns: the first sample to which a response was not finite, or nil.
    func compete(
        _ samples: UnsafePointer<Float>, count: Int, _ weights: Matrix, _ peaks: inout ResponsePeaks
    ) -> Int? {
        weights.values.withUnsafeBufferPointer { values -> Int? in
            guard let weights = values.baseAddress else { return nil }
            if let failure = respond(samples, count: count, weights, &peaks) { return failure }
            gather(samples, count: count, weights)
            return nil
        }
    }

    private func respond(
        _ samples: UnsafePointer<Float>, count: Int, _ weights: UnsafePointer<Float>, _ peaks: inout ResponsePeaks
    ) -> Int? {
        if let effective {
            nonisolated(unsafe) let (weights, target) = (weights, effective.base)
            let rule = rule
            workers.forEachRange(of: outputs * inputs, size: 1 << 14) { range in
                for index in range { target[index] = rule.effective(weights[index]) }
            }
        }
        BLAS.multiply(
            transposeB: true, m: count, n: outputs, k: inputs, samples, inputs,
            effective.map { UnsafePointer($0.base) } ?? weights, inputs, responses.base, outputs, workers: workers)
        nonisolated(unsafe) let (h, order) = (responses.base, leaders.base)
        let (outputs, rank) = (outputs, rule.rank)
        var isFinite = [Bool](repeating: true, count: count)
        isFinite.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedPointer(buffer)
            workers.forEach(count) { sample in
                shared.base[sample] = Self.lead(h + sample * outputs, outputs, order + sample * rank, rank)
            }
        }
        for sample in 0..<count {
            let own = h + sample * outputs
            for unit in 0..<outputs { peaks.values[unit] = max(peaks.values[unit], abs(own[unit])) }
        }
        return isFinite.firstIndex(of: false)
    }

    /// The units of largest response in their order, the first of equals before the others.
    ///
    /// - Returns: whether all responses are finite.
    private static func lead(
        _ responses: UnsafePointer<Float>, _ outputs: Int, _ order: UnsafeMutablePointer<Int>, _ rank: Int
    ) -> Bool {
        var (found, isFinite) = (0, true)
        for unit in 0..<outputs {
            let response = responses[unit]
            isFinite = isFinite && response.isFinite
            if found == rank, response <= responses[order[rank - 1]] { continue }
            var place = min(found, rank - 1)
            while place > 0, response > responses[order[place - 1]] {
                order[place] = order[place - 1]
                place -= 1
            }
            order[place] = unit
            found = min(found + 1, rank)
        }
        // Of responses that are no numbers none is larger, and places may be left as they were.
        return isFinite
    }

    private func gather(_ samples: UnsafePointer<Float>, count: Int, _ weights: UnsafePointer<Float>) {
        var parts: [Int: [(sample: Int, share: Float)]] = [:]
        for sample in 0..<count {
            let order = leaders.base + sample * rule.rank
            parts[order[0], default: []].append((sample, 1))
            parts[order[rule.rank - 1], default: []].append((sample, -Float(rule.delta)))
        }
        changed = parts.keys.sorted()
        nonisolated(unsafe) let (samples, weights, target, h) = (samples, weights, changes.base, responses.base)
        let (changed, inputs, outputs) = (changed, inputs, outputs)
        workers.forEach(changed.count) { [parts] place in
            let (unit, row) = (changed[place], target + place * inputs)
            row.update(repeating: 0, count: inputs)
            var decay: Float = 0
            for (sample, share) in parts[unit] ?? [] {
                BLAS.axpy(inputs, share, samples + sample * inputs, row)
                decay += share * h[sample * outputs + unit]
            }
            BLAS.axpy(inputs, -decay, weights + unit * inputs, row)
        }
    }

    /// Changes the weights by d, divided by its largest element.
    func change(_ weights: inout Matrix, rate: Float) {
        var largest: Float = 0
        for index in 0..<changed.count * inputs { largest = max(largest, abs(changes.base[index])) }
        forEachChange(of: &weights.values, rate / CompetingRule.scale(largest))
    }

    /// Adds d to what waits.
    func add(to pending: inout [Float]) { forEachChange(of: &pending, 1) }

    private func forEachChange(of values: inout [Float], _ factor: Float) {
        values.withUnsafeMutableBufferPointer { buffer in
            guard let target = buffer.baseAddress else { return }
            for (place, unit) in changed.enumerated() {
                BLAS.axpy(inputs, factor, changes.base + place * inputs, target + unit * inputs)
            }
        }
    }
}
