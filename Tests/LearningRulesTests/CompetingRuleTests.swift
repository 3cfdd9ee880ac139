import LearningRules
import Numerics
import TestSupport
import Testing

/// Competing units by hand: x = (.8, .6), delta .5, eta .1.
@Suite struct CompetingRuleTests {
    private func learned(_ rule: CompetingRule, _ start: Matrix, samples: Int = 1) -> Matrix {
        var weights = start
        var state = rule.initialState(outputs: 2, inputs: 2)
        for _ in 0..<samples {
            let activity = Activity(pre: [0.8, 0.6], post: [0, 0], field: [0, 0])
            rule.update(&weights, &state, activity, rate: 0.1)
        }
        return weights
    }

    /// h = (.8, .6); d_0 = x - .8 (1, 0) = (0, .6), d_1 = -.5 (x - .6 (0, 1)) = (-.4, 0), the largest .6:
    /// .1 · .6/.6 = .1 and -.1 · .4/.6 = -.0666667.
    @Test func theWinnerLearnsAndTheNextUnlearns() {
        let rule = CompetingRule(delta: 0.5, minibatch: 1)
        let weights = learned(rule, Matrix([[1, 0], [0, 1]]))
        #expect(relativeError(weights.values, [1, 0.1, -0.0666667, 1]) < 1e-6)
    }

    /// p = 3: h_0 = 2² · .8 = 3.2, d_0 = (.8 - 3.2 · 2, .6) = (-5.6, .6), d_1 as above; .1 · .6/5.6 = .0107143,
    /// -.1 · .4/5.6 = -.00714286.
    @Test func thePowerDecidesTheNorm() {
        let rule = CompetingRule(delta: 0.5, power: 3, minibatch: 1)
        let weights = learned(rule, Matrix([[2, 0], [0, 1]]))
        #expect(relativeError(weights.values, [1.9, 0.0107143, -0.00714286, 1]) < 1e-6)
    }

    /// Nothing changes before a minibatch is full; of equal samples it changes what one would.
    @Test func aMinibatchChangesAtItsEnd() {
        let rule = CompetingRule(delta: 0.5, minibatch: 2)
        let start = Matrix([[1, 0], [0, 1]])
        #expect(learned(rule, start) == start)
        #expect(relativeError(learned(rule, start, samples: 2).values, [1, 0.1, -0.0666667, 1]) < 1e-6)
    }

    @Test func moreRanksThanUnitsAreRefused() {
        #expect(throws: LearningError.self) { try CompetingRule(rank: 3).validate(outputs: 2, inputs: 2) }
    }
}
