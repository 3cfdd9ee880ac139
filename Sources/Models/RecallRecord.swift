import Numerics
import Patterns

/// The course of one trial: steps, stop, energies and states.
struct TrialRecord: Sendable {
    var steps: Int32 = 0
    var stop = StopReason.limit
    private(set) var energies: [Float] = []
    /// State after state, one byte a unit, of a discrete activation.
    fileprivate var discreteStates: [Int8] = []
    /// State after state of a graded activation.
    fileprivate var gradedStates: [Float] = []
    private let isDiscrete: Bool
    let keepsHistory: Bool

    init(isDiscrete: Bool, keepsHistory: Bool) {
        self.isDiscrete = isDiscrete
        self.keepsHistory = keepsHistory
    }

    /// Notes the energy of the present state.
    mutating func note(energy: Double) { energies.append(Float(energy)) }

    /// Notes that the trial came back to the state before its last, whose energy is known.
    mutating func noteEnergyOfStepBeforeLast() {
        if energies.count >= 2 { energies.append(energies[energies.count - 2]) }
    }

    /// Notes a state that the trial went through, the cue first.
    mutating func note(state: UnsafeBufferPointer<Float>) {
        guard keepsHistory else { return }
        if isDiscrete {
            discreteStates.append(contentsOf: state.lazy.map { Int8($0) })
        } else {
            gradedStates.append(contentsOf: state)
        }
    }

    /// Notes a discrete state that the trial went through.
    mutating func note(state: @autoclosure () -> [Int8]) {
        if keepsHistory { discreteStates += state() }
    }

    /// Notes why and after how many changing steps the trial ended.
    mutating func finish(_ reason: StopReason, steps count: Int) {
        stop = reason
        steps = Int32(count)
    }
}

/// The courses of a batch, whichever path relaxes it.
struct RecallRecord {
    var trials: [TrialRecord]
    private let cues: PatternSet
    private let isDiscrete: Bool
    /// Whether states are told in the levels of grey cues.
    private let isGrey: Bool
    private let span: ClosedRange<Float>
    /// Trials between two reports of progress.
    private static let group = 64

    init(cues: PatternSet, activation: Activation, options: RecallOptions) {
        self.cues = cues
        isDiscrete = activation.isDiscrete
        // Without a step the states are the cues; unchanged answers lie where the cues do.
        span = options.steps > 0 && activation != .identity ? activation.span : cues.coding.span
        isGrey = activation == .identity && cues.coding == .grey
        let empty = TrialRecord(isDiscrete: isDiscrete, keepsHistory: options.keepsHistory)
        trials = Array(repeating: empty, count: cues.count)
    }

    /// Relaxes group after group of trials, each told of when it is done. Threads share the trials of a group.
    mutating func forEachGroup(
        _ options: RecallOptions, relax: (Range<Int>, SharedPointer<TrialRecord>) throws -> Void
    ) rethrows {
        for start in stride(from: 0, to: trials.count, by: Self.group) {
            let group = start..<min(trials.count, start + Self.group)
            try trials.withUnsafeMutableBufferPointer { try relax(group, SharedPointer($0)) }
            let energies = trials[group].compactMap(\.energies.last)
            options.progress?(
                trials[group].map { Int($0.steps) }.max() ?? 0, trials.count - group.upperBound,
                energies.reduce(0.0) { $0 + Double($1) } / Double(energies.count))
        }
    }

    /// The result, from the last state of each trial, [trial, neuron].
    consuming func result(final: [Float]) -> Recall {
        result(isDiscrete ? .integers(final.map { Int8($0) }) : graded(final))
    }

    /// The result from discrete last states, [trial, neuron].
    consuming func result(final: [Int8]) -> Recall { result(.integers(final)) }

    private consuming func result(_ final: PatternSet.Values) -> Recall {
        let length = trials.map(\.energies.count).max() ?? 1
        var energy = Matrix(rows: cues.count, columns: length, repeating: .nan)
        for (trial, record) in trials.enumerated() {
            for (step, value) in record.energies.enumerated() { energy[trial, step] = value }
        }
        let (steps, stops) = (trials.map(\.steps), trials.map(\.stop))
        let history = trials.first?.keepsHistory == true ? history(length: length) : nil
        return Recall(
            final: states(final, cues.names), span: span, steps: steps, stop: stops, energy: energy, history: history)
    }

    /// All trials' states, each trial filled up with its last one to `length` of them.
    private mutating func history(length: Int) -> PatternSet {
        states(isDiscrete ? .integers(joined(\.discreteStates, length)) : graded(joined(\.gradedStates, length)), nil)
    }

    /// Graded states as real numbers, or rounded to levels.
    private func graded(_ values: [Float]) -> PatternSet.Values {
        isGrey ? .levels(values.map { UInt8(min(255, max(0, ($0 * 255).rounded()))) }) : .reals(values)
    }

    private mutating func joined<T>(_ path: WritableKeyPath<TrialRecord, [T]>, _ length: Int) -> [T] {
        let neurons = cues.neurons
        var all: [T] = []
        all.reserveCapacity(trials.count * length * neurons)
        for trial in trials.indices {
            let kept = trials[trial][keyPath: path]
            trials[trial][keyPath: path] = []  // let go of what has been copied
            all += kept
            for _ in kept.count / neurons..<length { all += kept[(kept.count - neurons)...] }
        }
        return all
    }

    private func states(_ values: PatternSet.Values, _ names: [String]?) -> PatternSet {
        PatternSet(
            coding: isDiscrete || isGrey ? cues.coding : .real, neurons: cues.neurons, values: values, names: names,
            geometry: cues.geometry)
    }
}

extension Coding {
    /// The two values of the coding, or between which grey ones lie; of real numbers, those of ±1.
    public var span: ClosedRange<Float> { self == .bipolar || self == .real ? -1...1 : 0...1 }
}
