import Numerics
import Patterns

/// What a spiking layer did during a run.
public struct SpikeRecord: Sendable, Equatable {
    /// Output spikes, [step, output], 0 or 1.
    public let spikes: Matrix
    /// Membrane potentials after each step, [step, output], where they were asked for.
    public let potentials: Matrix?
    /// Spikes of each unit divided by the number of steps.
    public let rates: [Float]
}

extension SpikingLayer {
    /// Runs the layer over spikes, one row a step, from its present state on; weights stay.
    ///
    /// The cost is set by the input spikes: each adds one column of the weights to the fields.
    ///
    /// - Parameter inputs: [step, input].
    /// - Parameter recordsPotentials: whether the potentials of all steps are kept.
    public mutating func run(_ inputs: PatternSet, recordsPotentials: Bool = false) -> SpikeRecord {
        precondition(inputs.neurons == inputCount, "one value an input")
        let columns = weights.transposed
        var spikes = Matrix(rows: inputs.count, columns: outputCount)
        var potentials = recordsPotentials ? spikes : nil
        var counts = [Float](repeating: 0, count: outputCount)
        for step in 0..<inputs.count {
            advance(inputs.row(step), columns)
            let range = step * outputCount..<(step + 1) * outputCount
            spikes.values.replaceSubrange(range, with: state)
            potentials?.values.replaceSubrange(range, with: self.potentials)
            for unit in counts.indices { counts[unit] += state[unit] }
        }
        let steps = Float(max(1, inputs.count))
        return SpikeRecord(spikes: spikes, potentials: potentials, rates: counts.map { $0 / steps })
    }
}
