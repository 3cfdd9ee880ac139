import Numerics
import Patterns

/// A model that completes cues: it begins at a cue and updates its state until nothing changes.
///
/// A model of one's own needs its state, an energy and `update`; `recall` then walks step by step. A model that has a
/// faster way overrides `recall`, which must give the numbers of `recallStepByStep`.
public protocol RecallingModel: EnergyModel where Response == Recall {
    /// One value a unit; a recall sets it to the cue.
    var state: [Float] { get set }
    /// How a unit answers: it decides which cues fit and when two states are equal.
    var activation: Activation { get set }
    /// Whether `update` changes all units at once or one after the other.
    var order: UpdateOrder { get set }
    /// How `respond` relaxes cues; threads and progress come from its setting.
    var recallOptions: RecallOptions { get set }

    /// Whether a state that an update leaves as it is stays for ever, so that a recall may end there; true unless the
    /// model says otherwise.
    var restsWhereItStays: Bool { get }

    /// Whether units may answer so; `sign` and `step` unless the model says otherwise.
    static func supports(_ activation: Activation) -> Bool
    /// Whether `update` can go in this order; all at once alone unless the model says otherwise.
    static func supports(_ order: UpdateOrder) -> Bool
    /// How units answer to cues of a coding unless somebody chooses; `step` to 0/1 and else `sign` unless the model says
    /// otherwise.
    static func usualActivation(for coding: Coding) -> Activation

    /// Gives units that answer by a temperature another one; models without one leave it.
    mutating func cool(to temperature: Float)

    /// Relaxes every cue of a batch until it stops; the model's own state stays as it is.
    ///
    /// - Parameters:
    ///   - cues: [trial, unit]; 0 in a bipolar cue is a hidden unit.
    ///   - options: steps and what is recorded.
    /// - Throws: `RecallError` for cues of another length or coding than the activation needs; errors of weights that
    ///   stand in a file and cannot be read.
    func recall(_ cues: PatternSet, options: RecallOptions) throws -> Recall
}

extension RecallingModel {
    public var restsWhereItStays: Bool { true }

    public static func supports(_ activation: Activation) -> Bool { activation == .sign || activation == .step }

    public static func supports(_ order: UpdateOrder) -> Bool { order == .synchronous }

    public static func usualActivation(for coding: Coding) -> Activation {
        coding == .binary || coding == .spikes ? .step : .sign
    }

    public mutating func cool(to temperature: Float) {}

    public func recall(_ cues: PatternSet, options: RecallOptions) throws -> Recall {
        try recallStepByStep(cues, options: options)
    }

    public func respond(to inputs: PatternSet, _ setting: ResponseSetting = ResponseSetting()) throws -> Recall {
        var options = recallOptions
        options.workers = setting.workers
        if let progress = setting.progress { options.progress = progress }
        return setting.isCompiled
            ? try recall(inputs, options: options) : try recallStepByStep(inputs, options: options)
    }

    /// The state in which one cue comes to rest.
    public func respond(to input: [Float], _ setting: ResponseSetting = ResponseSetting()) throws -> [Float] {
        guard input.count == inputCount else {
            throw RecallError(description: "the cue has \(input.count) units, expected \(inputCount)")
        }
        guard activation.isDiscrete else {
            return try respond(to: PatternSet(Matrix([input])), setting).final.row(0)
        }
        let known: [Float] = activation.coding == .bipolar ? [-1, 0, 1] : [0, 1]
        if let wrong = input.first(where: { !known.contains($0) }) {
            let values = known.map { "\(Int($0))" }.joined(separator: ", ")
            throw RecallError(description: "the cue holds \(wrong), expected \(values) only")
        }
        let cue = PatternSet(
            coding: activation.coding, neurons: input.count, values: .integers(input.map { Int8($0) }))
        return try respond(to: cue, setting).final.row(0)
    }

    /// The relaxation one cue, one step and one unit at a time: easy to read, and what fast paths are held to. Random
    /// activations may draw other numbers here than there.
    public func recallStepByStep(_ cues: PatternSet, options: RecallOptions) throws -> Recall {
        try checkCues(cues)
        var record = RecallRecord(cues: cues, activation: activation, options: options)
        var final: [Float] = []
        for trial in 0..<cues.count {
            var model = self
            model.state = cues.row(trial)
            model.relax(trial, options, &record.trials[trial])
            final += model.state
            options.progress?(Int(record.trials[trial].steps), cues.count - trial - 1, model.energy)
        }
        return record.result(final: final)
    }

    /// Updates the model's own state until it stops.
    private mutating func relax(_ trial: Int, _ options: RecallOptions, _ record: inout TrialRecord) {
        var previous: [Float]?
        record.note(energy: energy)
        state.withUnsafeBufferPointer { record.note(state: $0) }
        record.finish(.limit, steps: options.steps)
        if options.isReached(by: state, trial, activation) { return record.finish(.goal, steps: 0) }
        for step in 0..<options.steps {
            let before = state
            var random = RandomStream(
                seed: options.seed, purpose: "sweep", index: trial, position: UInt64(step) * 4 * UInt64(inputCount))
            if let annealing = options.annealing { cool(to: annealing.temperature(step: step, of: options.steps)) }
            update(&random)
            if restsWhereItStays, options.canRest(activation), state.isClose(to: before, activation) {
                if isSynchronous { state = before }
                record.finish(.fixedPoint, steps: step)
                break
            }
            record.note(energy: energy)
            state.withUnsafeBufferPointer { record.note(state: $0) }
            if options.isReached(by: state, trial, activation) {
                record.finish(.goal, steps: step + 1)
                break
            }
            if restsWhereItStays, options.canRest(activation), isSynchronous, let previous,
                state.isClose(to: previous, activation),
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

    /// Refuses cues that do not fit the model and its activation.
    func checkCues(_ cues: PatternSet) throws {
        guard cues.neurons == inputCount else {
            throw RecallError(description: "the cues have \(cues.neurons) units, expected \(inputCount)")
        }
        guard activation.fits(cues.coding) else {
            throw RecallError(
                description:
                    "\(cues.coding.rawValue) cues, expected \(activation.coding.rawValue) ones for this activation")
        }
    }
}

extension Activation {
    /// The coding of the states that begin and end a recall.
    var coding: Coding {
        switch self {
        case .sign, .glauber: .bipolar
        case .step, .winners: .binary
        case .tanh, .sigmoid, .identity: .real
        }
    }

    fileprivate func fits(_ cues: Coding) -> Bool {
        switch coding {
        case .binary: cues == .binary || cues == .spikes
        case .real: true
        default: cues == coding
        }
    }
}

extension [Float] {
    /// Equality as the recall of an activation understands it: exact for discrete states.
    fileprivate func isClose(to other: [Float], _ activation: Activation) -> Bool {
        activation.isDiscrete ? self == other : zip(self, other).allSatisfy { abs($0 - $1) <= Recall.tolerance }
    }
}
