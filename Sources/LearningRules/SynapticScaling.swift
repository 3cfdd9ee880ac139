// Aim: homeostasis on top of any rule: each output scales all its weights so that its activity keeps near a target.
//
//     the base rule's step, then
//     a_i <- a_i + (|y_i| - a_i) / scaling-tau,  a_i = scaling-target at first
//     w_i <- w_i max(0, 1 + beta (scaling-target - a_i))
//
// y response (of spiking units the spike), a its running mean, beta `scaling-rate`. The factor is never negative, and
// weights stay within the bounds of the base rule.
//
// Reference: G. G. Turrigiano et al., Nature 391, 892 (1998); M. van Rossum, G. Bi, G. Turrigiano, J. Neurosci. 20, 8812
// (2000).

import Numerics
import Parameters
import Patterns

/// Any rule with synaptic scaling.
public struct SynapticScaling<Base: LocalRule>: LocalRule {
    public static var description: RuleDescription {
        let base = Base.description
        return RuleDescription(
            name: "scaled-\(base.name)", summary: "Rule \(base.name) with synaptic scaling towards a target activity.",
            equation: base.equation + [
                "then a_i <- a_i + (|y_i| - a_i) / scaling-tau, a_i = scaling-target at first",
                "and  w_i <- w_i max(0, 1 + beta (scaling-target - a_i)), within the limits of \(base.name)",
                "y response or output spikes, a running mean of them, beta scaling-rate",
            ],
            reference: base.reference + "; Turrigiano et al., Nature 391, 892 (1998)",
            notes: ["Scaling must be slower than activity: keep scaling-rate well below 1 / scaling-tau."],
            codings: base.codings)
    }
    public static var layerKind: LayerKind { Base.layerKind }
    public static var parameters: [Parameter<Self>] {
        Base.parameters.map { $0.of(\.base) } + [
            Parameter(
                "scaling-target", rate: \.target, 0...1e6, help: "mean activity aimed at, of spiking units their rate"),
            Parameter("scaling-rate", \.rate, 0...1, help: "size of a scaling step, beta"),
            Parameter("scaling-tau", time: \.tau, 1...1e9, help: "samples, or time steps, averaged over"),
        ]
    }
    public static var defaults: Self { Self(Base.defaults) }

    public var base: Base
    /// Mean activity aimed at.
    public var target: StepQuantity
    /// Size of a scaling step, beta.
    public var rate: Double
    /// Samples averaged over.
    public var tau: StepQuantity

    public init(_ base: Base, target: StepQuantity = 0.1, rate: Double = 0.001, tau: StepQuantity = 100) {
        self.base = base
        self.target = target
        self.rate = rate
        self.tau = tau
    }

    public var modelParameters: [String: ParameterValue] { base.modelParameters }
    public var learningRate: Double { base.learningRate }
    public var weightBounds: ClosedRange<Float>? { base.weightBounds }

    public func checkTogether() throws { try base.checkTogether() }

    public func validate(outputs: Int, inputs: Int) throws { try base.validate(outputs: outputs, inputs: inputs) }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        var state = base.initialState(outputs: outputs, inputs: inputs)
        state["activity"] = [Float](repeating: Float(target.bySteps), count: outputs)
        return state
    }

    public func prepare(_ state: inout RuleState, for patterns: PatternSet) { base.prepare(&state, for: patterns) }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        base.update(&weights, &state, activity, rate: rate)
        let (target, beta, tau) = (Float(target.bySteps), Float(self.rate), Float(tau.bySteps))
        for output in 0..<weights.rows {
            state["activity"][output] += (abs(activity.post[output]) - state["activity"][output]) / tau
            let factor = max(0, 1 + beta * (target - state["activity"][output]))
            weights.withMutableRow(output) { row in
                for input in row.indices {
                    row[input] *= factor
                    if let bounds = base.weightBounds {
                        row[input] = max(bounds.lowerBound, min(bounds.upperBound, row[input]))
                    }
                }
            }
        }
    }

    public func curves(_ state: RuleState) -> [String: Float] {
        let activity = state["activity"]
        return base.curves(state).merging(
            ["activity": activity.reduce(0, +) / Float(max(1, activity.count))], uniquingKeysWith: { $1 })
    }
}
