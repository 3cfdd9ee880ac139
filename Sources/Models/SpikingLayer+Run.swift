import Neurons
import Numerics
import Patterns

extension SpikingLayer {
    /// Runs the layer over spikes, one row a step, from its present state on; weights stay.
    ///
    /// The cost is set by the input spikes: each adds one column of the weights to the fields.
    ///
    /// - Parameter inputs: [step, input].
    /// - Parameter units: those whose potentials of all steps are kept.
    public mutating func run(_ inputs: PatternSet, potentialsOf units: [Int] = []) -> SpikeRecord {
        precondition(inputs.neurons == inputCount, "one value an input")
        let columns = weights.transposed
        var spikes = Matrix(rows: inputs.count, columns: outputCount)
        var potentials: [Float] = []
        potentials.reserveCapacity(inputs.count * units.count)
        for step in 0..<inputs.count {
            advance(inputs.row(step), columns)
            let range = step * outputCount..<(step + 1) * outputCount
            spikes.values.replaceSubrange(range, with: state)
            for unit in units { potentials.append(self.potentials[unit]) }
        }
        return SpikeRecord(
            spikes: spikes,
            potentials: units.isEmpty
                ? nil : Matrix(rows: inputs.count, columns: units.count, values: potentials))
    }
}
