// Aim: the step of SpikePairing at the synapses of spikes alone.
//
// A trace falls by one factor a step, so that its value is known from that of its last spike and the time since. An input
// spike visits the synapses of the outputs that have fired of late, an output spike those of the inputs that have; all
// others stay as they are. Traces are brought up to date at the end of each pattern.

import LearningRules
import Models
import Numerics

/// Learning at the cost of the spikes.
struct EventLearner: ExposureLearner {
    var rate: Float = 0
    private let rule: any ExposureRule
    private let pairing: SpikePairing
    private let run: ExposureRun
    private var pre, slowPre, post, slowPost: SpikeTraces
    /// Steps since the pattern began.
    private var now = 0
    /// Outputs whose weights have changed since their sum was set, or left the limits by it.
    private var isChanged: [Bool]
    /// Those that an input spike of the step weakens, with their traces.
    private var weakened: [(output: Int, trace: Float)] = []

    init(_ rule: any ExposureRule, _ run: ExposureRun, _ state: RuleState) {
        (self.rule, self.run, pairing) = (rule, run, rule.pairing)
        pre = SpikeTraces(state[SpikePairing.preName], decay: pairing.preDecay, run.longestExposure)
        slowPre = SpikeTraces(state[SpikePairing.slowPreName], decay: pairing.slowPreDecay, run.longestExposure)
        post = SpikeTraces(state[SpikePairing.postName], decay: pairing.postDecay, run.longestExposure)
        slowPost = SpikeTraces(state[SpikePairing.slowPostName], decay: pairing.slowPostDecay, run.longestExposure)
        isChanged = [Bool](repeating: true, count: run.synapses.outputs)
    }

    var state: RuleState {
        RuleState([
            SpikePairing.preName: pre.values, SpikePairing.slowPreName: slowPre.values,
            SpikePairing.postName: post.values, SpikePairing.slowPostName: slowPost.values,
        ])
    }

    mutating func begin() {
        for output in isChanged.indices where isChanged[output] { isChanged[output] = !setSum(of: output) }
        now = 0
    }

    /// - Returns: whether all weights are within their limits.
    private func setSum(of output: Int) -> Bool {
        let (column, stride) = (run.synapses.weights.base + output, run.synapses.stride)
        var sum = 0.0
        for input in 0..<run.synapses.inputs { sum += Double(column[input * stride]) }
        guard let scale = rule.scale(sum: sum) else { return true }
        var isWithin = true
        for input in 0..<run.synapses.inputs {
            let weight = column[input * stride] * scale
            if weight > pairing.bounds.upperBound { isWithin = false }
            column[input * stride] = pairing.clipped(weight)
        }
        return isWithin
    }

    mutating func learn(inputs: UnsafeBufferPointer<Int32>, outputs: UnsafeBufferPointer<Int32>) {
        now += 1
        if !inputs.isEmpty { weaken(inputs) }
        for output in outputs { strengthen(Int(output)) }
    }

    private mutating func weaken(_ inputs: UnsafeBufferPointer<Int32>) {
        weakened.removeAll(keepingCapacity: true)
        for output in post.active {
            isChanged[Int(output)] = true
            weakened.append((Int(output), post.value(Int(output), at: now)))
        }
        for input in inputs {
            let row = run.synapses.weights.base + Int(input) * run.synapses.stride
            let depression = pairing.depression + pairing.tripletDepression * slowPre.value(Int(input), at: now)
            for (output, trace) in weakened {
                let down = depression * pairing.dependence.weakening(row[output], pairing.bounds) * trace
                row[output] = pairing.clipped(row[output] - rate * down)
            }
            pre.fire(Int(input), at: now, pairing)
            slowPre.fire(Int(input), at: now, pairing)
        }
    }

    private mutating func strengthen(_ output: Int) {
        let potentiation = pairing.potentiation + pairing.tripletPotentiation * slowPost.value(output, at: now)
        if potentiation > 0 {
            isChanged[output] = true
            let column = run.synapses.weights.base + output
            for input in pre.active {
                let place = Int(input) * run.synapses.stride
                let factor = pairing.dependence.strengthening(column[place], pairing.bounds)
                let up = potentiation * factor * pre.value(Int(input), at: now)
                column[place] = pairing.clipped(column[place] + rate * up)
            }
        }
        post.fire(output, at: now, pairing)
        slowPost.fire(output, at: now, pairing)
    }

    mutating func pass(_ steps: Int) { now += steps }

    mutating func end() {
        pre.settle(at: now)
        slowPre.settle(at: now)
        post.settle(at: now)
        slowPost.settle(at: now)
    }
}

/// The traces of the units of one side.
struct SpikeTraces {
    /// At the last spike, or as the pattern began.
    private(set) var values: [Float]
    /// Steps of the pattern at which that was.
    private var times: [Int32]
    /// What is left of a trace after 0, 1, 2, ... steps.
    private let left: [Float]
    /// The units with a trace.
    private(set) var active: [Int32] = []
    private var isActive: [Bool]
    /// A trace below this is 0: no weight could tell.
    private static let least: Float = 1e-9

    /// - Parameter limit: the most steps of a pattern.
    init(_ values: [Float], decay: Float, _ limit: Int) {
        self.values = values
        times = [Int32](repeating: 0, count: values.count)
        left = SpikeWindow.powers(decay, upTo: limit)
        isActive = [Bool](repeating: false, count: values.count)
        for unit in values.indices where values[unit] > 0 { activate(unit) }
    }

    private mutating func activate(_ unit: Int) {
        guard !isActive[unit] else { return }
        isActive[unit] = true
        active.append(Int32(unit))
    }

    func value(_ unit: Int, at now: Int) -> Float { values[unit] * left[now - Int(times[unit])] }

    mutating func fire(_ unit: Int, at now: Int, _ pairing: SpikePairing) {
        values[unit] = pairing.isNearestNeighbour ? 1 : value(unit, at: now) + 1
        times[unit] = Int32(now)
        activate(unit)
    }

    /// Brings all traces to the end of a pattern, in the order of the units.
    mutating func settle(at now: Int) {
        active.removeAll(keepingCapacity: true)
        for unit in values.indices where isActive[unit] {
            let value = value(unit, at: now)
            (values[unit], times[unit]) = (value < Self.least ? 0 : value, 0)
            isActive[unit] = value >= Self.least
            if isActive[unit] { active.append(Int32(unit)) }
        }
    }
}
