import Neurons
import Numerics
import Parameters

/// A rule that works on traces of spikes.
public protocol TraceRule: LocalRule {
    var pairing: SpikePairing { get }
}

/// A rule of spikes on a spiking layer.
public protocol SpikeRule: LocalRule {
    /// The limits of the weights.
    var weights: WeightRange { get }
    /// The spiking layer.
    var layer: MembraneDynamics { get }
}

/// A rule of traces on a spiking layer; both can then be run together by spikes, not by synapses.
public protocol PairingRule: SpikeRule, TraceRule {}

extension SpikeRule {
    public static var layerKind: LayerKind { .spiking }
    public var modelParameters: [String: ParameterValue] { layer.valuesByName }
    public var weightBounds: ClosedRange<Float>? { weights.bounds }

    public func validate(outputs: Int, inputs: Int) throws { try weights.validate() }
}

extension TraceRule {
    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        pairing.initialState(outputs: outputs, inputs: inputs)
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let pairing = pairing
        var depression = activity.pre.map { pairing.depression * $0 }
        var potentiation = activity.post.map { pairing.potentiation * $0 }
        if pairing.hasTriplets { pairing.addTriplets(&potentiation, &depression, &state, activity) }
        let pre = pairing.advance(
            &state, SpikePairing.preName, pairing.preDecay, activity.pre,
            includingSpikes: pairing.coincidence.strengthens)
        let post = pairing.advance(
            &state, SpikePairing.postName, pairing.postDecay, activity.post,
            includingSpikes: pairing.coincidence.weakens)
        let memory = pairing.scheme.isOfSynapses ? PairMemory(pairing) : nil
        var pairs = memory == nil ? [] : state[SpikePairing.pairName]
        for output in 0..<weights.rows {
            weights.withMutableRow(output) { row in
                for input in row.indices {
                    var (found, partner) = (pre[input], post[output])
                    if let memory {
                        let (isInput, isOutput) = (activity.pre[input] != 0, activity.post[output] != 0)
                        let place = output * row.count + input
                        let step = memory.step(&pairs[place], input: isInput, output: isOutput, pre: found)
                        (found, partner) = (step.pre, step.findsPost ? partner : 0)
                    }
                    row[input] = pairing.moved(
                        row[input], rate: rate, potentiation: potentiation[output], pre: found,
                        depression: depression[input], post: partner + pairing.inputOffset)
                }
            }
        }
        if memory != nil { state[SpikePairing.pairName] = pairs }
    }
}

extension SpikePairing {
    /// Moves the traces of one side.
    ///
    /// - Returns: what the spikes of the other side find: traces with this step's spikes or faded alone.
    func advance(
        _ state: inout RuleState, _ name: String, _ decay: Float, _ spikes: [Float], includingSpikes: Bool
    ) -> [Float] {
        let faded = state[name].map { trace($0, decay: decay, spike: 0) }
        state[name] = zip(state[name], spikes).map { trace($0, decay: decay, spike: $1) }
        return includingSpikes ? state[name] : faded
    }

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
