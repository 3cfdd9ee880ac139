// Aim: plasticity by the timing of spikes, from traces that each spike leaves.
//
// In each time step, in this order:
//
//     input spikes x_j         w_ij <- w_ij - eta A-_j f-(w) (d- o_i + b) x_j,  kept within the limits
//                              r_j <- d+ r_j + x_j        trace of input j;  nearest neighbour: r_j <- 1 where x_j = 1
//     the layer responds to the weights as they were before the step, with spikes s_i
//     output spikes s_i        w_ij <- w_ij + eta A+_i f+(w) r_j s_i,  at most w_max
//                              o_i <- d- o_i + s_i        trace of output i; nearest neighbour: o_i <- 1 where s_i = 1
//
// f+, f- are those of WeightDependence; b is 0 but for rules that change weights at each input spike. Pairs: A+_i = A+,
// A-_j = A-. Triplets: A+_i = A2+ + A3+ o'_i and A-_j = A2- + A3- r'_j with slow traces o', r' as they stood before the
// spikes of this step. Which pairs count beyond that, PairingScheme says.
//
// So an input spike k >= 0 steps before an output spike gives A+ d+^k, and one k > 0 steps after it -A- d-^k. That is
// coincidence `strengthen`. `neither`: each finds the trace of before the step, and output spikes come first, so k = 0 gives
// nothing. `both`: traces move first and both changes are one, w_ij + eta (A+_i f+ r_j s_i - A-_j f- o_i x_j) kept within
// the limits, so k = 0 gives A+ - A-.
//
// In NEST a synapse finds the spikes of its output one delay later than they were fired, and those that reach it in the
// same step as one of its input count as `neither`.
//
// Reference: A. Morrison, M. Diesmann, W. Gerstner, "Phenomenological models of synaptic plasticity based on spike
// timing", Biol. Cybern. 98, 459 (2008).

import Numerics

/// A rule by spike timing that works on traces: the parameters of the step above.
public struct SpikePairing: Sendable, Equatable {
    /// What is left of a trace after a step: d+ of inputs, d- of outputs.
    public var preDecay: Float
    public var postDecay: Float
    /// The same of the slow traces, where there are triplets.
    public var slowPreDecay: Float = 0
    public var slowPostDecay: Float = 0
    /// Amplitudes A+ and A- of pairs, and of triplets.
    public var potentiation: Float
    public var depression: Float
    public var tripletPotentiation: Float = 0
    public var tripletDepression: Float = 0
    /// b: what an input spike finds beside the trace of the output.
    public var inputOffset: Float = 0
    /// Which spikes of the other side count.
    public var scheme = PairingScheme.allToAll
    public var dependence = WeightDependence()
    public var bounds: ClosedRange<Float>
    public var hasTriplets = false
    public var coincidence = Coincidence.strengthen

    public init(
        preDecay: Float, postDecay: Float, potentiation: Float, depression: Float, bounds: ClosedRange<Float>
    ) {
        self.preDecay = preDecay
        self.postDecay = postDecay
        self.potentiation = potentiation
        self.depression = depression
        self.bounds = bounds
    }

    /// Whether traces of single units know of the latest spike alone.
    @inline(__always)
    public var isNearestNeighbour: Bool { scheme != .allToAll }

    /// The next value of a trace.
    @inline(__always)
    public func trace(_ value: Float, decay: Float, spike: Float) -> Float {
        isNearestNeighbour && spike != 0 ? spike : decay * value + spike
    }

    /// A weight after one step.
    ///
    /// - Parameters:
    ///   - potentiation: A+_i s_i.
    ///   - depression: A-_j x_j.
    ///   - pre: r_j as the output spike finds it.
    ///   - post: o_i + b as the input spike finds it.
    ///   - weight: of the synapse before the pairing.
    ///   - rate: learning rate.
    @inline(__always)
    public func moved(
        _ weight: Float, rate: Float, potentiation: Float, pre: Float, depression: Float, post: Float
    ) -> Float {
        func weakened(_ weight: Float) -> Float { rate * depression * dependence.weakening(weight, bounds) * post }
        func strengthened(_ weight: Float) -> Float {
            rate * potentiation * dependence.strengthening(weight, bounds) * pre
        }
        switch coincidence {
        case .strengthen:
            let weight = clipped(weight - weakened(weight))
            return clipped(weight + strengthened(weight))
        case .both: return clipped(weight + (strengthened(weight) - weakened(weight)))
        case .neither:
            let weight = clipped(weight + strengthened(weight))
            return clipped(weight - weakened(weight))
        }
    }

    @inline(__always)
    public func clipped(_ weight: Float) -> Float { max(bounds.lowerBound, min(bounds.upperBound, weight)) }

    public static let preName = "trace_pre"
    public static let postName = "trace_post"
    public static let slowPreName = "trace_pre_slow"
    public static let slowPostName = "trace_post_slow"
    /// What each synapse knows of its latest spikes, [post, pre]: see `PairingScheme`.
    public static let pairName = "trace_pair"

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        var state = RuleState([
            Self.preName: [Float](repeating: 0, count: inputs), Self.postName: [Float](repeating: 0, count: outputs),
        ])
        if hasTriplets {
            state[Self.slowPreName] = [Float](repeating: 0, count: inputs)
            state[Self.slowPostName] = [Float](repeating: 0, count: outputs)
        }
        if scheme.isOfSynapses {
            state.set(Self.pairName, shape: [outputs, inputs], [Float](repeating: 0, count: outputs * inputs))
        }
        return state
    }
}
