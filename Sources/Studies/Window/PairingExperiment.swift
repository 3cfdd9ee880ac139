import LearningRules
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
    ///   - weight: the weight at first; nil is the middle of the rule's bounds, or 0.5 without.
    public static func experiment(
        _ rule: any LocalRule, pairs: Int, interval: Int, weight: Float?
    ) -> PairingExperiment {
        { lag in
            let bounds = rule.weightBounds ?? 0...1
            let start = weight ?? (bounds.lowerBound + bounds.upperBound) / 2
            var weights = Matrix([[start]])
            var state = rule.initialState(outputs: 1, inputs: 1)
            let length = abs(lag) + interval + 1
            let (pre, post) = (max(0, -lag), max(0, lag))
            for step in 0..<pairs * length {
                let place = step % length
                let activity = Activity(
                    pre: [place == pre ? 1 : 0], post: [place == post ? 1 : 0], field: [0], modulator: 1)
                rule.update(&weights, &state, activity, rate: Float(rule.learningRate))
            }
            return (Double(weights.values[0]) - Double(start)) / Double(pairs)
        }
    }
}
