// Aim: the synapses from inputs to the units of a circuit, each with a weight and a delay of its own.
//
//     delay of synapse ij:  a whole number of steps near u_ij longest-delay,  u_ij uniform in 0...1
//
// u_ij follows from i and j alone, so that no file need hold it.
//
// Were there no delays, spikes of many inputs would reach all units at once, and several units could fire in one step,
// before any is inhibited.
//
// Reference: P. U. Diehl, M. Cook, Front. Comput. Neurosci. 9, 99 (2015); delays are those of the authors' program.

import Neurons
import Numerics

/// Weights by columns, with delays; several runs may share them as long as nobody learns.
package final class InputSynapses {
    package let (inputs, outputs): (Int, Int)
    /// Outputs in a row of `weights`, whole vectors.
    package let stride: Int
    /// [input, stride]
    package let weights: Workspace<Float>
    /// In steps, [input, stride]; nil where all are 0.
    private let delays: Workspace<UInt8>?
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
        delays = longest == 0 ? nil : Workspace(repeating: 0, count: inputs * stride)
        if let delays {
            for input in 0..<inputs {
                var random = RandomStream(seed: 0, purpose: "delays of input", index: input)
                for unit in 0..<outputs {
                    delays.base[input * stride + unit] = UInt8((random.nextUniform() * Double(longest)).rounded())
                }
            }
        }
        self.matrix = matrix
    }

    /// Those of an input in steps, one a unit; nil where spikes arrive at once.
    func delays(of input: Int32) -> UnsafePointer<UInt8>? {
        delays.map { UnsafePointer($0.base + Int(input) * stride) }
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
struct SpikesUnderway {
    private let synapses: InputSynapses
    private let isCompiled: Bool
    /// What arrives in each of the steps to come, [step modulo `slots`, stride].
    private let arrivals: Workspace<Float>
    /// Where the steps stand in `arrivals`, twice, so that those from `now` on follow one another.
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
            guard let delays = synapses.delays(of: input) else {
                BlockKernels.addRow(row, to: conductances, count: stride)
                continue
            }
            if isCompiled {
                CircuitKernels.send(row, delays, count: synapses.outputs, into: rows.base + now)
            } else {
                for unit in 0..<synapses.outputs { rows.base[now + Int(delays[unit])][unit] += row[unit] }
            }
        }
        guard synapses.longest > 0 else { return }
        let arriving = rows.base[now]
        BlockKernels.addRow(arriving, to: conductances, count: stride)
        arriving.update(repeating: 0, count: stride)
        now = (now + 1) % slots
    }
}
