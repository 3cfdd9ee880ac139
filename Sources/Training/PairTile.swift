// Aim: some outputs of a spiking layer, learning by pairs of spikes whose changes depend on the weight, or on what came
// last at the synapse.
//
// Such changes cannot be added up to be made later. An input spike changes its row of the weights, [input, output], and
// an output spike its column, at once and in the order of SpikePairing; nothing else changes. Where traces are of
// synapses they are kept likewise, each as it was when its row was last brought up to date.

import LearningRules
import Numerics

/// A tile that learns by one pair of spikes after the other.
final class PairTile: EventTile {
    let pairing: SpikePairing
    /// Traces of inputs and of outputs.
    let pre, post: Workspace<Float>
    /// r_ij or q_ij of `PairingScheme`, [input, column], where the scheme asks for it.
    let pairs: Workspace<Float>
    /// What is left of each r_ij of an input since its row was brought up to date.
    private let left: Workspace<Float>
    /// What the spikes of a step find of the other side's units, and what those of one unit do.
    private let foundOfOutputs, found: Workspace<Float>
    private let strengthening, weakening: SynapseDependence

    init(outputs: Range<Int>, inputs: Int, pairing: SpikePairing, delay: Int) {
        self.pairing = pairing
        let columns = Self.columns(outputs.count)
        func values(_ count: Int, _ value: Float = 0) -> Workspace<Float> { Workspace(repeating: value, count: count) }
        (pre, post) = (values(inputs), values(columns))
        pairs = values(pairing.scheme.isOfSynapses ? inputs * columns : 0)
        left = values(pairing.scheme == .preCentred ? inputs : 0, 1)
        foundOfOutputs = values(columns)
        found = values(max(inputs, columns))
        let dependence = pairing.dependence
        strengthening = dependence.ofSynapses(dependence.strengtheningExponent, pairing.bounds)
        weakening = dependence.ofSynapses(dependence.weakeningExponent, pairing.bounds)
        super.init(outputs: outputs, inputs: inputs, delay: delay)
    }

    override func load(_ state: RuleState) {
        for (input, value) in state[SpikePairing.preName].enumerated() { pre.base[input] = value }
        take(state[SpikePairing.postName], post)
        if pairing.scheme.isOfSynapses { loadSynapses(state[SpikePairing.pairName], into: pairs) }
    }

    override func learn(_ rate: Float) {
        fade()
        switch pairing.coincidence {
        case .strengthen:
            jump(pre, firingInputs)
            moveRows(rate)
            moveColumns(rate)
            jump(post, firingOutputs)
        case .neither:
            let known = pairing.scheme == .restricted ? crossings.map { pairs.base[$0.place] } : []
            moveColumns(rate)
            // The input spike asks for what came before the step.
            for (crossing, value) in zip(crossings, known) { pairs.base[crossing.place] = value }
            moveRows(rate)
            jump(pre, firingInputs)
            jump(post, firingOutputs)
        case .both:
            jump(pre, firingInputs)
            jump(post, firingOutputs)
            let together = crossings.map { (place: $0.place, weight: weight($0, rate)) }
            moveRows(rate)
            moveColumns(rate)
            for change in together { weights.base[change.place] = change.weight }
        }
    }

    /// Brings traces of synapses up to date.
    override func settle(_ window: SpikeWindow) {
        super.settle(window)
        for input in 0..<left.count where left.base[input] != 1 {
            SpikeTrace.fade(pairs.base + input * columns, count: columns, left.base[input])
            left.base[input] = 1
        }
    }

    // MARK: - Traces

    private func fade() {
        for (trace, decay) in [(pre, pairing.preDecay), (left, pairing.preDecay), (post, pairing.postDecay)] {
            SpikeTrace.fade(trace.base, count: trace.count, decay)
        }
    }

    /// Takes spikes into traces that have faded.
    private func jump(_ trace: Workspace<Float>, _ units: [Int]) {
        for unit in units { trace.base[unit] = pairing.isNearestNeighbour ? 1 : trace.base[unit] + 1 }
    }

    // MARK: - Weights

    /// Input spikes weaken.
    private func moveRows(_ rate: Float) {
        guard !firingInputs.isEmpty else { return }
        let (offset, found, count) = (pairing.inputOffset, foundOfOutputs.base, columns)
        for output in 0..<columns { found[output] = post.base[output] + offset }
        for input in firingInputs {
            let row = pairs.base + input * columns
            var partners = found
            switch pairing.scheme {
            case .allToAll, .nearest: break
            case .preCentred:
                let share = left.base[input]
                for output in 0..<count { row[output] = share * row[output] + 1 }
                left.base[input] = 1
            case .restricted:
                partners = self.found.base
                for output in 0..<count {
                    partners[output] = row[output] < 0 ? found[output] : offset
                    row[output] = 1
                }
            }
            BlockKernels.changeSynapses(
                weights.base + input * columns, count: columns, found: partners, amount: -(rate * pairing.depression),
                weakening)
        }
    }

    /// Output spikes strengthen.
    private func moveColumns(_ rate: Float) {
        let (found, stride) = (found.base, columns)
        for output in firingOutputs {
            let column = pairs.base + output
            var partners = pre.base
            switch pairing.scheme {
            case .allToAll, .nearest: break
            case .preCentred:
                partners = found
                for input in 0..<inputs {
                    found[input] = left.base[input] * column[input * stride]
                    column[input * stride] = 0
                }
            case .restricted:
                partners = found
                for input in 0..<inputs {
                    found[input] = column[input * stride] > 0 ? pre.base[input] : 0
                    column[input * stride] = -1
                }
            }
            BlockKernels.changeSynapses(
                weights.base + output, stride: stride, count: inputs, found: partners,
                amount: rate * pairing.potentiation, strengthening)
        }
    }

    /// The synapses both of whose sides fire.
    private var crossings: [(place: Int, input: Int, output: Int)] {
        firingInputs.flatMap { input in firingOutputs.map { (input * columns + $0, input, $0) } }
    }

    /// The weight of such a synapse where both changes are one, after all traces have moved.
    private func weight(_ crossing: (place: Int, input: Int, output: Int), _ rate: Float) -> Float {
        let found =
            pairing.scheme == .preCentred
            ? left.base[crossing.input] * pairs.base[crossing.place] + 1 : pre.base[crossing.input]
        return pairing.moved(
            weights.base[crossing.place], rate: rate, potentiation: pairing.potentiation, pre: found,
            depression: pairing.depression, post: post.base[crossing.output] + pairing.inputOffset)
    }
}

extension WeightDependence {
    fileprivate func ofSynapses(_ exponent: Float, _ bounds: ClosedRange<Float>) -> SynapseDependence {
        switch form {
        case .limits: SynapseDependence(byRoom: exponent, within: bounds)
        case .power: SynapseDependence(byWeight: exponent, reference: reference, within: bounds)
        }
    }
}
