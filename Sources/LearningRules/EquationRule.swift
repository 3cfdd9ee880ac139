// Aim: a rule of one's own without a program: the change of a weight as an equation in what is at hand at the synapse.
//
//     w_ij <- w_ij + f(x_j, y_i, w_ij, theta_i, eta),  y = W x
//     theta_i <- theta_i + (y_i^2 - theta_i) / threshold-tau
//
// f the equation given, x input, y response, w weight, theta the running mean of y^2 (0.1 as learning begins), eta the
// learning rate after the schedule. Then weights are kept within +-weight-limit, and rows are scaled to norm 1 with
// `normalize-weights`. Hebb is eta*y*x, Oja eta*y*(x - y*w), BCM eta*y*(y - theta)*x.
//
// Reference: the forms of local rules in W. Gerstner, W. M. Kistler, Biol. Cybern. 87, 404 (2002).

import Numerics

public struct EquationRule: LocalRule {
    /// What an equation may speak of.
    static let variables = ["x", "y", "w", "theta", "eta"]

    public static let description = RuleDescription(
        name: "equation", summary: "Learns by an equation of one's own, given with --equation.",
        equation: [
            "w_ij <- w_ij + f(x_j, y_i, w_ij, theta_i, eta),  |w_ij| <= weight-limit,  y = W x",
            "theta_i <- theta_i + (y_i^2 - theta_i) / threshold-tau",
            "x input, y response, w weight, theta running mean of y^2, eta learning rate",
        ],
        reference: "Gerstner, Kistler, Biol. Cybern. 87, 404 (2002)",
        notes: [
            "An equation has + - * / ^, parentheses, numbers, the variables x, y, w, theta, eta and the functions abs, "
                + "sqrt, exp, log, tanh, sign, step, min(a, b), max(a, b).",
            "Hebb is 'eta*y*x', Oja 'eta*y*(x - y*w)', BCM 'eta*y*(y - theta)*x'.",
        ],
        codings: [.bipolar, .binary, .real],
        parameters: [
            RuleParameter(
                "equation", .equation(variables: variables, default: "eta*y*(x - y*w)"),
                help: "the change of a weight, f"),
            .learningRate(),
            RuleParameter(
                "normalize-weights", .toggle(default: false), help: "divide each output's weights by their norm"),
            RuleParameter(
                "threshold-tau", .number(0...1e9, default: 100),
                help: "time constant of the threshold in samples; 0 makes it y^2 of the last sample"),
            RuleParameter("weight-limit", .number(0...1e9, default: 1e9), help: "largest magnitude of a weight"),
        ])

    public let parameters: RuleParameters
    let equation: Equation
    private let adaptation: Float
    private let limit: Float

    public init(_ parameters: RuleParameters) {
        self.parameters = parameters
        equation = parameters.equation("equation", in: Self.description.parameters)
        let tau = parameters.number("threshold-tau")
        adaptation = tau > 0 ? min(1, 1 / tau) : 1
        limit = parameters.number("weight-limit")
    }

    public var weightBounds: ClosedRange<Float>? { limit < 1e9 ? -limit...limit : nil }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        RuleState([BCMRule.thresholdName: [Float](repeating: 0.1, count: outputs)])
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        var thresholds = state[BCMRule.thresholdName]
        var change = RowEquation(equation)
        activity.pre.withUnsafeBufferPointer { inputs in
            guard let inputs = inputs.baseAddress else { return }
            for output in 0..<weights.rows {
                let response = activity.post[output]
                weights.withMutableRow(output) { row in
                    guard let place = row.baseAddress else { return }
                    change.evaluate(
                        [
                            .row(inputs), .number(response), .row(UnsafePointer(place)), .number(thresholds[output]),
                            .number(rate),
                        ], count: row.count
                    ) { range, values in
                        for index in 0..<range.count {
                            let moved = place[range.lowerBound + index] + values[index]
                            place[range.lowerBound + index] = max(-limit, min(limit, moved))
                        }
                    }
                }
                thresholds[output] += adaptation * (response * response - thresholds[output])
            }
        }
        state[BCMRule.thresholdName] = thresholds
        if parameters.toggle("normalize-weights") { weights.normalizeRows() }
    }

    public func curves(_ state: RuleState) -> [String: Float] {
        let thresholds = state[BCMRule.thresholdName]
        return ["threshold": thresholds.reduce(0, +) / Float(max(1, thresholds.count))]
    }
}
