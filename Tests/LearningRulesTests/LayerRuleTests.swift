import LearningRules
import Numerics
import Testing

/// One step of the rules for layers by hand.
@Suite struct LayerRuleTests {
    private func learned(
        _ rule: some LocalRule, _ start: Matrix, _ input: [Float], samples: Int = 1
    ) -> (weights: Matrix, state: RuleState) {
        var weights = start
        var state = rule.initialState(outputs: start.rows, inputs: start.columns)
        for _ in 0..<samples {
            let response = weights.times(input)
            let activity = Activity(pre: input, post: response, field: response)
            rule.update(&weights, &state, activity, rate: Float(rule.learningRate))
        }
        return (weights, state)
    }

    private func expect(_ values: [Float], _ expected: [Float]) {
        #expect(values.count == expected.count)
        for (value, right) in zip(values, expected) { #expect(abs(value - right) < 1e-6, "\(values)") }
    }

    /// W = ((.5, .5), (.2, .1)), x = (1, 2): y = (1.5, .4), x - W^T y = (1 - .75 - .08, 2 - .75 - .04) = (.17, 1.21);
    /// .1 · 1.5 and .1 · .4 times that are added: (.0255, .1815) and (.0068, .0484).
    @Test func subspace() {
        let weights = learned(SubspaceRule(learningRate: 0.1), Matrix([[0.5, 0.5], [0.2, 0.1]]), [1, 2]).weights
        expect(weights.values, [0.5255, 0.6815, 0.2068, 0.1484])
    }

    /// w = (1, 0), x = (2, 1), eta .1: y = 2, w + .1 · 8 · x = (2.6, .8) = 2.720294 (.955779, .294086). Divided by its length
    /// it stays as it is. m moves to (2^4 - 3 · 2²) / 10 = .4.
    @Test func independentComponentsByTheCube() {
        let rule = IndependentComponentsRule(learningRate: 0.1, nonlinearity: .cubic, signTau: 10)
        let (weights, state) = learned(rule, Matrix([[1, 0]]), [2, 1])
        expect(weights.values, [0.955779, 0.294086])
        expect(state["departure"], [0.4])
    }

    /// w = (1, 0), x = (.5, 1), tau 4: y = .5 and m = 0, so that .1 · .125 x is added, (1.00625, .0125) / 1.006328 =
    /// (.999923, .012421); m = (.0625 - .75) / 4 < 0. Then y = .512383, and .1 · .134519 x is subtracted: (.993197, -.001031)
    /// / .993198.
    @Test func lightTailsAreLearnedWithTheOtherSign() {
        let rule = IndependentComponentsRule(learningRate: 0.1, nonlinearity: .cubic, signTau: 4)
        let start = Matrix([[1, 0]])
        expect(learned(rule, start, [0.5, 1]).weights.values, [0.999923, 0.012421])
        expect(learned(rule, start, [0.5, 1], samples: 2).weights.values, [0.999999, -0.001038])
    }

    /// tanh 1 = .761594: w = (1 + .0761594, .0761594) / 1.078851 = (.997505, .070593).
    @Test func independentComponentsByTanh() {
        let rule = IndependentComponentsRule(learningRate: 0.1, signTau: 10)
        let (weights, state) = learned(rule, Matrix([[1, 0]]), [1, 1])
        expect(weights.values, [0.997505, 0.070593])
        // m: (.761594 - (1 - .580026)) / 10.
        expect(state["departure"], [0.0341620])
    }

    /// W = ((1, 0), (.6, .8)) and no input: W W^T = ((1, .6), (.6, 1)), c = 1.6. W/sqrt(c) has the same with 1/c, so that
    /// W <- (1.5/sqrt(1.6)) W - .5/1.6^1.5 (W W^T) W: the first row 1.185854 (1, 0) - .247053 (1.36, .48), the second
    /// 1.185854 (.6, .8) - .247053 (1.2, .8).
    @Test func rowsAreMadeOrthonormal() {
        let rule = IndependentComponentsRule()
        let weights = learned(rule, Matrix([[1, 0], [0.6, 0.8]]), [0, 0]).weights
        expect(weights.values, [0.849862, -0.118585, 0.415049, 0.751041])
        let settled = learned(rule, Matrix([[1, 0], [0.6, 0.8]]), [0, 0], samples: 10).weights
        expect(settled.times(settled, transposed: true).values, [1, 0, 0, 1])
    }

    @Test func moreComponentsThanInputsAreRefused() {
        #expect(throws: LearningError.self) { try IndependentComponentsRule().validate(outputs: 3, inputs: 2) }
    }

    /// x = (1, 0), y = (1, 0, 1), alpha .1, beta .02, gamma .02, p .125 and p² = .015625. The units that answer move by .02
    /// towards x; w_02 <- 0 - .1 (1 - .015625), w_01 = min(0, .1 · .015625) = 0, of -.5 it is -.4984375; t by .0175, -.0025.
    @Test func foldiak() {
        let rule = FoldiakRule()
        var weights = Matrix([[0.5, 0.5], [0.2, 0.1], [1, 0]])
        var lateral = Matrix([[0, -0.5, 0], [-0.5, 0, 0], [0, 0, 0]])
        var thresholds: [Float] = [0, 1, 2]
        var state = rule.initialState(outputs: 3, inputs: 2)
        let activity = Activity(pre: [1, 0], post: [1, 0, 1], field: [0, 0, 0])
        rule.update(&weights, &state, activity, rate: 1)
        rule.updateLateral(&lateral, &thresholds, activity, rate: 1)
        expect(weights.values, [0.51, 0.49, 0.2, 0.1, 1, 0])
        expect(lateral.values, [0, -0.4984375, -0.0984375, -0.4984375, 0, 0, -0.0984375, 0, 0])
        expect(thresholds, [0.0175, 0.9975, 2.0175])
    }
}
