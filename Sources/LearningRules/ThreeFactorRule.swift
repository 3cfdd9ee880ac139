// Aim: reward-modulated spike timing: what a pair of spikes would have done waits in the synapse until a reward says
// whether it is done.
//
//     r_j <- d+ r_j + x_j
//     e_ij <- d_e e_ij - A- d- o_i x_j + A+ r_j s_i
//     o_i <- d- o_i + s_i
//     w_ij <- w_ij + eta M e_ij, kept within [w-min, w-max]
//
// x, s input and output spikes, r, o their traces, e eligibility, d+, d-, d_e decays (shares left after a step, or
// exp(-dt/tau) of a time constant), M the reward of the step less `reward-baseline`: that of the trainer (1 unless it has
// one), or with `reward-input` j the activity of input j, whose own weights do not learn. With `tau-reward` it fades:
// D <- exp(-dt/tau-reward) D + reward, M = D - reward-baseline. Within a step inputs come before outputs; with coincidence
// `both` the input spikes find o_i after the step, with `neither` the output spikes find d+ r_j of before it.
//
// Reference: E. M. Izhikevich, Cereb. Cortex 17, 2443 (2007); N. Frémaux, W. Gerstner, Front. Neural Circuits 9, 85 (2016).

import Neurons
import Numerics
import Parameters

public struct ThreeFactorRule: SpikeRule {
    public static let description = RuleDescription(
        name: "three-factor", summary: "Spike timing that waits for a reward: eligibility traces and a third factor.",
        equation: [
            "r_j <- d+ r_j + x_j;  e_ij <- d_e e_ij - A- d- o_i x_j + A+ r_j s_i;  o_i <- d- o_i + s_i",
            "w_ij <- w_ij + eta M e_ij, kept within [w-min, w-max]",
            "x, s spikes, r, o their traces (d+, d- trace-decay, or by tau-plus and tau-minus), e eligibility (d_e "
                + "eligibility-decay, or by tau-eligibility), M reward of the step",
        ],
        reference: "Izhikevich, Cereb. Cortex 17, 2443 (2007); Frémaux, Gerstner, Front. Neural Circuits 9, 85 (2016)",
        notes: [
            "--reward FILE gives a number of either sign for each time step; with --tau-reward it fades from then on, as dopamine "
                + "does: D <- exp(-dt/tau-reward) D + reward, M = D - reward-baseline.",
            "With --reward-input J input J is the reward: one more column of the spikes. Give its outgoing weights 0 "
                + "where it should not drive the layer.",
            "--coincident both: -A- o_i x_j with o_i after the output spikes of the step; neither: A+ d+ r_j s_i with r_j before "
                + "its input spikes. --delay N: the layer gets W x of N steps ago.",
            "Eligibilities are kept in the file, one a synapse.",
        ],
        codings: [.spikes, .binary])

    public static let parameters: [Parameter<Self>] =
        [
            .learningRate(\.learningRate),
            Parameter("a-plus", \.aPlus, 0...1e6, help: "eligibility of input before output, A+"),
            Parameter("a-minus", \.aMinus, 0...1e6, help: "eligibility of output before input, A-"),
            Parameter("trace-decay", \.traceDecay, 0...1, help: "share of a spike trace left after a step"),
            Parameter(
                "tau-plus", time: \.tauPlus, 0...1e9,
                help: "time constant of the trace of input spikes; 0: by trace-decay"),
            Parameter(
                "tau-minus", time: \.tauMinus, 0...1e9,
                help: "time constant of the trace of output spikes; 0: by trace-decay"),
            Parameter(
                "eligibility-decay", \.eligibilityDecay, 0...1, help: "share of an eligibility left after a step"),
            Parameter(
                "tau-eligibility", time: \.tauEligibility, 0...1e9,
                help: "time constant of eligibilities; 0: by eligibility-decay"),
            Parameter(
                "reward-input", \.rewardInput, -1...1_000_000_000, help: "the input that is the reward; -1: none"),
            Parameter("reward-baseline", \.rewardBaseline, -1e6...1e6, help: "subtracted from the reward"),
            Parameter(
                "tau-reward", time: \.tauReward, 0...1e9,
                help: "time constant with which a reward fades, as dopamine does; 0: it acts in its own step alone"),
            .coincident(\.coincident),
        ] + WeightRange.parameters.map { $0.of(\.weights) } + MembraneDynamics.parameters.map { $0.of(\.layer) }
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// A+ and A-, of an eligibility.
    public var aPlus: Double
    public var aMinus: Double
    /// Share of a spike trace left after a step, where its time constant is 0.
    public var traceDecay: Double
    public var tauPlus: StepQuantity
    public var tauMinus: StepQuantity
    /// Share of an eligibility left after a step, where its time constant is 0.
    public var eligibilityDecay: Double
    public var tauEligibility: StepQuantity
    /// The input that is the reward; -1: none.
    public var rewardInput: Int
    /// Subtracted from the reward.
    public var rewardBaseline: Double
    /// The time constant with which a reward fades; 0: it acts in its own step alone.
    public var tauReward: StepQuantity
    /// What spikes of one step do.
    public var coincident: Coincidence
    public var weights: WeightRange
    public var layer: MembraneDynamics

    public init(
        learningRate: Double = 0.01, aPlus: Double = 0.005, aMinus: Double = 0.00525, traceDecay: Double = 0.95,
        tauPlus: StepQuantity = 0, tauMinus: StepQuantity = 0, eligibilityDecay: Double = 0.99,
        tauEligibility: StepQuantity = 0, rewardInput: Int = -1, rewardBaseline: Double = 0,
        tauReward: StepQuantity = 0, coincident: Coincidence = .strengthen, weights: WeightRange = WeightRange(),
        layer: MembraneDynamics = MembraneDynamics()
    ) {
        (self.learningRate, self.aPlus, self.aMinus) = (learningRate, aPlus, aMinus)
        (self.traceDecay, self.tauPlus, self.tauMinus) = (traceDecay, tauPlus, tauMinus)
        (self.eligibilityDecay, self.tauEligibility) = (eligibilityDecay, tauEligibility)
        (self.rewardInput, self.rewardBaseline, self.tauReward) = (rewardInput, rewardBaseline, tauReward)
        (self.coincident, self.weights, self.layer) = (coincident, weights, layer)
    }

    public func validate(outputs: Int, inputs: Int) throws {
        try weights.validate()
        guard rewardInput < inputs else {
            throw LearningError(
                description:
                    "reward-input is \(rewardInput), expected one of the \(inputs) inputs, counted from 0, or -1")
        }
    }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        var state = RuleState([
            "trace_pre": [Float](repeating: 0, count: inputs), "trace_post": [Float](repeating: 0, count: outputs),
        ])
        state.set("eligibility", shape: [outputs, inputs], [Float](repeating: 0, count: outputs * inputs))
        if tauReward.number != 0 { state["reward"] = [0] }
        return state
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let (pre, post) = (activity.pre, activity.post)
        func advance(_ name: String, _ tau: StepQuantity, _ spikes: [Float], includingSpikes: Bool) -> [Float] {
            let decay = traceLeft(after: tau, orElse: traceDecay)
            let faded = state[name].map { decay * $0 }
            state[name] = zip(faded, spikes).map { $0 + $1 }
            return includingSpikes ? state[name] : faded
        }
        let before = advance("trace_pre", tauPlus, pre, includingSpikes: coincident.strengthens)
        let after = advance("trace_post", tauMinus, post, includingSpikes: coincident.weakens)

        let reward = rewardInput
        var factor = reward < 0 ? activity.modulator : pre[reward]
        if tauReward.number != 0 {
            factor += traceLeft(after: tauReward, orElse: 0) * state["reward"][0]
            state["reward"] = [factor]
        }
        factor -= Float(rewardBaseline)
        let (up, down) = (Float(aPlus), Float(aMinus))
        let left = traceLeft(after: tauEligibility, orElse: eligibilityDecay)
        let bounds = self.weights.bounds
        var eligibility = state["eligibility"]
        state["eligibility"] = []
        for output in 0..<weights.rows {
            weights.withMutableRow(output) { row in
                for input in row.indices where input != reward {
                    let index = output * row.count + input
                    eligibility[index] =
                        left * eligibility[index] + up * before[input] * post[output] - down * after[output]
                        * pre[input]
                    let moved = row[input] + rate * factor * eligibility[index]
                    row[input] = max(bounds.lowerBound, min(bounds.upperBound, moved))
                }
            }
        }
        state.set("eligibility", shape: [weights.rows, weights.columns], eligibility)
    }
}
