import LearningRules
import Models
import Numerics

/// The change of one weight by one pair of spikes, measured.
///
/// - Parameter lag: the step of the output spike minus that of the input spike.
public typealias PairingExperiment = @Sendable (_ lag: Int) throws -> Double

extension WindowStudy {
    /// One synapse, an input spike and an output spike `lag` steps later, repeated `pairs` times with `interval`
    /// silent steps between; the change of the weight for each pair.
    ///
    /// - Parameters:
    ///   - weight: the weight at first; nil is the middle of the rule's range, or 0.5 without.
    ///   - rule: a rule of spikes.
    ///   - pairs: how often the two spikes come.
    ///   - interval: time between pairs.
    public static func experiment(
        _ rule: any LocalRule, pairs: Int, interval: Int, weight: Float?
    ) -> PairingExperiment {
        let pairing = RepeatedPairs(rule: rule, pairs: pairs, interval: interval, weight: weight)
        return { lag in try pairing.present(lag).change }
    }
}

/// Pairs of spikes of one input and one output, which several synapses see.
struct RepeatedPairs: Sendable {
    let rule: any LocalRule
    let pairs: Int
    let interval: Int
    let weight: Float?
    /// Each with noise of its own, where the rule has some.
    var synapses = 1
    var seed: UInt64 = 0

    /// Without the noise of the rule, by which it has no limits.
    private var range: ClosedRange<Float> {
        (rule as? any SpikeRule)?.weights.bounds ?? rule.weightBounds ?? 0...1
    }

    /// - Returns: the mean change of a weight by a pair, and the share of weights that end above the middle of the range.
    func present(_ lag: Int) throws -> (change: Double, above: Double) {
        let (range, seed) = (range, RandomStream.seed(seed, "window", key: UInt64(bitPattern: Int64(lag))))
        let rule = (rule as? any NoisyRule)?.seeded(seed) ?? rule
        let middle = (range.lowerBound + range.upperBound) / 2
        let start = weight ?? middle
        var weights = Matrix(
            rows: 1, columns: synapses, values: [Float](repeating: start, count: synapses))
        var state = rule.initialState(outputs: 1, inputs: synapses)
        var output = try PairedOutput(rule)
        let (silent, firing) = ([Float](repeating: 0, count: synapses), [Float](repeating: 1, count: synapses))
        let length = abs(lag) + interval + 1
        let (pre, post) = (max(0, -lag), max(0, lag))
        for step in 0..<pairs * length {
            let place = step % length
            let activity = output.activity(place == pre ? firing : silent, fires: place == post)
            rule.update(&weights, &state, activity, rate: Float(rule.learningRate))
        }
        let total = weights.values.reduce(0.0) { $0 + Double($1) - Double(start) }
        let above = weights.values.count { $0 > middle }
        return (total / Double(pairs * synapses), Double(above) / Double(synapses))
    }
}

/// An output that fires when it is told, as the rule sees it: by its spikes, or by the membrane of a neuron that is made to fire.
private struct PairedOutput {
    private var neuron: AdaptiveExponentialLayer?

    init(_ rule: any LocalRule) throws {
        guard var dynamics = (rule as? VoltageRule)?.layer else { return }
        (dynamics.teachers, dynamics.delay) = (0, 0)
        neuron = try AdaptiveExponentialLayer(
            weights: Matrix([[Float(dynamics.teacherWeight)]]), dynamics: dynamics)
    }

    mutating func activity(_ pre: [Float], fires: Bool) -> Activity {
        guard neuron != nil else { return Activity(pre: pre, post: [fires ? 1 : 0], field: [0]) }
        neuron?.present([fires ? 1 : 0])
        return Activity(
            pre: pre, post: neuron?.postsynaptic ?? [], field: [0], potential: neuron?.potentials ?? [],
            meanPotential: neuron?.meanPotentials ?? [])
    }
}
