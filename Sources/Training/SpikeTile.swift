// Aim: some outputs of a spiking layer, learning by the spikes rather than by the synapses.
//
// A synapse w_ij is only needed when input j fires: to feed the potential of i, and to be weakened. In between it can
// only have been strengthened, at the spikes of i, by amounts that the trace of j alone decides. So the weights are
// kept by inputs, [input, output], and the row of input j is brought up to date when j fires, or when somebody asks:
//
//     step at which j fired: w_ij <- moved(w_ij) for all i    (strengthening and weakening, see SpikePairing)
//     each later step:       w_ij <- moved(w_ij) for the i that fired in it
//
// These are the operations of the plain path on each synapse, in the same order, and the fields are summed in the same
// order too: the numbers are the same, bit for bit. What an update needs of the last steps, output spikes and traces,
// is remembered for `window` steps; then all rows are brought up to date.

import LearningRules
import Models
import Numerics

/// A tile of consecutive outputs, with its part of the weights and of the states.
final class SpikeTile {
    /// Outputs in a tile: many, so that a row brought up to date is worth the visit, but a tile for each thread; where an
    /// eighth or more of the inputs fire in a step, as few as keep the weights of a tile in half a MiB of cache. The width
    /// changes no number.
    static func width(inputs: Int, outputs: Int, activeShare: Double, threads: Int) -> Int {
        activeShare < 0.125
            ? max(256, min(512, outputs / threads)) : max(32, min(256, (1 << 17) / max(1, inputs) / 32 * 32))
    }
    /// Steps between two times at which all rows are brought up to date.
    static let window = 256

    let outputs: Range<Int>
    let inputs: Int
    let pairing: SpikePairing
    let count: Int

    /// [input, output].
    let weights: Workspace<Float>
    let fields: Workspace<Float>
    let spikes: Workspace<Float>
    let potentials: Workspace<Float>
    let refractory: Workspace<Float>
    /// Whether each output has fired at all.
    let peaks: Workspace<Float>

    /// Traces of inputs at the step up to which their rows are done, and of outputs now.
    let pre: Workspace<Float>
    let slowPre: Workspace<Float>
    let post: Workspace<Float>
    let slowPost: Workspace<Float>

    /// For each input twice the step up to which its row is done, and one more if it fires in that step.
    private let marks: Workspace<Int32>

    // What each step of the window left behind.
    private let amplitudes: Workspace<Float>
    private let traces: Workspace<Float>
    private let firing: Workspace<Int32>
    private let firingCount: Workspace<Int32>
    private let rates: Workspace<Float>
    /// Steps of the window done.
    private(set) var now = 0

    init(outputs: Range<Int>, inputs: Int, pairing: SpikePairing) {
        self.outputs = outputs
        self.inputs = inputs
        self.pairing = pairing
        count = outputs.count
        func values(_ count: Int) -> Workspace<Float> { Workspace(repeating: 0, count: count) }
        weights = values(inputs * count)
        (fields, spikes, potentials) = (values(count), values(count), values(count))
        (refractory, peaks, post, slowPost) = (values(count), values(count), values(count), values(count))
        (pre, slowPre) = (values(inputs), values(inputs))
        marks = Workspace(repeating: 0, count: inputs)
        (amplitudes, traces) = (values(Self.window * count), values(Self.window * count))
        firing = Workspace(repeating: 0, count: Self.window * count)
        firingCount = Workspace(repeating: 0, count: Self.window)
        rates = values(Self.window)
    }

    /// The fields of a step from the inputs that fire in it.
    func gather(_ active: UnsafeBufferPointer<Int32>) {
        let fields = fields.base
        fields.update(repeating: 0, count: count)
        var next = 0
        while next < active.count {
            let together = gatherFiring(UnsafeBufferPointer(rebasing: active[next...]))
            next += together
            guard together == 0 else { continue }
            let input = Int(active[next])
            catchUp(input)
            marks.base[input] |= 1
            BlockKernels.addRow(weights.base + input * count, to: fields, count: count)
            next += 1
        }
    }

    /// The first of the given inputs as far as they fired in the step before too: each row is moved by that step and
    /// added to the fields in one go.
    ///
    /// - Returns: how many they are.
    private func gatherFiring(_ active: UnsafeBufferPointer<Int32>) -> Int {
        guard now > 0, !pairing.hasTriplets, pairing.weightDependence == 0 else { return 0 }
        let total = BlockKernels.advanceTraces(
            active, now: now, marks: marks.base, pre: pre.base, decay: pairing.preDecay,
            nearest: pairing.isNearestNeighbour)
        guard total > 0 else { return 0 }
        let step = (now - 1) * count
        BlockKernels.moveAndAddRows(
            weights.base, columns: count, rows: UnsafeBufferPointer(rebasing: active[..<total]), pre: pre.base,
            up: amplitudes.base + step, down: pairing.depression, post: traces.base + step, rate: rates.base[now - 1],
            bounds: pairing.bounds, sum: fields.base)
        return total
    }

    /// One step of this tile's potentials, where units do not act on each other.
    func respond(_ dynamics: MembraneDynamics) {
        dynamics.step(
            count: count, field: fields.base, potential: potentials.base, refractory: refractory.base,
            spikes: spikes.base)
    }

    /// Takes the output spikes of the step into traces and memory.
    func remember(rate: Float) {
        let (amplitudes, traces) = (amplitudes.base + now * count, traces.base + now * count)
        let (spikes, post, slow) = (spikes.base, post.base, slowPost.base)
        let firing = firing.base + now * count
        var total = 0
        for output in 0..<count {
            let spike = spikes[output]
            if spike > 0 {
                firing[total] = Int32(output)
                total += 1
                peaks.base[output] = 1
            }
            var amplitude = pairing.potentiation
            if pairing.hasTriplets {
                let before = pairing.slowPostDecay * slow[output]
                amplitude += pairing.tripletPotentiation * before
                slow[output] = pairing.isNearestNeighbour && spike != 0 ? spike : before + spike
            }
            amplitudes[output] = amplitude * spike
            post[output] = pairing.trace(post[output], decay: pairing.postDecay, spike: spike)
            traces[output] = post[output]
        }
        firingCount.base[now] = Int32(total)
        rates.base[now] = rate
        now += 1
    }

    /// Brings all rows up to date and begins a new window.
    func settle() {
        for input in 0..<inputs {
            catchUp(input)
            marks.base[input] = 0
        }
        now = 0
    }

    /// Brings the row of one input up to date: all steps before `now`.
    private func catchUp(_ input: Int) {
        var step = Int(marks.base[input] >> 1)
        guard step < now else { return }
        let row = weights.base + input * count
        var trace = pre.base[input]
        if marks.base[input] & 1 != 0 {
            var depression = pairing.depression
            if pairing.hasTriplets {
                depression += pairing.tripletDepression * (pairing.slowPreDecay * slowPre.base[input])
            }
            trace = pairing.trace(trace, decay: pairing.preDecay, spike: 1)
            moveAll(row, step, trace, depression)
            advanceSlow(input, spike: 1)
            step += 1
        }
        while step < now {
            trace = pairing.preDecay * trace
            if trace != 0 { moveFiring(row, step, trace) }
            advanceSlow(input, spike: 0)
            step += 1
        }
        pre.base[input] = trace
        marks.base[input] = Int32(2 * now)
    }

    @inline(__always)
    private func advanceSlow(_ input: Int, spike: Float) {
        guard pairing.hasTriplets else { return }
        let before = pairing.slowPreDecay * slowPre.base[input]
        slowPre.base[input] = pairing.isNearestNeighbour && spike != 0 ? spike : before + spike
    }

    /// The step in which the input fired: every synapse of it.
    private func moveAll(_ row: UnsafeMutablePointer<Float>, _ step: Int, _ trace: Float, _ depression: Float) {
        let (amplitudes, traces) = (amplitudes.base + step * count, traces.base + step * count)
        let (rate, pairing) = (rates.base[step], pairing)
        if pairing.weightDependence == 0 {
            BlockKernels.moveSynapses(
                row, count: count, up: amplitudes, pre: trace, down: depression, post: traces, rate: rate,
                bounds: pairing.bounds)
        } else {
            for output in 0..<count {
                row[output] = pairing.moved(
                    row[output], rate: rate, potentiation: amplitudes[output], pre: trace, depression: depression,
                    post: traces[output])
            }
        }
    }

    /// A step in which the input was silent: the synapses of outputs that fired.
    private func moveFiring(_ row: UnsafeMutablePointer<Float>, _ step: Int, _ trace: Float) {
        let total = Int(firingCount.base[step])
        guard total > 0 else { return }
        let amplitudes = amplitudes.base + step * count
        let (rate, pairing) = (rates.base[step], pairing)
        if pairing.weightDependence == 0 {
            let (low, high) = (pairing.bounds.lowerBound, pairing.bounds.upperBound)
            // Where many fire, a pass over all is quicker; a synapse whose output is silent keeps its value.
            if total * 8 > count {
                BlockKernels.strengthenSynapses(
                    row, count: count, up: amplitudes, pre: trace, rate: rate, bounds: pairing.bounds)
            } else {
                let firing = firing.base + step * count
                let change = rate * (pairing.potentiation * trace)
                if !pairing.hasTriplets, change >= 0 {
                    // One amplitude for all that fired, and upwards only the upper bound can be met.
                    for index in 0..<total {
                        let output = Int(firing[index])
                        let moved = row[output] + change
                        row[output] = moved < high ? moved : high
                    }
                    return
                }
                for index in 0..<total {
                    let output = Int(firing[index])
                    row[output] = max(low, min(high, row[output] + rate * (amplitudes[output] * trace)))
                }
            }
        } else {
            let firing = firing.base + step * count
            for index in 0..<total {
                let output = Int(firing[index])
                row[output] = pairing.moved(
                    row[output], rate: rate, potentiation: amplitudes[output], pre: trace, depression: 0, post: 0)
            }
        }
    }
}
