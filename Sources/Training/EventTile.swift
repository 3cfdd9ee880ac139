import Numerics

/// A tile whose weights change at the spikes themselves: kept by inputs, [input, output], an input spike changes its row and an
/// output spike its column, at once.
class EventTile: LayerTile {
    /// Of the step that is done.
    private(set) var firingInputs: [Int] = []
    private(set) var firingOutputs: [Int] = []
    /// Steps of the window done.
    private var now = 0

    override final func add(_ window: SpikeWindow, _ step: Int) {
        window.withVisits(step) { visits in
            firingInputs.removeAll(keepingCapacity: true)
            for visit in visits {
                firingInputs.append(Int(visit.input))
                BlockKernels.addRow(weights.base + Int(visit.input) * columns, to: fields.base, count: columns)
            }
        }
    }

    override final func remember(_ window: SpikeWindow) {
        let rate = window.rates[now]
        now += 1
        firingOutputs.removeAll(keepingCapacity: true)
        for output in 0..<count where spikes.base[output] > 0 {
            firingOutputs.append(output)
            peaks.base[output] = 1
        }
        learn(rate)
    }

    override func settle(_ window: SpikeWindow) { now = 0 }

    /// Changes weights and traces by the spikes of a step.
    func learn(_ rate: Float) { preconditionFailure("a tile learns by its rule") }
}
