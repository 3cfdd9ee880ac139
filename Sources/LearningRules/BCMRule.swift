// Aim: selectivity by a threshold that slides with the unit's own activity.
//
//     y_i = sum_j w_ij x_j
//     w_ij <- w_ij + eta y_i (y_i - theta_i) x_j,  kept within +-weight-limit
//     theta_i <- theta_i + (y_i^2 - theta_i) / tau
//
// x input, y response, theta threshold (0.1 as learning begins), tau its time constant in samples, eta learning rate.
// Responses above the threshold are strengthened, those below weakened.
//
// Reference: E. L. Bienenstock, L. N. Cooper, P. W. Munro, J. Neurosci. 2, 32 (1982); the form with y^2:
// N. Intrator, L. N. Cooper, Neural Networks 5, 3 (1992).

import Numerics
import Parameters

public struct BCMRule: LocalRule {
    public static let description = RuleDescription(
        name: "bcm", summary: "Makes each output selective, by a threshold that slides with its activity.",
        equation: [
            "w_ij <- w_ij + eta y_i (y_i - theta_i) x_j,  |w_ij| <= weight-limit,  y = W x",
            "theta_i <- theta_i + (y_i^2 - theta_i) / tau",
            "x input, y response, theta threshold, tau its time constant, eta learning rate",
        ],
        reference:
            "Bienenstock, Cooper, Munro, J. Neurosci. 2, 32 (1982); Intrator, Cooper, Neural Networks 5, 3 (1992)",
        notes: [
            "With K orthonormal inputs each output comes to respond with K to one of them and with 0 to the others.",
            "The threshold must move faster than the weights: too large a learning rate pins weights at the limit.",
        ],
        codings: [.bipolar, .binary, .real, .grey])

    public static let parameters: [Parameter<Self>] = [
        .learningRate(\.learningRate),
        Parameter(
            "threshold-tau", \.thresholdTau, 0...1e9,
            help: "time constant of the threshold in samples; 0 makes it y^2 of the last sample"),
        Parameter("weight-limit", \.weightLimit, 0...1e9, help: "largest magnitude of a weight"),
    ]
    public static let defaults = Self()

    /// The thresholds' name among the arrays that files keep.
    public static let thresholdName = "theta"

    /// eta.
    public var learningRate: Double
    /// Time constant of the threshold in samples; 0 makes it y^2 of the last sample.
    public var thresholdTau: Double
    /// Largest magnitude of a weight.
    public var weightLimit: Double

    public init(learningRate: Double = 0.01, thresholdTau: Double = 100, weightLimit: Double = 10) {
        self.learningRate = learningRate
        self.thresholdTau = thresholdTau
        self.weightLimit = weightLimit
    }

    /// 1 / tau.
    var adaptation: Float { slidingShare(thresholdTau) }
    var limit: Float { Float(weightLimit) }

    public var weightBounds: ClosedRange<Float>? { -limit...limit }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        RuleState([Self.thresholdName: [Float](repeating: 0.1, count: outputs)])
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let (adaptation, limit) = (adaptation, limit)
        for output in 0..<weights.rows {
            let response = activity.post[output]
            let change = rate * (response * (response - state[Self.thresholdName][output]))
            weights.withMutableRow(output) { row in
                for input in row.indices {
                    let moved = row[input] + change * activity.pre[input]
                    row[input] = max(-limit, min(limit, moved))
                }
            }
            state[Self.thresholdName][output] += adaptation * (response * response - state[Self.thresholdName][output])
        }
    }

    public func curves(_ state: RuleState) -> [String: Float] {
        let thresholds = state[Self.thresholdName]
        return ["threshold": thresholds.reduce(0, +) / Float(max(1, thresholds.count))]
    }
}

/// The share of a new value in a mean that slides with time constant `tau` in samples: 1/tau, and 1 for 0.
func slidingShare(_ tau: Double) -> Float { tau > 0 ? min(1, 1 / Float(tau)) : 1 }
