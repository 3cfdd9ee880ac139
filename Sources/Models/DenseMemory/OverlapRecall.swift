// Aim: recall of states of two values from a dense memory. Each trial is one thread's work from its cue to its stop, so
// that nothing depends on their number.

import Numerics
import Patterns

struct OverlapRecall: Sendable {
    private let memory: OverlapMemory
    private let options: RecallOptions
    private let order: UpdateOrder
    private let sequence: SequenceStep?
    /// Units that keep their values.
    private let clamped: [Bool]?

    /// - Parameter sequence: where patterns lead to one another.
    init(
        _ memory: OverlapMemory, order: UpdateOrder, sequence: SequenceStep?, clamped: [Bool]?, options: RecallOptions
    ) {
        (self.memory, self.order, self.sequence, self.options) = (memory, order, sequence, options)
        self.clamped = clamped
    }

    /// - Precondition: cues of two values, with 0 for hidden units of ±1 ones.
    func run(_ cues: PatternSet) -> Recall {
        guard case .integers(let values) = cues.values else { preconditionFailure("cues of two values") }
        let (isBinary, neurons) = (cues.coding != .bipolar, cues.neurons)
        var record = RecallRecord(cues: cues, activation: isBinary ? .step : .sign, options: options)
        var final = values
        // x_pi, one unit a row, for one unit after the other.
        let columns = order == .synchronous ? nil : memory.keys.transposed
        record.forEachGroup(options) { trials, records in
            final.withUnsafeMutableBufferPointer { states in
                let states = SharedPointer(states)
                options.workers.forEach(trials.count) { index in
                    let trial = trials.lowerBound + index
                    let target = UnsafeMutableBufferPointer(start: states.base + trial * neurons, count: neurons)
                    var course = Course(
                        state: TwoPlanes(UnsafeBufferPointer(target), isBinary: isBinary), isBinary: isBinary)
                    if let columns {
                        sweep(&course, trial, columns, &records.base[trial])
                    } else if let sequence {
                        follow(sequence, &course, &records.base[trial])
                    } else {
                        relax(&course, &records.base[trial])
                    }
                    for (unit, value) in course.values.enumerated() { target[unit] = value }
                }
            }
        }
        return record.result(final: final)
    }

    /// The state of one trial.
    private struct Course {
        var state: TwoPlanes
        let isBinary: Bool
        var values: [Int8] { state.values(isBinary: isBinary) }
    }

    /// All units at once.
    private func relax(_ course: inout Course, _ record: inout TrialRecord) {
        var previous: TwoPlanes?
        record.finish(.limit, steps: options.steps)
        var overlaps = memory.overlaps(course.state)
        note(course, overlaps, &record)
        for step in 0..<options.steps {
            let next = held(OverlapStep(memory, course.state, overlaps).next(keeping: course.state), course.state)
            if next == course.state { return record.finish(.fixedPoint, steps: step) }
            let isCycle = next == previous
            (previous, course.state) = (course.state, next)
            overlaps = memory.overlaps(next)
            note(course, overlaps, &record)
            if isCycle, options.endsCycle(after: step + 1) { return record.finish(.cycle, steps: step + 1) }
        }
    }

    /// From pattern to pattern. With a delay a state that stays may still be left, so that all steps are taken.
    private func follow(_ sequence: SequenceStep, _ course: inout Course, _ record: inout TrialRecord) {
        var past = [SequenceStep.Moment(state: course.state, overlaps: memory.overlaps(course.state))]
        record.finish(.limit, steps: options.steps)
        note(course, energy: .nan, &record)
        for step in 0..<options.steps {
            guard let now = past.last else { return }
            let next = held(sequence.next(now, past[0]), now.state)
            if next == now.state, sequence.settings.delay == 0 { return record.finish(.fixedPoint, steps: step) }
            course.state = next
            note(course, energy: .nan, &record)
            past.append(SequenceStep.Moment(state: next, overlaps: memory.overlaps(next)))
            if past.count > sequence.settings.delay + 1 { past.removeFirst() }
        }
    }

    /// One unit after the other.
    private func sweep(_ course: inout Course, _ trial: Int, _ columns: BitMatrix, _ record: inout TrialRecord) {
        var fields = DenseFields(memory, columns, course.state)
        record.finish(.limit, steps: options.steps)
        note(course, fields.overlaps, &record)
        for sweep in 0..<options.steps {
            var changed = false
            var random = RandomStream(
                seed: options.seed, purpose: "sweep", index: trial,
                position: UInt64(sweep) * 4 * UInt64(memory.keys.columns))
            let units = order.units(memory.keys.columns, &random)
            let size = order.unitsAtOnce(of: memory.keys.columns)
            for first in stride(from: 0, to: units.count, by: size) {
                let block = units[first..<min(units.count, first + size)].filter { clamped?[$0] != true }
                let signs = block.map { fields.sign(of: $0, own: course.state[$0]) }
                for (unit, sign) in zip(block, signs) {
                    let own = course.state[unit]
                    guard sign != 0, sign != own else { continue }
                    changed = true
                    course.state.set(unit, sign)
                    fields.unit(unit, changedBy: sign - own)
                }
            }
            if !changed { return record.finish(.fixedPoint, steps: sweep) }
            note(course, fields.overlaps, &record)
        }
    }

    /// The next state, but for units that are held.
    private func held(_ next: TwoPlanes, _ now: TwoPlanes) -> TwoPlanes {
        guard let clamped else { return next }
        var next = next
        for unit in clamped.indices where clamped[unit] { next.set(unit, now[unit]) }
        return next
    }

    private func note(_ course: Course, _ overlaps: [Int32], _ record: inout TrialRecord) {
        let energy = overlaps.withUnsafeBufferPointer { memory.function.energy($0, neurons: memory.keys.columns) }
        note(course, energy: energy, &record)
    }

    private func note(_ course: Course, energy: Double, _ record: inout TrialRecord) {
        record.note(energy: energy)
        record.note(state: course.values)
    }
}
