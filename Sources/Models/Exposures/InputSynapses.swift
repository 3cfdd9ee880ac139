// Aim: the synapses from inputs to the units of a circuit, each with a weight and a delay of its own.
//
//     delay of synapse ij in steps:  (r_jb + l (L + 1) / 8) mod (L + 1),  i = 8 b + l,  r_jb uniform in 0, 1, ... L
//
// L longest delay in steps. Each delay is uniform, those of two units independent unless they are of one block b of eight:
// then they differ by the same part of L for all inputs, so that the spike of an input adds a whole block at once to what
// is underway. r_jb follows from j and b alone, so that no file need hold it.
//
// Were there no delays, spikes of many inputs would reach all units at once and make several of them fire in one step,
// before any is inhibited: they would come to stand for the same patterns.
//
// Reference: P. U. Diehl, M. Cook, Front. Comput. Neurosci. 9, 99 (2015); in the authors' program delays are uniform in 0
// to 10 ms, each by itself.

import Neurons
import Numerics

/// Weights by columns, with delays; several runs may share them as long as nobody learns.
package final class InputSynapses {
    package let (inputs, outputs): (Int, Int)
    /// Outputs in a row of `weights`, whole vectors.
    package let stride: Int
    /// [input, stride]
    package let weights: Workspace<Float>
    /// r in steps, [input, block]; nil where all delays are 0.
    private let shifts: Workspace<UInt8>?
    /// The longest delay in steps.
    let longest: Int

    /// - Parameters:
    ///   - matrix: weights, [output, input].
    ///   - timeStep: ms.
    init(_ matrix: Matrix, _ circuit: CompetitiveCircuit, timeStep: Double) {
        (inputs, outputs) = (matrix.columns, matrix.rows)
        stride = (matrix.rows + SynapseVisit.width - 1) / SynapseVisit.width * SynapseVisit.width
        weights = Workspace(repeating: 0, count: inputs * stride)
        longest = circuit.longestDelay(inStepsOf: timeStep)
        blocks = stride / Self.blockWidth
        shifts = longest == 0 ? nil : Workspace(repeating: 0, count: inputs * blocks)
        if let shifts {
            for input in 0..<inputs {
                var random = RandomStream(seed: 0, purpose: "delays of input", index: input)
                for block in 0..<blocks {
                    shifts.base[input * blocks + block] = UInt8(random.nextInt(below: longest + 1))
                }
            }
        }
        self.matrix = matrix
    }

    /// Units whose delays belong together.
    static let blockWidth = 8
    private let blocks: Int

    /// r of an input, one a block; nil where spikes arrive at once.
    func shifts(of input: Int32) -> UnsafePointer<UInt8>? {
        shifts.map { UnsafePointer($0.base + Int(input) * blocks) }
    }

    /// By how much the delay of each unit of a block is more than r, modulo `longest` + 1.
    func offset(lane: Int) -> Int { lane * (longest + 1) / Self.blockWidth }

    /// In steps.
    func delay(unit: Int, input: Int) -> Int {
        guard let shifts = shifts(of: Int32(input)) else { return 0 }
        return (Int(shifts[unit / Self.blockWidth]) + offset(lane: unit % Self.blockWidth)) % (longest + 1)
    }

    /// The weights, [output, input].
    package var matrix: Matrix {
        get {
            let values = [Float](unsafeUninitializedCapacity: outputs * inputs) { buffer, count in
                if let target = buffer.baseAddress {
                    BlockKernels.transpose(
                        weights.base, rows: inputs, columns: outputs, stride: stride, into: target, stride: inputs)
                }
                count = outputs * inputs
            }
            return Matrix(rows: outputs, columns: inputs, values: values)
        }
        set {
            newValue.values.withUnsafeBufferPointer { source in
                guard let source = source.baseAddress else { return }
                BlockKernels.transpose(
                    source, rows: outputs, columns: inputs, stride: inputs, into: weights.base, stride: stride)
            }
        }
    }
}

/// Spikes of inputs on their way to the units.
///
/// Row p holds what arrives at lane l of each block in a step a with p = (a - offset of l) mod (L + 1), so that a spike in
/// step t adds to row (t + r) mod (L + 1) of a block, all lanes alike.
struct SpikesUnderway {
    private let synapses: InputSynapses
    private let isCompiled: Bool
    /// [row, stride]
    private let arrivals: Workspace<Float>
    /// The row for each r in this step, and then once more from the first on.
    private let rows: Workspace<UnsafeMutablePointer<Float>>
    private var slots: Int { synapses.longest + 1 }
    /// The step, modulo `slots`.
    private var now = 0

    init(_ synapses: InputSynapses, isCompiled: Bool) {
        (self.synapses, self.isCompiled) = (synapses, isCompiled)
        let (slots, stride) = (synapses.longest + 1, synapses.stride)
        let arrivals = Workspace<Float>(repeating: 0, count: slots * stride)
        self.arrivals = arrivals
        rows = Workspace(count: 2 * slots)
        for row in 0..<2 * slots { (rows.base + row).initialize(to: arrivals.base + row % slots * stride) }
    }

    /// No spike is underway.
    func clear() {
        arrivals.base.update(repeating: 0, count: arrivals.count)
    }

    /// One step: some inputs fire, and what arrives is added to the conductances.
    mutating func step(_ inputs: UnsafeBufferPointer<Int32>, into conductances: UnsafeMutablePointer<Float>) {
        let stride = synapses.stride
        for input in inputs {
            let row = synapses.weights.base + Int(input) * stride
            guard let shifts = synapses.shifts(of: input) else {
                BlockKernels.addRow(row, to: conductances, count: stride)
                continue
            }
            if isCompiled {
                CircuitKernels.send(row, shifts, count: stride, into: rows.base + now)
            } else {
                for unit in 0..<stride {
                    rows.base[now + Int(shifts[unit / InputSynapses.blockWidth])][unit] += row[unit]
                }
            }
        }
        guard synapses.longest > 0 else { return }
        for lane in 0..<InputSynapses.blockWidth {
            let row = rows.base[now + slots - synapses.offset(lane: lane)]
            for unit in Swift.stride(from: lane, to: stride, by: InputSynapses.blockWidth) {
                conductances[unit] += row[unit]
                row[unit] = 0
            }
        }
        now = (now + 1) % slots
    }
}
