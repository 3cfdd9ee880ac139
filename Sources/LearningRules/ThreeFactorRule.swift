// Aim: reward-modulated spike timing: what a pair of spikes would have done waits in the synapse until a reward says
// whether it is done.
//
//     r_j <- d r_j + x_j,  o_i <- d o_i + s_i
//     e_ij <- d_e e_ij + A+ r_j s_i - A- o_i x_j
//     w_ij <- w_ij + eta M e_ij, kept within [w-min, w-max]
//
// x, s input and output spikes, r, o their traces, e eligibility, d, d_e decays, M the reward of the step: that of the
// trainer (1 unless it has one), or with `reward-input` j the activity of input j less `reward-baseline`. That
// input's own weights do not learn.
//
// Reference: E. M. Izhikevich, Cereb. Cortex 17, 2443 (2007); N. Frémaux, W. Gerstner, Front. Neural Circuits 9, 85 (2016).

import Numerics

public struct ThreeFactorRule: LocalRule {
    public static let description = RuleDescription(
        name: "three-factor", summary: "Spike timing that waits for a reward: eligibility traces and a third factor.",
        equation: [
            "e_ij <- d_e e_ij + A+ r_j s_i - A- o_i x_j;  w_ij <- w_ij + eta M e_ij, kept within [w-min, w-max]",
            "x, s spikes, r, o their traces (trace-decay), e eligibility (eligibility-decay), M reward of the step",
        ],
        reference: "Izhikevich, Cereb. Cortex 17, 2443 (2007); Frémaux, Gerstner, Front. Neural Circuits 9, 85 (2016)",
        notes: [
            "With --reward-input J input J is the reward: one more column of the spikes. Give its outgoing weights 0 "
                + "where it should not drive the layer.",
            "Eligibilities are kept in the file, one a synapse.",
        ],
        codings: [.spikes, .binary],
        parameters: [
            .learningRate(),
            RuleParameter(
                "a-plus", .number(0...1e6, default: 0.005), help: "eligibility of input before output, A+"),
            RuleParameter(
                "a-minus", .number(0...1e6, default: 0.00525), help: "eligibility of output before input, A-"),
            RuleParameter(
                "trace-decay", .number(0...1, default: 0.95), help: "share of a spike trace left after a step"),
            RuleParameter(
                "eligibility-decay", .number(0...1, default: 0.99), help: "share of an eligibility left after a step"),
            RuleParameter(
                "reward-input", .integer(-1...1_000_000_000, default: -1),
                help: "the input that is the reward; -1: none"),
            RuleParameter("reward-baseline", .number(-1e6...1e6, default: 0), help: "subtracted from the reward"),
        ] + SpikeParameters.weights + SpikeParameters.layer)

    public static let layer = LayerKind.spiking
    public let parameters: RuleParameters
    public let weightBounds: ClosedRange<Float>?

    public init(_ parameters: RuleParameters) {
        self.parameters = parameters
        weightBounds = SpikeParameters.bounds(parameters)
    }

    public func validate(outputs: Int, inputs: Int) throws {
        try SpikeParameters.validate(parameters)
        guard parameters.integer("reward-input") < inputs else {
            throw LearningError(
                description:
                    "reward-input is \(parameters.integer("reward-input")), expected one of the \(inputs) inputs, "
                    + "counted from 0, or -1")
        }
    }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        var state = RuleState([
            "trace_pre": [Float](repeating: 0, count: inputs), "trace_post": [Float](repeating: 0, count: outputs),
        ])
        state.set("eligibility", shape: [outputs, inputs], [Float](repeating: 0, count: outputs * inputs))
        return state
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let (pre, post) = (activity.pre, activity.post)
        let decay = parameters.number("trace-decay")
        let before = zip(state["trace_pre"], pre).map { decay * $0 + $1 }
        let after = zip(state["trace_post"], post).map { decay * $0 + $1 }
        state["trace_pre"] = before
        state["trace_post"] = after

        let reward = parameters.integer("reward-input")
        let factor = reward < 0 ? activity.modulator : pre[reward] - parameters.number("reward-baseline")
        let (up, down) = (parameters.number("a-plus"), parameters.number("a-minus"))
        let left = parameters.number("eligibility-decay")
        let bounds = SpikeParameters.bounds(parameters)
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
