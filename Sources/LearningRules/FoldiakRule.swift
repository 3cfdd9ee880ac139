// Aim: sparse codes, by units that learn what they answer to and inhibit those with which they often answer together.
//
//     q_ij <- q_ij + eta beta y_i (x_j - q_ij)                     to an input
//     w_ij <- min(0, w_ij - eta alpha (y_i y_j - p²)),  w_ii = 0   between units
//     t_i  <- t_i + eta gamma (y_i - p)                            thresholds
//
// x input, y answer at rest, 0 or 1 (`LateralLayer`), q weights, w lateral weights, t thresholds, p `activity`, beta
// `forward-rate`, alpha `lateral-rate`, gamma `threshold-rate`, eta `learning-rate`, by which all three are multiplied.
// Thresholds make each unit answer to a share p of the patterns; lateral weights rest where two units answer together as
// often as by chance, p².
//
// Reference: P. Földiák, "Forming sparse representations by local anti-Hebbian learning", Biol. Cybern. 64, 165 (1990).

import Numerics
import Parameters

public struct FoldiakRule: LateralRule {
    public static let description = RuleDescription(
        name: "foldiak", summary: "Finds a sparse code: units that inhibit each other share the inputs out.",
        equation: [
            "q_ij <- q_ij + eta beta y_i (x_j - q_ij)",
            "w_ij <- min(0, w_ij - eta alpha (y_i y_j - p^2)),  w_ii = 0",
            "t_i <- t_i + eta gamma (y_i - p)",
            "y_i = 1 where unit i rests above 1/2:  dy_i/dt = f(q_i x + w_i y - t_i) - y_i",
            "f(u) = 1 / (1 + exp(-lambda u))",
            "x input, q weights, w lateral weights, t thresholds, p activity, beta forward-rate, alpha lateral-rate, "
                + "gamma threshold-rate, eta learning-rate, lambda slope",
        ],
        reference: "Földiák, Forming sparse representations by local anti-Hebbian learning, "
            + "Biol. Cybern. 64, 165 (1990)",
        notes: [
            "As published: thresholds alone first, by 100 patterns with --forward-rate 0 --lateral-rate 0 "
                + "--threshold-rate 0.1, then all three with --initial. Of 16 bars in 8x8 pixels, each there in one of 8 "
                + "pictures, each is found by one of 16 units after about 1200 pictures.",
            "Inputs between 0 and 1. activity is the share of patterns that a unit is to answer to.",
        ],
        codings: [.binary, .real, .grey])

    public static let parameters: [Parameter<Self>] = [
        .learningRate(\.learningRate),
        Parameter("forward-rate", \.forwardRate, 0...1, help: "beta, of weights from inputs"),
        Parameter("lateral-rate", \.lateralRate, 0...100, help: "alpha, of weights between units"),
        Parameter("threshold-rate", \.thresholdRate, 0...100, help: "gamma, of thresholds"),
        Parameter("activity", \.activity, 0...1, help: "p, the share of patterns that a unit is to answer to"),
        Parameter("slope", \.slope, 0...1e6, help: "lambda, steepness of a unit's answer"),
    ]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// beta.
    public var forwardRate: Double
    /// alpha.
    public var lateralRate: Double
    /// gamma.
    public var thresholdRate: Double
    /// p.
    public var activity: Double
    /// lambda.
    public var slope: Double

    public init(
        learningRate: Double = 1, forwardRate: Double = 0.02, lateralRate: Double = 0.1, thresholdRate: Double = 0.02,
        activity: Double = 0.125, slope: Double = 10
    ) {
        self.learningRate = learningRate
        self.forwardRate = forwardRate
        self.lateralRate = lateralRate
        self.thresholdRate = thresholdRate
        self.activity = activity
        self.slope = slope
    }

    public var modelParameters: [String: ParameterValue] { ["slope": .number(slope)] }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        for output in 0..<weights.rows where activity.post[output] != 0 {
            let step = rate * Float(forwardRate) * activity.post[output]
            weights.withMutableRow(output) { row in
                for input in row.indices { row[input] += step * (activity.pre[input] - row[input]) }
            }
        }
    }

    public func updateLateral(
        _ lateral: inout Matrix, _ thresholds: inout [Float], _ activity: Activity, rate: Float
    ) {
        let (share, step) = (Float(self.activity), rate * Float(lateralRate))
        let answer = activity.post
        for unit in answer.indices {
            lateral.withMutableRow(unit) { row in
                for other in row.indices where other != unit {
                    row[other] = min(0, row[other] - step * (answer[unit] * answer[other] - share * share))
                }
            }
            thresholds[unit] += rate * Float(thresholdRate) * (answer[unit] - share)
        }
    }
}
