import LearningRules
import Models
import Neurons
import Numerics
import Patterns

/// How all tiles of a layer learn.
enum SpikeLearning {
    /// By changes that add up.
    case sums(SpikePairing)
    /// By one pair after the other: what a change is depends on the weight, or on earlier pairs.
    case pairs(SpikePairing)
    case equations(SpikeEquation)

    /// Nil for a rule that needs each step.
    init?(_ rule: any LocalRule) {
        switch rule {
        case let rule as any PairingRule:
            let pairing = rule.pairing
            let isSummed = pairing.dependence.isNone && !pairing.scheme.isOfSynapses
            guard isSummed || !pairing.hasTriplets else { return nil }
            self = isSummed ? .sums(pairing) : .pairs(pairing)
        case let rule as SpikeEquationRule: self = .equations(rule.equations)
        default: return nil
        }
    }

    var bounds: ClosedRange<Float> {
        switch self {
        case .sums(let pairing), .pairs(let pairing): pairing.bounds
        case .equations(let equations): equations.bounds
        }
    }
}

extension SpikeLearning {
    /// Outputs in a tile. One pair after the other asks for columns, which want the nearest cache.
    func width(inputs: Int, outputs: Int, threads: Int) -> Int {
        if case .pairs = self {
            LayerTile.width(inputs: inputs, outputs: outputs, threads: threads, cached: 1 << 15)
        } else {
            LayerTile.width(inputs: inputs, outputs: outputs, threads: threads)
        }
    }
}

/// A spiking layer and a rule by spike timing together, at a cost set by the spikes.
///
/// Outputs are cut into tiles of fixed width, each one thread's work. Units that act on each other within a step
/// (inhibition, winners) are brought together once a step.
struct SpikeStepper<Network: MembraneModel>: SampleStepper {
    let learning: SpikeLearning
    let samplesAtOnce: Int
    private var engine: SpikeEngine?

    init(_ learning: SpikeLearning, inputs: Int, outputs: Int) {
        self.learning = learning
        samplesAtOnce = SpikeWindow.limit(inputs: inputs, outputs: outputs)
    }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ model: inout Network,
        _ lesson: inout Lesson, _ record: inout EpochRecord
    ) -> Int? {
        guard case .integers(let values) = patterns.values else {
            preconditionFailure("spikes are held as integers")
        }
        var samples = samples[...]
        var rates = rates[...]
        let workers = lesson.options.workers
        if engine == nil, !model[keyPath: Network.learningPath].isWithin(learning.bounds, workers: workers),
            let first = samples.popFirst(), let rate = rates.popFirst()
        {
            // The first response is that of the weights as given; the rule then brings them within bounds.
            var plain = PlainStepper<Network>(Network.learningPath)
            if let failure = plain.learn([first], [rate], of: patterns, &model, &lesson, &record) { return failure }
        }
        let engine = self.engine ?? SpikeEngine(model, lesson.state, learning, workers)
        self.engine = engine
        engine.run(values, steps: samples, rates: rates)
        engine.note(&record.peaks)
        return nil
    }

    mutating func settle(_ model: inout Network, _ lesson: inout Lesson) {
        engine?.hand(over: &model, &lesson.state)
        engine = nil
    }
}

/// The tiles of one spiking layer while it learns.
private final class SpikeEngine {
    private let tiles: [LayerTile]
    private let dynamics: MembraneDynamics
    private let learning: SpikeLearning
    private let workers: Workers
    private let inputs: Int
    private let outputs: Int
    private var lastInput: [Float]
    /// Traces of inputs, where changes add up; else each tile has its own.
    private var pre: [Float] = []
    private var slowPre: [Float] = []
    /// Of all outputs, where units act on each other.
    private let joint: [Workspace<Float>]

    init<Layer: MembraneModel>(_ layer: Layer, _ state: RuleState, _ learning: SpikeLearning, _ workers: Workers) {
        let (inputs, outputs, dynamics) = (layer.inputCount, layer.outputCount, layer.stepDynamics)
        (self.inputs, self.outputs, self.dynamics) = (inputs, outputs, dynamics)
        (self.learning, self.workers) = (learning, workers)
        lastInput = layer.presynaptic
        if case .sums(let pairing) = learning {
            pre = state[SpikePairing.preName]
            slowPre = pairing.hasTriplets ? state[SpikePairing.slowPreName] : []
        }
        let width = learning.width(inputs: inputs, outputs: outputs, threads: workers.count)
        tiles = stride(from: 0, to: outputs, by: width).map { first in
            let range = first..<min(first + width, outputs)
            switch learning {
            case .sums(let pairing):
                return SpikeTile(
                    outputs: range, inputs: inputs, pairing: pairing,
                    steps: SpikeWindow.limit(inputs: inputs, outputs: outputs), delay: dynamics.delaySteps)
            case .pairs(let pairing):
                return PairTile(outputs: range, inputs: inputs, pairing: pairing, delay: dynamics.delaySteps)
            case .equations(let equations):
                return EquationTile(outputs: range, inputs: inputs, equations: equations, delay: dynamics.delaySteps)
            }
        }
        joint = (0..<4).map { _ in Workspace(repeating: 0, count: dynamics.isCoupled ? outputs : 0) }
        nonisolated(unsafe) let tiles = tiles
        workers.forEach(tiles.count) {
            tiles[$0].load(layer)
            tiles[$0].load(state)
        }
    }

    /// Presents steps, rows of `values`, one after the other; at the end all weights are up to date.
    func run(_ values: [Int8], steps: ArraySlice<Int>, rates: ArraySlice<Float>) {
        guard let last = steps.last else { return }
        SpikeWindow.forEach(values, inputs: inputs, samples: steps, rates: rates) { spikes, rates in
            switch learning {
            case .sums(let pairing):
                run(SpikeWindow(spikes, rates: rates, pairing, pre: &pre, slowPre: &slowPre))
            case .pairs, .equations: run(SpikeWindow(spikes, rates: rates))
            }
        }
        lastInput = values[last * inputs..<(last + 1) * inputs].map { Float($0) }
    }

    private func run(_ window: SpikeWindow) {
        let dynamics = dynamics
        nonisolated(unsafe) let tiles = tiles
        workers.withThreadPool { pool in
            guard dynamics.isCoupled else {
                return pool.forEach(tiles.count) { tile in
                    for step in 0..<window.steps {
                        tiles[tile].gather(window, step)
                        tiles[tile].respond(dynamics)
                        tiles[tile].remember(window)
                    }
                    tiles[tile].settle(window)
                }
            }
            for step in 0..<window.steps {
                pool.forEach(tiles.count) { tiles[$0].gather(window, step) }
                respondJointly()
                pool.forEach(tiles.count) { tiles[$0].remember(window) }
            }
            pool.forEach(tiles.count) { tiles[$0].settle(window) }
        }
    }

    private func respondJointly() {
        let (fields, potentials, refractory, spikes) = (joint[0], joint[1], joint[2], joint[3])
        for tile in tiles {
            let first = tile.outputs.lowerBound
            (fields.base + first).update(from: tile.fields.base, count: tile.count)
            (potentials.base + first).update(from: tile.potentials.base, count: tile.count)
            (refractory.base + first).update(from: tile.refractory.base, count: tile.count)
        }
        dynamics.step(
            count: outputs, field: fields.base, potential: potentials.base, refractory: refractory.base,
            spikes: spikes.base)
        for tile in tiles {
            let first = tile.outputs.lowerBound
            tile.potentials.base.update(from: potentials.base + first, count: tile.count)
            tile.refractory.base.update(from: refractory.base + first, count: tile.count)
            tile.spikes.base.update(from: spikes.base + first, count: tile.count)
        }
    }

    /// Tells which outputs have fired.
    func note(_ peaks: inout ResponsePeaks) {
        for tile in tiles {
            for (index, output) in tile.outputs.enumerated() {
                peaks.values[output] = max(peaks.values[output], tile.peaks.base[index])
            }
            tile.peaks.base.update(repeating: 0, count: tile.count)
        }
    }

    /// Gives weights and states back; the engine is done.
    func hand<Layer: MembraneModel>(over layer: inout Layer, _ state: inout RuleState) {
        nonisolated(unsafe) let tiles = tiles
        let (workers, inputs, outputs) = (workers, inputs, outputs)
        // New memory: the old weights are still asked for, and are not copied only to be written over.
        func ofSynapses(_ part: @escaping @Sendable (LayerTile) -> Workspace<Float>?) -> [Float] {
            [Float](unsafeUninitializedCapacity: outputs * inputs) { buffer, count in
                let target = SharedPointer(buffer)
                workers.forEach(tiles.count) { tile in
                    let first = target.base + tiles[tile].outputs.lowerBound * inputs
                    if let values = part(tiles[tile]) { tiles[tile].copy(values, to: first) }
                }
                count = outputs * inputs
            }
        }
        let weights = Matrix(rows: outputs, columns: inputs, values: ofSynapses { $0.weights })
        layer[keyPath: Layer.learningPath] = weights
        func gather(_ part: (LayerTile) -> Workspace<Float>?) -> [Float] {
            tiles.flatMap { tile in part(tile)?.array.prefix(tile.count) ?? [] }
        }
        layer.resume(
            potentials: gather(\.potentials), refractory: gather(\.refractory), spikes: gather(\.spikes),
            fields: gather(\.fields),
            inFlight: (0..<dynamics.delaySteps).flatMap { step in tiles.flatMap { $0.fields(inFlight: step) } },
            input: lastInput)
        switch learning {
        case .equations(let equations):
            let own = tiles.compactMap { $0 as? EquationTile }
            equations.keep(
                equations.traces.indices.map { place in
                    let isOfInputs = equations.traces[place].side == .pre
                    return (isOfInputs ? own.prefix(1) : own[...]).flatMap { $0.trace(place) }
                }, in: &state)
        case .pairs(let pairing):
            if pairing.scheme.isOfSynapses {
                let pairs = ofSynapses { ($0 as? PairTile)?.pairs }
                state.set(SpikePairing.pairName, shape: [outputs, inputs], pairs)
            }
            state[SpikePairing.preName] = (tiles.first as? PairTile)?.pre.array ?? []
            state[SpikePairing.postName] = gather { ($0 as? PairTile)?.post }
        case .sums(let pairing):
            state[SpikePairing.preName] = pre
            state[SpikePairing.postName] = gather { ($0 as? SpikeTile)?.post }
            guard pairing.hasTriplets else { return }
            state[SpikePairing.slowPreName] = slowPre
            state[SpikePairing.slowPostName] = gather { ($0 as? SpikeTile)?.slowPost }
        }
    }
}
