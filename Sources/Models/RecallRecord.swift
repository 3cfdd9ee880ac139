import Numerics
import Patterns

/// Gathers steps, stops, energies and states of a batch while it relaxes, whichever path relaxes it.
struct RecallRecord {
    private(set) var steps: [Int32]
    private(set) var stop: [StopReason]
    private var energies: [[Float]]
    private var states: [[[Float]]]
    private let cues: PatternSet
    private let isDiscrete: Bool
    private let keepsHistory: Bool

    init(cues: PatternSet, isDiscrete: Bool, keepsHistory: Bool) {
        self.cues = cues
        self.isDiscrete = isDiscrete
        self.keepsHistory = keepsHistory
        steps = Array(repeating: 0, count: cues.count)
        stop = Array(repeating: .limit, count: cues.count)
        energies = Array(repeating: [], count: cues.count)
        states = Array(repeating: [], count: cues.count)
    }

    /// Notes the energy of a trial's present state.
    mutating func note(energy: Double, of trial: Int) { energies[trial].append(Float(energy)) }

    /// Notes that a trial came back to the state before its last, whose energy is known.
    mutating func noteEnergyOfStepBeforeLast(_ trial: Int) {
        let known = energies[trial]
        if known.count >= 2 { energies[trial].append(known[known.count - 2]) }
    }

    /// Notes a state that a trial went through, the cue first.
    mutating func note(state: @autoclosure () -> [Float], of trial: Int) {
        if keepsHistory { states[trial].append(state()) }
    }

    /// Notes why and after how many changing steps a trial ended.
    mutating func finish(_ trial: Int, _ reason: StopReason, steps count: Int) {
        stop[trial] = reason
        steps[trial] = Int32(count)
    }

    /// The result, from the last state of each trial, [trial, neuron].
    func result(final: [Float], coding: Coding) -> Recall {
        result(final: set(final, coding: coding, names: cues.names), coding: coding)
    }

    /// The result from discrete last states, [trial, neuron].
    func result(final: [Int8], coding: Coding) -> Recall {
        let states = PatternSet(
            coding: coding, neurons: cues.neurons, values: .integers(final), names: cues.names,
            geometry: cues.geometry)
        return result(final: states, coding: coding)
    }

    private func result(final: PatternSet, coding: Coding) -> Recall {
        let trials = cues.count
        let length = energies.map(\.count).max() ?? 1
        var energy = Matrix(rows: trials, columns: length, repeating: .nan)
        for trial in 0..<trials {
            for (step, value) in energies[trial].enumerated() { energy[trial, step] = value }
        }
        var history: PatternSet?
        if keepsHistory {
            var all: [Float] = []
            all.reserveCapacity(trials * length * cues.neurons)
            for trial in 0..<trials {
                for step in 0..<length { all += states[trial][min(step, states[trial].count - 1)] }
            }
            history = set(all, coding: coding, names: nil)
        }
        return Recall(final: final, steps: steps, stop: stop, energy: energy, history: history)
    }

    private func set(_ values: [Float], coding: Coding, names: [String]?) -> PatternSet {
        PatternSet(
            coding: isDiscrete ? coding : .real, neurons: cues.neurons,
            values: isDiscrete ? .integers(values.map { Int8($0) }) : .reals(values), names: names,
            geometry: cues.geometry)
    }
}
