import Numerics
import Parameters
import Testing

@testable import LearningRules

/// Two samples by hand: W = [[.5, .5], [.2, .1]], x = (1, 2) and (-1, .5), eta = .1. The results were computed by
/// canns 1.5.0 and by the formulas in Double; 1e-6 is the sixth digit to which they are written down.
@Suite struct OneStepTests {
    static let samples: [[Float]] = [[1, 2], [-1, 0.5]]

    static func learned(_ rule: any LocalRule, _ samples: [[Float]] = samples) -> (Matrix, RuleState) {
        var weights = Matrix([[0.5, 0.5], [0.2, 0.1]])
        var state = rule.initialState(outputs: 2, inputs: 2)
        for sample in samples {
            let response = weights.times(sample)
            let activity = Activity(pre: sample, post: response, field: response)
            rule.update(&weights, &state, activity, rate: Float(rule.learningRate))
        }
        return (weights, state)
    }

    static func expect(_ values: [Float], _ expected: [Float]) {
        #expect(values.count == expected.count)
        for (value, right) in zip(values, expected) { #expect(abs(value - right) < 1e-6, "\(values)") }
    }

    @Test func oja() throws {
        let free = try OjaRule(["learning-rate": .number(0.1), "normalize-weights": .toggle(false)])
        Self.expect(Self.learned(free).0.values, [0.554857, 0.675232, 0.251044, 0.170631])
        let normalized = try OjaRule(["learning-rate": .number(0.1)])
        Self.expect(Self.learned(normalized).0.values, [0.634900, 0.772594, 0.827664, 0.561224])
    }

    @Test func sanger() throws {
        let free = try SangerRule(["learning-rate": .number(0.1), "normalize-weights": .toggle(false)])
        Self.expect(Self.learned(free).0.values, [0.554857, 0.675232, 0.218315, 0.139743])
        let normalized = try SangerRule(["learning-rate": .number(0.1)])
        Self.expect(Self.learned(normalized).0.values, [0.634900, 0.772594, 0.843463, 0.537187])
    }

    @Test func bcm() throws {
        let rule = try BCMRule(["learning-rate": .number(0.1), "threshold-tau": .number(10)])
        let (weights, state) = Self.learned(rule)
        Self.expect(weights.values, [0.695875, 0.927063, 0.208160, 0.125920])
        Self.expect(state["theta"], [0.289750, 0.097650])
    }

    /// The layer's part, with threshold .5 and leak .9, is done by hand: one output spike in step 1 (v = .6 >= .5, reset),
    /// none in step 2 (v = .3), one in step 3 (at least .9·.3 + .515 + .2055 = .99).
    ///
    /// Step 1, x = (1, 0), s = 1: r = (1, 0), A+ = .1, A- = .105; `both` -.005, `strengthen` +.1, `neither` 0 for the first.
    /// Step 2, x = (0, 1), s = 0: o = .9 weakens the second by .0945. Step 3, x = (1, 1), s = 1: o = .81 before the spike,
    /// 1.81 after it, weaken by .08505 or .19005; r = (.81, .9) before the spikes, (1.81, 1.9) after, strengthen by (.081,
    /// .09) or (.181, .19).
    @Test(
        arguments: [
            (.both, [[0.595, 0.3], [0.595, 0.2055], [0.58595, 0.20545]]),
            (.strengthen, [[0.7, 0.3], [0.7, 0.2055], [0.79595, 0.31045]]),
            (.neither, [[0.6, 0.3], [0.6, 0.2055], [0.59595, 0.21045]]),
        ] as [(Coincidence, [[Float]])])
    func spikeTiming(_ coincidence: Coincidence, _ expected: [[Float]]) throws {
        let rule = try STDPRule([
            "learning-rate": .number(1), "a-plus": .number(0.1), "a-minus": .number(0.105), "trace-decay": .number(0.9),
            "coincident": .text(coincidence.rawValue),
        ])
        var weights = Matrix([[0.6, 0.3]])
        var state = rule.initialState(outputs: 1, inputs: 2)
        let steps: [(input: [Float], spike: Float)] = [([1, 0], 1), ([0, 1], 0), ([1, 1], 1)]
        for (step, expected) in zip(steps, expected) {
            rule.update(
                &weights, &state, Activity(pre: step.input, post: [step.spike], field: [0]), rate: 1)
            Self.expect(weights.values, expected)
        }
    }

    /// Each change is kept within the limits: .05 - .09 is cut to 0 before .1 is added. `both` adds first: .05 + .1 - .19 < 0.
    @Test(arguments: [(.strengthen, 0.1), (.neither, 0), (.both, 0)] as [(Coincidence, Float)])
    func inputsComeFirst(_ coincidence: Coincidence, _ expected: Float) throws {
        let rule = try STDPRule([
            "a-plus": .number(0.1), "a-minus": .number(0.1), "trace-decay": .number(0.9),
            "coincident": .text(coincidence.rawValue),
        ])
        var weights = Matrix([[0.05]])
        var state = rule.initialState(outputs: 1, inputs: 1)
        rule.update(&weights, &state, Activity(pre: [0], post: [1], field: [0]), rate: 1)
        rule.update(&weights, &state, Activity(pre: [1], post: [1], field: [0]), rate: 1)
        Self.expect(weights.values, [expected])
    }

    /// Two output and input spikes, each pair of one step, two steps apart, all at the reward 1 (d = .5, A+ .1, A- .04):
    /// in step 0 the coincidence alone; in step 2 o = .25 before the spike, r = .25. The eligibility adds up, so the weight
    /// moves by twice the first and once the second.
    @Test(
        arguments: [(.strengthen, 0.1, 0.125 - 0.01), (.both, 0.06, 0.125 - 0.05), (.neither, 0, 0.025 - 0.01)]
            as [(Coincidence, Float, Float)])
    func threeFactorCoincidence(_ coincidence: Coincidence, _ first: Float, _ second: Float) throws {
        let rule = try ThreeFactorRule([
            "a-plus": .number(0.1), "a-minus": .number(0.04), "trace-decay": .number(0.5),
            "eligibility-decay": .number(1), "coincident": .text(coincidence.rawValue),
        ])
        var weights = Matrix([[0.2]])
        var state = rule.initialState(outputs: 1, inputs: 1)
        for spike in [1, 0, 1] as [Float] {
            rule.update(&weights, &state, Activity(pre: [spike], post: [spike], field: [0]), rate: 1)
        }
        Self.expect(weights.values, [0.2 + 3 * first + second])
    }

    /// W = [[.5, .5], [.2, .1]], x = (1, 2): y = (1.5, .4). eta = .1, two patterns of mean .625, so
    /// dW = .1 · 1/2 · y (x - .625) = .05 · (1.5, .4) (.375, 1.375).
    @Test(arguments: [1 as Float, -1])
    func hebbian(sign: Float) throws {
        let parameters: [String: ParameterValue] = ["learning-rate": .number(0.1)]
        let rule: any LocalRule = sign > 0 ? try HebbianRule(parameters) : try AntiHebbianRule(parameters)
        var weights = Matrix([[0.5, 0.5], [0.2, 0.1]])
        var state = rule.initialState(outputs: 2, inputs: 2)
        rule.prepare(&state, for: .init(Matrix(Self.samples)))
        rule.update(&weights, &state, Activity(pre: [1, 2], post: [1.5, 0.4], field: [1.5, 0.4]), rate: 0.1)
        Self.expect(
            weights.values,
            [0.5 + sign * 0.028125, 0.5 + sign * 0.103125, 0.2 + sign * 0.0075, 0.1 + sign * 0.0275])
    }

    /// x = (1, 0) is nearer to (.5, .5) (distance² .5) than to (.2, .1) (.65): w_0 <- w_0 + .5 (x - w_0).
    @Test func competitive() throws {
        let rule = try CompetitiveRule(["learning-rate": .number(0.5)])
        Self.expect(Self.learned(rule, [[1, 0]]).0.values, [0.75, 0.25, 0.2, 0.1])
    }

    /// The neighbour at distance 1 moves by eta exp(-1/2) with sigma = 1; sigma falls by exp(-1/2) with time 2.
    @Test func map() throws {
        let rule = try SelfOrganizingMapRule([
            "learning-rate": .number(0.5), "radius": .number(1), "radius-time": .number(2),
            "final-radius": .number(0.1),
        ])
        let (weights, state) = Self.learned(rule, [[1, 0]])
        // .5 · exp(-.5) = .3032653: .2 + .3032653 · .8 and .1 - .3032653 · .1
        Self.expect(weights.values, [0.75, 0.25, 0.4426123, 0.0696735])
        Self.expect(state["radius"], [0.6065307])
    }

    /// The spike pair makes an eligibility; only the reward two steps later makes a change of weight.
    @Test func threeFactor() throws {
        let rule = try ThreeFactorRule([
            "learning-rate": .number(1), "a-plus": .number(0.1), "a-minus": .number(0.1), "trace-decay": .number(0.5),
            "eligibility-decay": .number(0.9), "reward-input": .integer(1),
        ])
        var weights = Matrix([[0.5, 0.5]])
        var state = rule.initialState(outputs: 1, inputs: 2)
        for (pre, post) in [([1, 0], [0]), ([0, 0], [1]), ([0, 0], [0])] as [([Float], [Float])] {
            rule.update(&weights, &state, Activity(pre: pre, post: post, field: [0]), rate: 1)
            #expect(weights.values == [0.5, 0.5])
        }
        rule.update(&weights, &state, Activity(pre: [0, 1], post: [0], field: [0]), rate: 1)
        // A+ · .5 at the pair, decayed twice by .9; the reward's own weight stays.
        Self.expect(weights.values, [0.5 + 0.05 * 0.81, 0.5])
    }

    /// As the printed equation: a = 3 + (1 - 3) / 4 = 2.5 with the output of this step, then the factor 1 + .1 (3 - 2.5).
    @Test func scalingIsAsPrinted() throws {
        let rule = try SynapticScaling<STDPRule>([
            "scaling-target": .number(3), "scaling-rate": .number(0.1), "scaling-tau": .number(4),
        ])
        var weights = Matrix([[0.5]])
        var state = rule.initialState(outputs: 1, inputs: 1)
        Self.expect(state["activity"], [3])
        rule.update(&weights, &state, Activity(pre: [0], post: [1], field: [0]), rate: 1)
        Self.expect(weights.values, [0.5 * 1.05])
        Self.expect(state["activity"], [2.5])
    }

    /// |y| = 2 against a target of 1, averaged at once (tau = 1): the factor is 1 + .1 (1 - 2) = .9 on the weights that
    /// the base rule, which has rate 0 here, left alone.
    @Test func scaling() throws {
        let rule = try SynapticScaling<HebbianRule>([
            "scaling-target": .number(1), "scaling-rate": .number(0.1), "scaling-tau": .number(1),
        ])
        var weights = Matrix([[0.5, 0.5]])
        var state = rule.initialState(outputs: 1, inputs: 2)
        rule.update(&weights, &state, Activity(pre: [2, 2], post: [-2], field: [-2]), rate: 0)
        Self.expect(weights.values, [0.45, 0.45])
    }
}
