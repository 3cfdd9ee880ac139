import Numerics
import Patterns

/// Cues or options that a network cannot be relaxed with.
public struct RecallError: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

extension AmariHopfieldNetwork {
    /// Relaxes every cue of a batch until it stops; the network's own state stays as it is.
    ///
    /// The fast paths are chosen by weights, order and activation; all give the numbers of `recallStepByStep`.
    /// - Parameter cues: [trial, neuron]; 0 in a bipolar cue is a hidden unit.
    /// - Parameter options: dynamics, steps and what is recorded.
    /// - Throws: `RecallError` for cues of another length or coding than the activation needs; errors of stored
    ///   weights that cannot be read.
    public func recall(_ cues: PatternSet, options: RecallOptions) throws -> Recall {
        try check(cues)
        if case .winners = activation {
            return try SynchronousRecall(self, options: options).run(cues)
        }
        switch order {
        case .asynchronous: return try AsynchronousRecall(self, options: options).run(cues)
        case .synchronous:
            if case .integers = cues.values, let packed = PackedRecall(self, options: options) {
                return packed.run(cues)
            }
            return try SynchronousRecall(self, options: options).run(cues)
        }
    }

    /// The same relaxation, one cue, one step and one unit at a time: easy to read, and what the fast paths are
    /// held to. Random activations draw other numbers here than there.
    public func recallStepByStep(_ cues: PatternSet, options: RecallOptions) throws -> Recall {
        try check(cues)
        var record = RecallRecord(cues: cues, activation: activation, options: options)
        var final: [Float] = []
        for trial in 0..<cues.count {
            var network = self
            network.state = cues.row(trial)
            network.relax(trial, options, &record.trials[trial])
            final += network.state
            options.progress?(Int(record.trials[trial].steps), cues.count - trial - 1, network.energy)
        }
        return record.result(final: final)
    }

    /// Updates the network's own state until it stops.
    private mutating func relax(_ trial: Int, _ options: RecallOptions, _ record: inout TrialRecord) {
        var previous: [Float]?
        record.note(energy: energy)
        state.withUnsafeBufferPointer { record.note(state: $0) }
        record.finish(.limit, steps: options.steps)
        for step in 0..<options.steps {
            let before = state
            var random = RandomStream(
                seed: options.seed, purpose: "sweep", index: trial, position: UInt64(step) * 4 * UInt64(neurons))
            update(&random)
            if activation.isDeterministic, state.isClose(to: before, activation) {
                if isSynchronous { state = before }
                record.finish(.fixedPoint, steps: step)
                break
            }
            record.note(energy: energy)
            state.withUnsafeBufferPointer { record.note(state: $0) }
            if activation.isDeterministic, isSynchronous, let previous, state.isClose(to: previous, activation),
                options.endsCycle(after: step + 1)
            {
                record.finish(.cycle, steps: step + 1)
                break
            }
            previous = before
        }
    }

    /// Winners are chosen among all fields at once, whatever the order.
    private var isSynchronous: Bool {
        if case .winners = activation { return true }
        return order == .synchronous
    }

    private func check(_ cues: PatternSet) throws {
        guard cues.neurons == neurons else {
            throw RecallError(description: "the cues have \(cues.neurons) units, expected \(neurons)")
        }
        let fits =
            switch activation {
            case .sign, .glauber: cues.coding == .bipolar
            case .step, .winners: cues.coding == .binary || cues.coding == .spikes
            case .tanh, .sigmoid: true
            }
        guard fits else {
            let wanted =
                switch activation {
                case .sign, .glauber: "bipolar"
                default: "binary"
                }
            throw RecallError(
                description: "\(cues.coding.rawValue) cues, expected \(wanted) ones for this activation")
        }
    }
}

extension [Float] {
    /// Equality as the recall of an activation understands it: exact for discrete states, to 1e-6 for graded ones.
    fileprivate func isClose(to other: [Float], _ activation: Activation) -> Bool {
        activation.isDiscrete ? self == other : zip(self, other).allSatisfy { abs($0 - $1) <= 1e-6 }
    }
}
