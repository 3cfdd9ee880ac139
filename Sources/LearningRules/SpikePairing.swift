// Aim: plasticity by the timing of spikes, from traces that each spike leaves.
//
// In each time step, in this order:
//
//     r_j <- d+ r_j + x_j            trace of input j;  nearest neighbour: r_j <- 1 where x_j = 1
//     the layer responds with spikes s_i
//     o_i <- d- o_i + s_i            trace of output i; nearest neighbour: o_i <- 1 where s_i = 1
//     w_ij <- w_ij + eta (A+_i f+(w_ij) r_j s_i - A-_j f-(w_ij) o_i x_j)
//     w_ij kept within [w_min, w_max]
//
//     f+(w) = ((w_max - w) / (w_max - w_min))^mu,  f-(w) = ((w - w_min) / (w_max - w_min))^mu
//
// Pairs: A+_i = A+, A-_j = A-. Triplets: A+_i = A2+ + A3+ o'_i and A-_j = A2- + A3- r'_j with slow traces o', r' as they
// stood before the spikes of this step. Traces move before the weights, so spikes of one step form a pair of both
// signs: dt = 0 gives A+ - A-. Output before input gives -A- d-^dt, input before output A+ d+^dt.
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
    ///   - pre: r_j.
    ///   - post: o_i.
    ///   - weight: of the synapse before the pairing.
    ///   - rate: learning rate.
    @inline(__always)
    public func moved(
        _ weight: Float, rate: Float, potentiation: Float, pre: Float, depression: Float, post: Float
    ) -> Float {
        let up = potentiation * factor(room: bounds.upperBound - weight) * pre
        let down = depression * factor(room: weight - bounds.lowerBound) * post
        return clipped(weight + rate * (up - down))
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

/// A rule of this kind; the spiking layer and the rule can then be run together by spikes, not by synapses.
public protocol SpikeRule: LocalRule {
    /// The limits of the weights.
    var weights: WeightRange { get }
    /// The spiking layer.
    var layer: MembraneParameters { get }
    var pairing: SpikePairing { get }
}

extension SpikeRule {
    public static var layerKind: LayerKind { .spiking }
    public var membrane: MembraneParameters? { layer }
    public var weightBounds: ClosedRange<Float>? { pairing.bounds }

    public func validate(outputs: Int, inputs: Int) throws { try weights.validate() }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        pairing.initialState(outputs: outputs, inputs: inputs)
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let pairing = pairing
        var depression = activity.pre.map { pairing.depression * $0 }
        var potentiation = activity.post.map { pairing.potentiation * $0 }
        if pairing.hasTriplets { pairing.addTriplets(&potentiation, &depression, &state, activity) }
        for (name, decay, spikes) in [
            (SpikePairing.preName, pairing.preDecay, activity.pre),
            (SpikePairing.postName, pairing.postDecay, activity.post),
        ] {
            for unit in spikes.indices {
                state[name][unit] = pairing.trace(state[name][unit], decay: decay, spike: spikes[unit])
            }
        }
        let (pre, post) = (state[SpikePairing.preName], state[SpikePairing.postName])
        for output in 0..<weights.rows {
            weights.withMutableRow(output) { row in
                for input in row.indices {
                    row[input] = pairing.moved(
                        row[input], rate: rate, potentiation: potentiation[output], pre: pre[input],
                        depression: depression[input], post: post[output])
                }
            }
        }
    }
}

extension SpikePairing {
    /// Adds what the slow traces contribute, and moves them.
    func addTriplets(
        _ potentiation: inout [Float], _ depression: inout [Float], _ state: inout RuleState, _ activity: Activity
    ) {
        func advance(_ name: String, _ decay: Float, _ spikes: [Float], _ base: Float, _ extra: Float) -> [Float] {
            spikes.indices.map { unit in
                let before = decay * state[name][unit]
                state[name][unit] = isNearestNeighbour && spikes[unit] != 0 ? spikes[unit] : before + spikes[unit]
                return (base + extra * before) * spikes[unit]
            }
        }
        potentiation = advance(
            Self.slowPostName, slowPostDecay, activity.post, self.potentiation, tripletPotentiation)
        depression = advance(Self.slowPreName, slowPreDecay, activity.pre, self.depression, tripletDepression)
    }
}
