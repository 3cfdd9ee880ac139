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
// is remembered. Where changes depend on the weight (mu > 0), or on what came last at the synapse, they are made one by one
// instead, at the visit.

import LearningRules
import Numerics

/// A tile that learns by traces of pairs and triplets.
final class SpikeTile: LayerTile {
    let pairing: SpikePairing
    /// What each synapse knows of its latest spikes, likewise, where the scheme asks for it. Of `restricted` it is 2 after an
    /// input spike that has found the output's trace, until that has weakened the synapse.
    let pairs: Workspace<Float>
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
    private let firing: Workspace<Int32>
    private let firingCount: Workspace<Int32>
    /// Steps of the window done.
    private(set) var now = 0

    /// - Parameters:
    ///   - steps: the most in a window.
    ///   - delay: of the layer, in steps.
    init(outputs: Range<Int>, inputs: Int, pairing: SpikePairing, steps: Int, delay: Int) {
        self.pairing = pairing
        let (columns, rows) = (Self.columns(outputs.count), steps + 1)
        func values(_ count: Int) -> Workspace<Float> { Workspace(repeating: 0, count: count) }
        pairs = values(pairing.scheme.isOfSynapses ? inputs * columns : 0)
        (post, slowPost) = (values(columns), values(columns))
        remembered = values(rows * 3 * columns)
        shift = SpikeWindow.segmentShift(decay: pairing.preDecay)
        rises = Workspace(SpikeWindow.powers(pairing.preDecay, upTo: 1 << shift - 1).map { 1 / $0 })
        sums = values((steps >> shift + 1) * columns)
        firing = Workspace(count: rows * columns)
        firingCount = Workspace(repeating: 0, count: rows)
        super.init(outputs: outputs, inputs: inputs, delay: delay)
    }

    override func add(_ window: SpikeWindow, _ step: Int) { window.withVisits(step) { visit($0, window) } }

    /// Takes the output spikes of the step into traces and memory.
    override func remember(_ window: SpikeWindow) {
        let (rate, memory) = (window.rates[now], memory)
        now += 1
        let row = now * memory.stride
        let (up, posts) = (memory.up + row, memory.post + row)
        let (spikes, post, slow) = (spikes.base, post.base, slowPost.base)
        let firing = firing.base + now * columns
        let weakens = pairing.coincidence.weakens
        var total = 0
        for output in 0..<columns {
            let spike = spikes[output]
            up[output] = rate * pairing.potentiation * spike
            let faded = pairing.postDecay * post[output]
            post[output] = pairing.trace(post[output], decay: pairing.postDecay, spike: spike)
            posts[output] = rate * ((weakens ? post[output] : faded) + pairing.inputOffset)
        }
        for output in 0..<count where spikes[output] > 0 {
            firing[total] = Int32(output)
            total += 1
            peaks.base[output] = 1
        }
        if pairing.hasTriplets {
            for output in 0..<count {
                let before = pairing.slowPostDecay * slow[output]
                up[output] += rate * pairing.tripletPotentiation * before * spikes[output]
                slow[output] = pairing.trace(slow[output], decay: pairing.slowPostDecay, spike: spikes[output])
            }
        }
        firingCount.base[now] = Int32(total)
        guard isSummed else { return }
        if total > 0 {
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
        window.withVisits(window.steps) { visit($0, window, endsWindow: true) }
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

    /// Whether what output spikes add can be summed up: it depends on neither the weight nor earlier pairs.
    private var isSummed: Bool { pairing.dependence.isNone && !pairing.scheme.isOfSynapses }

    private func visit(
        _ visits: UnsafeBufferPointer<SynapseVisit>, _ window: SpikeWindow, endsWindow: Bool = false
    ) {
        guard !isSummed else {
            return BlockKernels.visitSynapses(
                weights.base, columns: columns, visits, memory, limits, sum: fields.base)
        }
        for visit in visits {
            let row = weights.base + Int(visit.input) * columns
            if pairing.scheme.isOfSynapses {
                let memories = pairs.base + Int(visit.input) * columns
                movePairs(row, memories, visit, window.decay, isSpike: !endsWindow)
            } else {
                move(row, visit, window.decay)
            }
            BlockKernels.addRow(row, to: fields.base, count: count)
        }
    }

    /// The changes of one row since its last visit, each from the weights before it.
    private func move(_ row: UnsafeMutablePointer<Float>, _ visit: SynapseVisit, _ decay: [Float]) {
        let since = Int(visit.since)
        if since > 0 {
            for output in 0..<count {
                move(
                    row, output, since, trace: visit.coincident, depression: visit.depression,
                    post: post(of: output, since))
            }
        }
        for step in (since + 1)..<(now + 1) {
            let trace = visit.trace * decay[step - since]
            for output in firing(in: step) { move(row, Int(output), step, trace: trace, depression: 0, post: 0) }
        }
    }

    /// The change of one weight by a step.
    func move(
        _ row: UnsafeMutablePointer<Float>, _ output: Int, _ step: Int, trace: Float, depression: Float, post: Float
    ) {
        row[output] = pairing.moved(
            row[output], rate: 1, potentiation: memory.up[step * memory.stride + output], pre: trace,
            depression: depression, post: post)
    }

    /// What an input spike of a step finds of an output, times the learning rate.
    func post(of output: Int, _ step: Int) -> Float { memory.post[step * memory.stride + output] }

    /// The outputs that fire in a step, ascending.
    func firing(in step: Int) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(start: firing.base + step * columns, count: Int(firingCount.base[step]))
    }
}

extension SpikeTile {
    /// Takes this tile's part of what the rule keeps.
    func load(_ state: RuleState) {
        if pairing.scheme.isOfSynapses { loadSynapses(state[SpikePairing.pairName], into: pairs) }
        take(state[SpikePairing.postName], post)
        if pairing.hasTriplets { take(state[SpikePairing.slowPostName], slowPost) }
    }
}
