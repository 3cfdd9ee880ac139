// Aim: some outputs of a spiking layer, learning by equations of the user's own at the spikes alone.
//
// Weights are kept by inputs, [input, output]. An input spike adds its row to the fields, and after the response of the layer
// the row is changed by the equation of input spikes; an output spike changes its column by the other one. Traces are kept one
// a unit and fade each step, so that every number is the one of the equations step by step.

import LearningRules
import Numerics

/// A tile that learns by equations for the spikes of each side.
final class EquationTile: EventTile {
    private let equations: SpikeEquation
    /// Of each trace the values of its side's units.
    private let traces: [Workspace<Float>]
    private let onPre, onPost: EventEquation
    /// The weights of one output.
    private let column: Workspace<Float>
    /// Traces of the units that fire as they were before their spikes, [unit, trace].
    private let preFound, postFound: Workspace<Float>

    init(outputs: Range<Int>, inputs: Int, equations: SpikeEquation, delay: Int) {
        self.equations = equations
        let columns = Self.columns(outputs.count)
        traces = equations.traces.map { Workspace(repeating: 0, count: $0.side == .pre ? inputs : columns) }
        onPre = EventEquation(equations, .pre, traces, count: columns)
        onPost = EventEquation(equations, .post, traces, count: inputs)
        column = Workspace(count: inputs)
        preFound = Workspace(count: inputs * traces.count)
        postFound = Workspace(count: columns * traces.count)
        super.init(outputs: outputs, inputs: inputs, delay: delay)
    }

    override func load(_ state: RuleState) {
        for (row, place) in equations.places(.pre).enumerated() {
            let values = state[SpikeEquation.stateName(.pre)][row * inputs..<(row + 1) * inputs]
            for (input, value) in values.enumerated() { traces[place].base[input] = value }
        }
        for (row, place) in equations.places(.post).enumerated() {
            let values = state[SpikeEquation.stateName(.post)]
            let count = values.count / max(1, equations.places(.post).count)
            take(Array(values[row * count..<(row + 1) * count]), traces[place])
        }
    }

    /// A trace, one value a unit of its side.
    func trace(_ place: Int) -> [Float] {
        Array(traces[place].array.prefix(equations.traces[place].side == .pre ? inputs : count))
    }

    override func learn(_ rate: Float) {
        fade()
        note(firingInputs, in: preFound)
        note(firingOutputs, in: postFound)
        switch equations.coincidence {
        case .strengthen:
            moveRows(rate)
            jump(.pre, firingInputs)
            moveColumns(rate)
            jump(.post, firingOutputs)
        case .neither:
            moveColumns(rate)
            moveRows(rate)
            jump(.pre, firingInputs)
            jump(.post, firingOutputs)
        case .both:
            jump(.pre, firingInputs)
            jump(.post, firingOutputs)
            let together = changesTogether(rate)
            moveRows(rate)
            moveColumns(rate)
            for (place, weight) in together { weights.base[place] = weight }
        }
    }

    // MARK: - Traces

    private func fade() {
        for (trace, decay) in zip(traces, equations.decays) {
            SpikeTrace.fade(trace.base, count: trace.count, decay)
        }
    }

    /// Keeps the traces of units that fire.
    private func note(_ units: [Int], in found: Workspace<Float>) {
        for (index, unit) in units.enumerated() {
            for place in traces.indices where unit < traces[place].count {
                found.base[index * traces.count + place] = traces[place].base[unit]
            }
        }
    }

    private func jump(_ side: SpikeTrace.Side, _ units: [Int]) {
        for (place, trace) in equations.traces.enumerated() where trace.side == side {
            for unit in units { traces[place].base[unit] = trace.jumped(traces[place].base[unit]) }
        }
    }

    // MARK: - Weights

    private func moveRows(_ rate: Float) {
        guard !firingInputs.isEmpty else { return }
        onPre.begin(rate: rate)
        for (index, input) in firingInputs.enumerated() {
            onPre.move(weights.base + input * columns, preFound.base + index * traces.count)
        }
    }

    private func moveColumns(_ rate: Float) {
        guard !firingOutputs.isEmpty else { return }
        onPost.begin(rate: rate)
        let (column, stride) = (column.base, columns)
        for (index, output) in firingOutputs.enumerated() {
            let place = weights.base + output
            for input in 0..<inputs { column[input] = place[input * stride] }
            onPost.move(column, postFound.base + index * traces.count)
            for input in 0..<inputs { place[input * stride] = column[input] }
        }
    }

    /// The weights, by their places, of synapses both of whose sides fire, where both changes are one.
    private func changesTogether(_ rate: Float) -> [(place: Int, weight: Float)] {
        firingInputs.enumerated().flatMap { preIndex, input in
            firingOutputs.enumerated().map { postIndex, output in
                let place = input * columns + output
                func value(_ side: SpikeTrace.Side) -> Float {
                    equations.value(side, weights.base[place], rate: rate) { trace in
                        guard equations.traces[trace].side == side else {
                            return traces[trace].base[side == .pre ? output : input]
                        }
                        return side == .pre
                            ? preFound.base[preIndex * traces.count + trace]
                            : postFound.base[postIndex * traces.count + trace]
                    }
                }
                return (place, equations.together(weights.base[place], value(.pre), value(.post)))
            }
        }
    }
}
