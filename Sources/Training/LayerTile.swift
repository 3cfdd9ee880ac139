import LearningRules
import Models
import Neurons
import Numerics

/// A tile of consecutive outputs of a spiking layer, with its part of the weights and of the states, while it learns; a
/// subclass says how.
class LayerTile {
    let outputs: Range<Int>
    let inputs: Int
    let count: Int
    /// `count`, padded to whole vectors; what is beyond stays 0 or at a limit, and is not read.
    let columns: Int
    /// [input, column].
    let weights: Workspace<Float>
    let fields: Workspace<Float>
    let spikes: Workspace<Float>
    let potentials: Workspace<Float>
    let refractory: Workspace<Float>
    /// Whether each output has fired at all.
    let peaks: Workspace<Float>
    /// Weighted sums on their way, [delay, column], the one that arrives first at `nextArrival`.
    private let inFlight: Workspace<Float>
    private let delay: Int
    private var nextArrival = 0

    /// Outputs in a tile: as few as keep its weights in the cache, and one tile for each thread. The width changes no
    /// number.
    ///
    /// - Parameter cached: weights that the cache holds; by default half a MiB.
    static func width(inputs: Int, outputs: Int, threads: Int, cached: Int = 1 << 17) -> Int {
        let vector = SynapseVisit.width
        let cached = cached / max(1, inputs) / vector * vector
        let shared = (outputs / threads + vector - 1) / vector * vector
        return max(vector, min(256, cached, shared))
    }

    /// Outputs, padded to whole vectors.
    static func columns(_ count: Int) -> Int {
        (count + SynapseVisit.width - 1) / SynapseVisit.width * SynapseVisit.width
    }

    /// - Parameter delay: of the layer, in steps.
    init(outputs: Range<Int>, inputs: Int, delay: Int) {
        (self.outputs, self.inputs, self.delay) = (outputs, inputs, delay)
        count = outputs.count
        let columns = Self.columns(outputs.count)
        self.columns = columns
        func values(_ count: Int) -> Workspace<Float> { Workspace(repeating: 0, count: count) }
        weights = Workspace(count: inputs * columns)
        (fields, spikes, potentials) = (values(columns), values(columns), values(columns))
        (refractory, peaks) = (values(columns), values(columns))
        inFlight = values(delay * columns)
    }

    // MARK: - A step

    /// The fields of a step: from the inputs that fire in it, or where there is a delay those that arrive in it.
    final func gather(_ window: SpikeWindow, _ step: Int) {
        fields.base.update(repeating: 0, count: columns)
        add(window, step)
        guard delay > 0 else { return }
        let arriving = inFlight.base + nextArrival * columns
        for output in 0..<count { swap(&fields.base[output], &arriving[output]) }
        nextArrival = (nextArrival + 1) % delay
    }

    /// Adds the weights of the inputs that fire in a step to the fields.
    func add(_ window: SpikeWindow, _ step: Int) { preconditionFailure("of a subclass") }

    /// One step of this tile's potentials, where units do not act on each other.
    final func respond(_ dynamics: MembraneDynamics) {
        dynamics.step(
            count: count, field: fields.base, potential: potentials.base, refractory: refractory.base,
            spikes: spikes.base)
    }

    /// Learns from the spikes of the step, or takes down what to learn from them later.
    func remember(_ window: SpikeWindow) { preconditionFailure("of a subclass") }

    /// Ends a window: all weights are up to date.
    func settle(_ window: SpikeWindow) { preconditionFailure("of a subclass") }

    // MARK: - Weights and states

    /// Takes this tile's part of a layer.
    final func load<Layer: MembraneModel>(_ layer: Layer) {
        loadSynapses(layer[keyPath: Layer.learningPath].values, into: weights)
        for input in 0..<inputs where columns > count {
            (weights.base + input * columns + count).update(repeating: 0, count: columns - count)
        }
        take(layer.potentials, potentials)
        take(layer.refractory, refractory)
        take(layer.state, spikes)
        take(layer.field, fields)
        let arriving = layer.fieldsInFlight
        for step in 0..<delay {
            for (index, output) in outputs.enumerated() {
                inFlight.base[step * columns + index] = arriving[step * layer.outputCount + output]
            }
        }
    }

    /// Takes this tile's part of what the rule keeps.
    func load(_ state: RuleState) { preconditionFailure("of a subclass") }

    /// This tile's part of values of all synapses, [output, input].
    final func loadSynapses(_ values: [Float], into target: Workspace<Float>) {
        values.withUnsafeBufferPointer { source in
            guard let source = source.baseAddress else { return }
            BlockKernels.transpose(
                source + outputs.lowerBound * inputs, rows: count, columns: inputs, stride: inputs, into: target.base,
                stride: columns)
        }
    }

    /// This tile's part of values of all outputs.
    final func take(_ values: [Float], _ target: Workspace<Float>) {
        for (index, output) in outputs.enumerated() { target.base[index] = values[output] }
    }

    /// The weighted sums that arrive `step` steps after the next one.
    final func fields(inFlight step: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(start: inFlight.base + (nextArrival + step) % delay * columns, count: count)
    }

    /// Writes the weights, or what synapses know of their spikes, [output, input].
    final func copy(_ values: Workspace<Float>, to target: UnsafeMutablePointer<Float>) {
        BlockKernels.transpose(
            values.base, rows: inputs, columns: count, stride: columns, into: target, stride: inputs)
    }
}
