// Aim: Hebbian and anti-Hebbian learning on a layer, sample by sample.
//
//     w_ij <- w_ij + eta c y_i (x_j - rho)      (anti-Hebbian: minus)
//
// x input, y response of the layer, eta learning rate, rho the mean of all values of all patterns with
// `subtract-mean` and else 0, c = 1/P for P patterns with `normalize-by-patterns` and else 1. So an epoch adds the
// average over the batch. On a layer there is no weight from a unit to itself: `zero-diagonal` has nothing to do.
// Nothing bounds the weights; Oja's rule adds what is missing.

import Numerics
import Patterns

extension HebbianRule: LocalRule {
    public var learningRate: Double { settings.learningRate }

    public func initialState(outputs: Int, inputs: Int) -> RuleState { HebbianStep.initialState }

    public func prepare(_ state: inout RuleState, for patterns: PatternSet) {
        HebbianStep.prepare(&state, for: patterns, settings)
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        HebbianStep.add(&weights, state, activity, rate: rate)
    }
}

extension AntiHebbianRule: LocalRule {
    public var learningRate: Double { settings.learningRate }

    public func initialState(outputs: Int, inputs: Int) -> RuleState { HebbianStep.initialState }

    public func prepare(_ state: inout RuleState, for patterns: PatternSet) {
        HebbianStep.prepare(&state, for: patterns, settings)
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        HebbianStep.add(&weights, state, activity, rate: -rate)
    }
}

/// What the two share. The state holds rho and c as `mean` and `share`.
private enum HebbianStep {
    static var initialState: RuleState { RuleState(["mean": [0], "share": [1]]) }

    static func prepare(_ state: inout RuleState, for patterns: PatternSet, _ settings: HebbianSettings) {
        state["mean"] = [settings.subtractMean ? Float(patterns.mean) : 0]
        state["share"] = [settings.normalizeByPatterns ? 1 / Float(max(1, patterns.count)) : 1]
    }

    static func add(_ weights: inout Matrix, _ state: RuleState, _ activity: Activity, rate: Float) {
        let (mean, share) = (state["mean"][0], state["share"][0])
        for output in 0..<weights.rows {
            let change = rate * share * activity.post[output]
            weights.withMutableRow(output) { row in
                for input in row.indices { row[input] += change * (activity.pre[input] - mean) }
            }
        }
    }
}
