// Aim: some outputs of a spiking layer, learning by the spikes rather than by the synapses.
//
// A synapse w_ij is only needed when input j fires: to feed the potential of i, and to be weakened. In between it can
// only have been strengthened, at the spikes of i, by amounts that fall with the trace of j. So the weights are kept by
// inputs, [input, output], and the row of input j is visited when j fires, and at the end. With s the step of the visit
// before, r_j the trace of j after it, and the sums of the plain path taken together up to rounding:
//
//     w_ij <- w_ij - eta_s A-_j o_i(s), at least w_min
//     w_ij <- w_ij + eta_s A+_i(s) r'_j s_i(s) + r_j sum_t eta_t A+_i(t) d+^(t-s) s_i(t) over the steps t since s, at most
//             w_max
//
// o_i(s) as the input spike of step s finds it and r'_j as the output spikes of that step find it, by the coincidence of
// SpikePairing; where that is `both`, the change by r'_j belongs to the first line.
//
// Since all those changes are upwards, one cut at the end is the same as one after each. The sum does not depend on
// j but on s alone: it is d+^(g-s) (S_g(now) - S_g(s)), S_g being the sum of eta_t A+_i(t) d+^(t-g) s_i(t) over the steps
// since g. So for each output and each of a few steps g such a sum is kept up at the output's spikes, and its value at s
// is remembered. Where changes depend on the weight (mu > 0), or on what came last at the synapse, this is not so: see
// PairTile.

import LearningRules
import Numerics

/// A tile that learns by pairs and triplets whose changes add up.
final class SpikeTile: LayerTile {
    let pairing: SpikePairing
    /// Traces of outputs.
    let post: Workspace<Float>
    let slowPost: Workspace<Float>
    /// What the steps of the window left behind, [row, part, column]: eta A+_i s_i, then eta o_i, then S_g of the row's
    /// segment. Row 0 stands for the time before and is 0.
    private let remembered: Workspace<Float>
    /// S_g now, [segment, column].
    private let sums: Workspace<Float>
    /// 2^shift steps make a segment.
    private let shift: Int
    /// How many times higher the trace of an input was at the beginning of a segment than at each of its steps.
    private let rises: Workspace<Float>
    /// Steps of the window done.
    private(set) var now = 0

    /// - Parameters:
    ///   - steps: the most in a window.
    ///   - delay: of the layer, in steps.
    init(outputs: Range<Int>, inputs: Int, pairing: SpikePairing, steps: Int, delay: Int) {
        self.pairing = pairing
        let (columns, rows) = (Self.columns(outputs.count), steps + 1)
        func values(_ count: Int) -> Workspace<Float> { Workspace(repeating: 0, count: count) }
        (post, slowPost) = (values(columns), values(columns))
        remembered = values(rows * 3 * columns)
        shift = SpikeWindow.segmentShift(decay: pairing.preDecay)
        rises = Workspace(SpikeWindow.powers(pairing.preDecay, upTo: 1 << shift - 1).map { 1 / $0 })
        sums = values((steps >> shift + 1) * columns)
        super.init(outputs: outputs, inputs: inputs, delay: delay)
    }

    override func add(_ window: SpikeWindow, _ step: Int) { window.withVisits(step) { visit($0) } }

    /// Takes the output spikes of the step into traces and memory.
    override func remember(_ window: SpikeWindow) {
        let (rate, memory) = (window.rates[now], memory)
        now += 1
        let row = now * memory.stride
        let (up, posts) = (memory.up + row, memory.post + row)
        let (spikes, post, slow) = (spikes.base, post.base, slowPost.base)
        let weakens = pairing.coincidence.weakens
        var fires = false
        for output in 0..<columns {
            let spike = spikes[output]
            up[output] = rate * pairing.potentiation * spike
            let faded = pairing.postDecay * post[output]
            post[output] = pairing.trace(post[output], decay: pairing.postDecay, spike: spike)
            posts[output] = rate * ((weakens ? post[output] : faded) + pairing.inputOffset)
        }
        for output in 0..<count where spikes[output] > 0 {
            fires = true
            peaks.base[output] = 1
        }
        if pairing.hasTriplets {
            for output in 0..<count {
                let before = pairing.slowPostDecay * slow[output]
                up[output] += rate * pairing.tripletPotentiation * before * spikes[output]
                slow[output] = pairing.trace(slow[output], decay: pairing.slowPostDecay, spike: spikes[output])
            }
        }
        if fires {
            for segment in stride(from: window.firstSegment[now - 1], through: (now - 1) >> shift, by: 1) {
                let (faded, sum) = (window.decay[now - segment << shift], memory.sums + segment * columns)
                for output in 0..<columns { sum[output] += faded * up[output] }
            }
        }
        (memory.before + row).update(from: memory.sums + (now >> shift) * columns, count: columns)
    }

    /// Ends a window: visits all inputs.
    override func settle(_ window: SpikeWindow) {
        // The fields of the last step stay: a model tells them.
        let last = fields.array
        window.withVisits(window.steps) { visit($0) }
        fields.base.update(from: last, count: columns)
        sums.base.update(repeating: 0, count: ((now >> shift) + 1) * columns)
        now = 0
    }

    private var memory: SpikeMemory {
        let base = remembered.base
        return SpikeMemory(
            stride: 3 * columns, up: base, post: base + columns, before: base + 2 * columns, sums: sums.base,
            shift: shift, rises: rises.base)
    }

    private var limits: SpikeLimits {
        SpikeLimits(
            low: pairing.bounds.lowerBound, high: pairing.bounds.upperBound,
            order: order)
    }

    private var order: SpikeOrder {
        switch pairing.coincidence {
        case .strengthen: .weakensFirst
        case .both: .together
        case .neither: .strengthensFirst
        }
    }

    private func visit(_ visits: UnsafeBufferPointer<SynapseVisit>) {
        BlockKernels.visitSynapses(weights.base, columns: columns, visits, memory, limits, sum: fields.base)
    }

    override func load(_ state: RuleState) {
        take(state[SpikePairing.postName], post)
        if pairing.hasTriplets { take(state[SpikePairing.slowPostName], slowPost) }
    }
}
