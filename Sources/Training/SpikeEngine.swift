import LearningRules
import Models
import Numerics

/// The tiles of one spiking layer while it learns.
final class SpikeEngine {
    private let tiles: [SpikeTile]
    private let dynamics: MembraneDynamics
    private let pairing: SpikePairing
    private let workers: Workers
    private let inputs: Int
    private let outputs: Int
    private var lastInput: [Float]
    /// Of all outputs, where units act on each other.
    private let joint: [Workspace<Float>]

    /// - Parameter activeShare: of the inputs, about how many fire in a step.
    init(
        _ layer: SpikingLayer, _ state: RuleState, _ pairing: SpikePairing, activeShare: Double, _ workers: Workers
    ) {
        (inputs, outputs) = (layer.inputCount, layer.outputCount)
        (dynamics, self.pairing, self.workers) = (layer.dynamics, pairing, workers)
        lastInput = layer.presynaptic
        let (inputs, outputs) = (inputs, outputs)
        let width = SpikeTile.width(
            inputs: inputs, outputs: outputs, activeShare: activeShare, threads: workers.count)
        tiles = stride(from: 0, to: outputs, by: width).map { first in
            SpikeTile(outputs: first..<min(first + width, outputs), inputs: inputs, pairing: pairing)
        }
        joint = (0..<4).map { _ in Workspace(repeating: 0, count: layer.dynamics.isCoupled ? outputs : 0) }
        nonisolated(unsafe) let tiles = tiles
        workers.forEach(tiles.count) { tiles[$0].load(layer, state) }
    }

    /// Presents steps, rows of `values`, one after the other.
    func run(_ values: [Int8], steps: ArraySlice<Int>, rates: ArraySlice<Float>) {
        guard let last = steps.last else { return }
        let events = SpikeEvents(values, inputs: inputs, steps: steps)
        let rates = Array(rates)
        let (dynamics, count) = (dynamics, steps.count)
        nonisolated(unsafe) let tiles = tiles
        if dynamics.isCoupled {
            for step in 0..<count {
                workers.forEach(tiles.count) { tiles[$0].gather(events, step) }
                respondJointly()
                workers.forEach(tiles.count) { tiles[$0].finish(rates[step]) }
            }
        } else {
            workers.forEach(tiles.count) { tile in
                for step in 0..<count {
                    tiles[tile].gather(events, step)
                    tiles[tile].respond(dynamics)
                    tiles[tile].finish(rates[step])
                }
            }
        }
        lastInput = values[last * inputs..<(last + 1) * inputs].map { Float($0) }
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
    func hand(over layer: inout SpikingLayer, _ state: inout RuleState) {
        nonisolated(unsafe) let tiles = tiles
        let inputs = inputs
        layer.weights.values.withUnsafeMutableBufferPointer { buffer in
            let target = SharedPointer(buffer)
            workers.forEach(tiles.count) { tile in
                tiles[tile].settle()
                tiles[tile].copyWeights(to: target.base + tiles[tile].outputs.lowerBound * inputs)
            }
        }
        func gather(_ part: (SpikeTile) -> Workspace<Float>) -> [Float] { tiles.flatMap { part($0).array } }
        layer.resume(
            potentials: gather(\.potentials), refractory: gather(\.refractory), spikes: gather(\.spikes),
            fields: gather(\.fields), input: lastInput)
        state[SpikePairing.preName] = tiles[0].pre.array
        state[SpikePairing.postName] = gather(\.post)
        guard pairing.hasTriplets else { return }
        state[SpikePairing.slowPreName] = tiles[0].slowPre.array
        state[SpikePairing.slowPostName] = gather(\.slowPost)
    }
}

/// The inputs that fire in each of some steps.
struct SpikeEvents: Sendable {
    private var inputs: [Int32] = []
    private var starts: [Int] = [0]

    init(_ values: [Int8], inputs count: Int, steps: ArraySlice<Int>) {
        for step in steps {
            values.withUnsafeBufferPointer { values in
                for input in 0..<count where values[step * count + input] != 0 { inputs.append(Int32(input)) }
            }
            starts.append(inputs.count)
        }
    }

    /// The inputs of the step at a position, ascending.
    func withActive(_ position: Int, _ body: (UnsafeBufferPointer<Int32>) -> Void) {
        inputs.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[starts[position]..<starts[position + 1]]))
        }
    }
}

extension SpikeTile {
    /// Takes this tile's part of weights and states.
    func load(_ layer: SpikingLayer, _ state: RuleState) {
        layer.weights.values.withUnsafeBufferPointer { source in
            guard let source = source.baseAddress else { return }
            transpose(source + outputs.lowerBound * inputs, rows: count, columns: inputs, into: weights.base)
        }
        func take(_ values: [Float], _ target: Workspace<Float>) {
            for (index, output) in outputs.enumerated() { target.base[index] = values[output] }
        }
        take(layer.potentials, potentials)
        take(layer.refractory, refractory)
        take(layer.state, spikes)
        take(layer.field, fields)
        take(state[SpikePairing.postName], post)
        for (input, value) in state[SpikePairing.preName].enumerated() { pre.base[input] = value }
        guard pairing.hasTriplets else { return }
        take(state[SpikePairing.slowPostName], slowPost)
        for (input, value) in state[SpikePairing.slowPreName].enumerated() { slowPre.base[input] = value }
    }

    func gather(_ events: SpikeEvents, _ step: Int) { events.withActive(step) { gather($0) } }

    /// Ends a step, and the window where it is full.
    func finish(_ rate: Float) {
        remember(rate: rate)
        if now == Self.window { settle() }
    }

    /// Writes the weights, [output, input].
    func copyWeights(to target: UnsafeMutablePointer<Float>) {
        transpose(weights.base, rows: inputs, columns: count, into: target)
    }
}

/// Transposes a matrix in squares that stay in the cache.
private func transpose(
    _ source: UnsafePointer<Float>, rows: Int, columns: Int, into target: UnsafeMutablePointer<Float>
) {
    let side = 32
    for top in stride(from: 0, to: rows, by: side) {
        for left in stride(from: 0, to: columns, by: side) {
            for column in left..<min(left + side, columns) {
                for row in top..<min(top + side, rows) { target[column * rows + row] = source[row * columns + column] }
            }
        }
    }
}
