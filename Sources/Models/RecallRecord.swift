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
    /// Of the states every so many-th is kept.
    private let interval: Int
    /// States that the trial went through.
    private var count = 0

    init(isDiscrete: Bool, keepsHistory: Bool, interval: Int = 1) {
        self.isDiscrete = isDiscrete
        self.keepsHistory = keepsHistory
        self.interval = interval
    }

    /// Counts a state; tells whether it is one that is kept.
    private mutating func isKept() -> Bool {
        guard keepsHistory else { return false }
        defer { count += 1 }
        return count % interval == 0
    }

    /// Notes the energy of the present state.
    mutating func note(energy: Double) { energies.append(Float(energy)) }

    /// Notes that the trial came back to the state before its last, whose energy is known.
    mutating func noteEnergyOfStepBeforeLast() {
        if energies.count >= 2 { energies.append(energies[energies.count - 2]) }
    }

    /// Notes a state that the trial went through, the cue first.
    mutating func note(state: UnsafeBufferPointer<Float>) {
        guard isKept() else { return }
        if isDiscrete {
            discreteStates.append(contentsOf: state.lazy.map { Int8($0) })
        } else {
            gradedStates.append(contentsOf: state)
        }
    }

    /// Notes a discrete state that the trial went through.
    mutating func note(state: @autoclosure () -> [Int8]) {
        if isKept() { discreteStates += state() }
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
    private let interval: Int
    /// Trials between two reports of progress.
    private static let group = 64

    init(cues: PatternSet, activation: Activation, options: RecallOptions) {
        self.cues = cues
        isDiscrete = activation.isDiscrete
        // Without a step the states are the cues; unchanged answers lie where the cues do.
        span = options.steps > 0 && activation != .identity ? activation.span : cues.coding.span
        isGrey = activation == .identity && cues.coding == .grey
        interval = options.historyInterval
        let empty = TrialRecord(isDiscrete: isDiscrete, keepsHistory: options.keepsHistory, interval: interval)
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
        if isDiscrete { return result(final: final.map { Int8($0) }) }
        let history = history { $0.joined(\.gradedStates, $1, final) }.map { states(graded($0), nil) }
        return result(graded(final), history)
    }

    /// The result from discrete last states, [trial, neuron].
    consuming func result(final: [Int8]) -> Recall {
        let history = history { $0.joined(\.discreteStates, $1, final) }.map { states(.integers($0), nil) }
        return result(.integers(final), history)
    }

    private var length: Int { trials.map(\.energies.count).max() ?? 1 }

    private func result(_ final: PatternSet.Values, _ history: PatternSet?) -> Recall {
        let length = length
        var energy = Matrix(rows: cues.count, columns: length, repeating: .nan)
        for (trial, record) in trials.enumerated() {
            for (step, value) in record.energies.enumerated() { energy[trial, step] = value }
        }
        let (steps, stops) = (trials.map(\.steps), trials.map(\.stop))
        return Recall(
            final: states(final, cues.names), span: span, steps: steps, stop: stops, energy: energy, history: history,
            historySteps: historySteps)
    }

    /// All trials' states, as many of each; nil where none are kept.
    private mutating func history<T>(_ join: (inout Self, Int) -> [T]) -> [T]? {
        guard trials.first?.keepsHistory == true else { return nil }
        return join(&self, historySteps.count)
    }

    private var historySteps: [Int] {
        let last = length - 1
        return Array(stride(from: 0, to: last, by: interval)) + [last]
    }

    /// Graded states as real numbers, or rounded to levels.
    private func graded(_ values: [Float]) -> PatternSet.Values {
        isGrey ? .levels(values.map { UInt8(min(255, max(0, ($0 * 255).rounded()))) }) : .reals(values)
    }

    /// Each trial filled up with its final state to `length` of them.
    private mutating func joined<T>(_ path: WritableKeyPath<TrialRecord, [T]>, _ length: Int, _ final: [T]) -> [T] {
        let neurons = cues.neurons
        var all: [T] = []
        all.reserveCapacity(trials.count * length * neurons)
        for trial in trials.indices {
            let kept = trials[trial][keyPath: path]
            trials[trial][keyPath: path] = []  // let go of what has been copied
            all += kept
            for _ in kept.count / neurons..<length { all += final[trial * neurons..<(trial + 1) * neurons] }
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
