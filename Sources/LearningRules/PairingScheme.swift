// Aim: which pairs of an input and an output spike change a weight.
//
//     all-to-all    each spike pairs with all earlier ones of the other side
//     nearest       each spike pairs with the latest one of the other side (symmetric)
//     pre-centred   each input spike pairs with the latest output spike before it and the next one after it
//     restricted    the same, where no other input spike lies between, either
//
// nearest: traces are 1 after a spike. The other two need to know at each synapse what came last:
//
//     pre-centred   r_ij <- d+ r_ij + x_j, and r_ij <- 0 after a spike of output i, which finds it in the place of r_j
//     restricted    q_ij <- +1 after an input spike, -1 after an output spike; an output spike finds r_j where q_ij = +1,
//                   an input spike o_i where q_ij = -1, and nothing else
//
// With coincidence `neither` an output spike of the same step comes before the input spike, for that too.
//
// In NEST 3.10 they are stdp_synapse, stdp_nn_symm_synapse, stdp_nn_pre_centered_synapse and stdp_nn_restr_synapse, whose
// numbers `neither` gives. Of the last one that holds without spikes in the same step: there an input spike that meets an
// output spike in its step is also weakened by the output spike before that, which has been paired already.
//
// Reference: A. Morrison, M. Diesmann, W. Gerstner, Biol. Cybern. 98, 459 (2008), section 4.1.2, figure 7; restricted: N.
// Burkitt, H. Meffin, D. Grayden, Neural Comput. 16, 885 (2004); T. Masquelier, R. Guyonneau, S. Thorpe, PLoS ONE 3, e1377
// (2008).

/// With which spikes of the other side a spike pairs.
public enum PairingScheme: String, Sendable, CaseIterable {
    case allToAll = "all-to-all"
    case nearest
    case preCentred = "pre-centred"
    case restricted

    /// Whether synapses keep something of their own.
    public var isOfSynapses: Bool { self == .preCentred || self == .restricted }
}

/// With which spikes the spikes of a triplet pair.
public enum TripletPairing: String, Sendable, CaseIterable {
    case allToAll = "all-to-all"
    case nearest

    var scheme: PairingScheme { self == .nearest ? .nearest : .allToAll }
}

/// What a synapse knows of its latest spikes, by a scheme that needs it: r_ij or q_ij.
struct PairMemory {
    let scheme: PairingScheme
    let coincidence: Coincidence
    let preDecay: Float

    init(_ pairing: SpikePairing) {
        (scheme, coincidence, preDecay) = (pairing.scheme, pairing.coincidence, pairing.preDecay)
    }

    /// One step of a synapse.
    ///
    /// - Parameters:
    ///   - memory: r_ij or q_ij, changed.
    ///   - pre: r_j as the output spike finds it.
    /// - Returns: what an output spike finds, and whether an input spike finds its output's trace.
    @inline(__always)
    func step(
        _ memory: inout Float, input: Bool, output: Bool, pre: Float
    ) -> (pre: Float, findsPost: Bool) {
        let isInputFirst = coincidence.strengthens
        if scheme == .preCentred {
            let faded = preDecay * memory
            memory = output ? (input && !isInputFirst ? 1 : 0) : faded + (input ? 1 : 0)
            return (input && isInputFirst ? faded + 1 : faded, true)
        }
        let found = memory > 0 || input && isInputFirst ? pre : 0
        let findsPost = memory < 0 || output && coincidence.weakens
        if input || output { memory = output && (isInputFirst || !input) ? -1 : 1 }
        return (found, findsPost)
    }
}
