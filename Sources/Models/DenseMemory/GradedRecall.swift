// Aim: recall of graded states from a memory of real patterns, all units of all trials at once.

import Numerics
import Patterns

struct GradedRecall {
    private let answers: GradedAnswers
    /// Of the first step, where only some units are known.
    private let first: GradedAnswers?
    /// nil where there is none.
    private let energy: DenseAssociativeMemory.GradedEnergy?
    /// Steps after which a sequence sees a state.
    private let delay: Int
    /// Units that keep their values.
    private let clamped: [Bool]?
    private let options: RecallOptions

    init(
        _ answers: GradedAnswers, first: GradedAnswers?, energy: DenseAssociativeMemory.GradedEnergy?, delay: Int,
        clamped: [Bool]?,
        options: RecallOptions
    ) {
        (self.answers, self.energy, self.delay, self.options) = (answers, energy, delay, options)
        (self.clamped, self.first) = (clamped, first)
    }

    func run(_ cues: PatternSet) -> Recall {
        var record = RecallRecord(cues: cues, activation: .identity, options: options)
        let width = cues.neurons
        var final = cues.matrix.values
        var previous: [Float] = []
        // States from the one that a delay shows to the present one, of all trials: with a delay none ends early.
        var past: [[Float]] = []
        var active = Array(0..<cues.count)
        for trial in active { note(final, trial, width, &record) }
        for step in 0...options.steps where !active.isEmpty {
            let states = active.count == cues.count ? final : active.flatMap { final[$0 * width..<($0 + 1) * width] }
            var next = [Float](repeating: 0, count: states.count)
            past = Array(past.suffix(delay)) + [states]
            let parts = fill(past[0], active.count, width, &next, isFirst: step == 0)
            hold(states, &next, width)
            for (index, trial) in active.enumerated() { record.trials[trial].note(energy: parts[index]) }
            if step == options.steps {
                for trial in active { record.trials[trial].finish(.limit, steps: step) }
                break
            }
            var (staying, kept): ([Int], [Float]) = ([], [])
            for (index, trial) in active.enumerated() {
                let range = index * width..<(index + 1) * width
                if delay == 0, isClose(next, states, range) {
                    record.trials[trial].finish(.fixedPoint, steps: step)
                    continue
                }
                final.replaceSubrange(trial * width..<(trial + 1) * width, with: next[range])
                note(final, trial, width, &record)
                if delay == 0, !previous.isEmpty, isClose(next, previous, range), options.endsCycle(after: step + 1) {
                    record.trials[trial].finish(.cycle, steps: step + 1)
                    record.trials[trial].noteEnergyOfStepBeforeLast()
                    continue
                }
                staying.append(trial)
                kept += states[range]
            }
            options.progress?(step + 1, staying.count, parts.reduce(0, +) / Double(parts.count))
            (active, previous) = (staying, kept)
        }
        return record.result(final: final)
    }

    private func hold(_ states: [Float], _ next: inout [Float], _ width: Int) {
        guard let clamped else { return }
        for unit in 0..<width where clamped[unit] {
            for index in stride(from: unit, to: next.count, by: width) { next[index] = states[index] }
        }
    }

    private func fill(
        _ states: [Float], _ count: Int, _ width: Int, _ next: inout [Float], isFirst: Bool
    ) -> [Double] {
        var (states, answers) = (states, answers)
        if isFirst, let first, let clamped {
            answers = first
            for index in states.indices where !clamped[index % width] { states[index] = 0 }
        }
        return states.withUnsafeBufferPointer { states in
            next.withUnsafeMutableBufferPointer { next in
                guard let states = states.baseAddress, let next = next.baseAddress else { return [] }
                let parts = answers.fill(states, count: count, width: width, into: next)
                return parts.enumerated().map { energy?.value($1, states + $0 * width, width) ?? .nan }
            }
        }
    }

    private func note(_ states: [Float], _ trial: Int, _ width: Int, _ record: inout RecallRecord) {
        states.withUnsafeBufferPointer {
            record.trials[trial].note(state: UnsafeBufferPointer(rebasing: $0[trial * width..<(trial + 1) * width]))
        }
    }

    private func isClose(_ a: [Float], _ b: [Float], _ range: Range<Int>) -> Bool {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in range.allSatisfy { abs(a[$0] - b[$0]) <= Recall.tolerance } }
        }
    }
}
