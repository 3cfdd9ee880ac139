// Aim: plasticity by the timing of spikes, from traces that each spike leaves.
//
// In each time step, in this order:
//
//     input spikes x_j         w_ij <- w_ij - eta A-_j f-(w_ij) d- o_i x_j,  at least w_min
//                              r_j <- d+ r_j + x_j        trace of input j;  nearest neighbour: r_j <- 1 where x_j = 1
//     the layer responds to the weights as they were before the step, with spikes s_i
//     output spikes s_i        w_ij <- w_ij + eta A+_i f+(w_ij) r_j s_i,  at most w_max
//                              o_i <- d- o_i + s_i        trace of output i; nearest neighbour: o_i <- 1 where s_i = 1
//
//     f+(w) = ((w_max - w) / (w_max - w_min))^mu,  f-(w) = ((w - w_min) / (w_max - w_min))^mu
//
// Pairs: A+_i = A+, A-_j = A-. Triplets: A+_i = A2+ + A3+ o'_i and A-_j = A2- + A3- r'_j with slow traces o', r' as they
// stood before the spikes of this step.
//
// So an input spike k >= 0 steps before an output spike gives A+ d+^k, and one k > 0 steps after it -A- d-^k. That is
// coincidence `strengthen`. `neither`: the output spike finds d+ r_j of before the step, so k = 0 gives nothing. `both`:
// traces move first and both changes are one, w_ij + eta (A+_i f+ r_j s_i - A-_j f- o_i x_j) kept within the limits, so
// k = 0 gives A+ - A-.
//
// Reference: A. Morrison, M. Diesmann, W. Gerstner, "Phenomenological models of synaptic plasticity based on spike
// timing", Biol. Cybern. 98, 459 (2008); weight dependence: R. Guetig et al., J. Neurosci. 23, 3697 (2003).

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
    /// Whether only the latest spike of the other side counts.
    public var isNearestNeighbour = false
    /// 0 additive ... 1 multiplicative.
    public var weightDependence: Float = 0
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

    /// The next value of a trace.
    @inline(__always)
    public func trace(_ value: Float, decay: Float, spike: Float) -> Float {
        isNearestNeighbour && spike != 0 ? spike : decay * value + spike
    }

    /// (room / (w_max - w_min))^mu, and exactly 1 for mu = 0.
    @inline(__always)
    public func factor(room: Float) -> Float {
        if weightDependence == 0 { return 1 }
        let share = max(0, room) / (bounds.upperBound - bounds.lowerBound)
        return weightDependence == 1 ? share : Float(power(Double(share), Double(weightDependence)))
    }

    /// A weight after one step.
    ///
    /// - Parameters:
    ///   - potentiation: A+_i s_i.
    ///   - depression: A-_j x_j.
    ///   - pre: r_j as the output spike finds it.
    ///   - post: o_i as the input spike finds it.
    ///   - weight: of the synapse before the pairing.
    ///   - rate: learning rate.
    @inline(__always)
    public func moved(
        _ weight: Float, rate: Float, potentiation: Float, pre: Float, depression: Float, post: Float
    ) -> Float {
        let down = depression * factor(room: weight - bounds.lowerBound) * post
        let weakened = coincidence == .both ? weight : clipped(weight - rate * down)
        let up = potentiation * factor(room: bounds.upperBound - weakened) * pre
        return clipped(coincidence == .both ? weight + rate * (up - down) : weakened + rate * up)
    }

    @inline(__always)
    public func clipped(_ weight: Float) -> Float { max(bounds.lowerBound, min(bounds.upperBound, weight)) }

    public static let preName = "trace_pre"
    public static let postName = "trace_post"
    public static let slowPreName = "trace_pre_slow"
    public static let slowPostName = "trace_post_slow"

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        var state = RuleState([
            Self.preName: [Float](repeating: 0, count: inputs), Self.postName: [Float](repeating: 0, count: outputs),
        ])
        if hasTriplets {
            state[Self.slowPreName] = [Float](repeating: 0, count: inputs)
            state[Self.slowPostName] = [Float](repeating: 0, count: outputs)
        }
        return state
    }
}
