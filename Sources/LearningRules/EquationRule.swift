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
import Parameters

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
        codings: [.bipolar, .binary, .real, .grey])

    public static let parameters: [Parameter<Self>] = [
        Parameter(
            "equation", \.equation, placeholder: "EQUATION", help: "the change of a weight, f", text: { $0.text },
            parse: { try Equation($0, variables: variables) }),
        .learningRate(\.learningRate),
        .normalizeWeights(\.normalizeWeights, help: "divide each output's weights by their norm"),
        Parameter(
            "threshold-tau", \.thresholdTau, 0...1e9,
            help: "time constant of the threshold in samples; 0 makes it y^2 of the last sample"),
        Parameter("weight-limit", \.weightLimit, 0...1e9, help: "largest magnitude of a weight"),
    ]
    public static let defaults = Self(equation: .oja)

    /// The change of a weight, in the variables x, y, w, theta and eta.
    public private(set) var equation: Equation
    /// eta.
    public var learningRate: Double
    /// Whether each output's weights are divided by their length after every step.
    public var normalizeWeights: Bool
    /// Time constant of theta in samples; 0 makes it y^2 of the last sample.
    public var thresholdTau: Double
    /// Largest magnitude of a weight.
    public var weightLimit: Double

    /// - Throws: `EquationError` for a text that is no equation in x, y, w, theta and eta.
    public init(
        _ equation: String, learningRate: Double = 0.01, normalizeWeights: Bool = false, thresholdTau: Double = 100,
        weightLimit: Double = 1e9
    ) throws {
        self.init(
            equation: try Equation(equation, variables: Self.variables), learningRate: learningRate,
            normalizeWeights: normalizeWeights, thresholdTau: thresholdTau, weightLimit: weightLimit)
    }

    private init(
        equation: Equation, learningRate: Double = 0.01, normalizeWeights: Bool = false, thresholdTau: Double = 100,
        weightLimit: Double = 1e9
    ) {
        self.equation = equation
        self.learningRate = learningRate
        self.normalizeWeights = normalizeWeights
        self.thresholdTau = thresholdTau
        self.weightLimit = weightLimit
    }

    private var limit: Float { Float(weightLimit) }

    public var weightBounds: ClosedRange<Float>? { limit < 1e9 ? -limit...limit : nil }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        RuleState([BCMRule.thresholdName: [Float](repeating: 0.1, count: outputs)])
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let (adaptation, limit) = (slidingShare(thresholdTau), limit)
        var thresholds = state[BCMRule.thresholdName]
        let changed = RowEquation(equation.added(to: "w"), rows: [0, 2])
        changed.set(4, to: rate)
        activity.pre.withUnsafeBufferPointer { inputs in
            guard let inputs = inputs.baseAddress else { return }
            changed.set(0, to: inputs)
            for output in 0..<weights.rows {
                let response = activity.post[output]
                changed.set(1, to: response)
                changed.set(3, to: thresholds[output])
                weights.withMutableRow(output) { row in
                    guard let place = row.baseAddress else { return }
                    changed.set(2, to: UnsafePointer(place))
                    changed.write(to: place, count: row.count, within: -limit...limit)
                }
                thresholds[output] += adaptation * (response * response - thresholds[output])
            }
        }
        state[BCMRule.thresholdName] = thresholds
        if normalizeWeights { weights.normalizeRows() }
    }

    public func curves(_ state: RuleState) -> [String: Float] {
        let thresholds = state[BCMRule.thresholdName]
        return ["threshold": thresholds.reduce(0, +) / Float(max(1, thresholds.count))]
    }
}
