// Aim: the leading principal component of the inputs.
//
//     y_i = sum_j w_ij x_j
//     w_ij <- w_ij + eta (y_i x_j - y_i^2 w_ij)
//     w_i  <- w_i / |w_i|      with normalize-weights
//
// x input, y response, w_i the weights of output i, eta learning rate. The decay y^2 w holds |w_i| near 1 by itself;
// the normalisation makes it exact.
//
// Reference: E. Oja, "A simplified neuron model as a principal component analyzer", J. Math. Biol. 15, 267 (1982).

import Numerics
import Parameters

public struct OjaRule: LocalRule {
    public static let description = RuleDescription(
        name: "oja", summary: "Finds the leading principal component of the inputs.",
        equation: [
            "w_ij <- w_ij + eta (y_i x_j - y_i^2 w_ij),  y = W x",
            "w_i <- w_i / |w_i|  with normalize-weights",
            "x input, y response, w_i weights of output i, eta learning rate",
        ],
        reference: "Oja, A simplified neuron model as a principal component analyzer, J. Math. Biol. 15, 267 (1982)",
        notes: [
            "Outputs do not see each other: several of them all find the same component, up to sign. "
                + "Rule sanger finds one component each.",
            "Inputs should have mean 0. The component is the sharper, the smaller the learning rate ends: "
                + "a schedule 1/t helps. Without normalisation, keep eta |x|^2 well below 1.",
        ],
        codings: [.bipolar, .binary, .real, .grey])

    public static let parameters: [Parameter<Self>] = [
        .learningRate(\.learningRate), .normalizeWeights(\.normalizeWeights),
    ]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double
    /// Whether each output's weights are divided by their length after every step.
    public var normalizeWeights: Bool

    public init(learningRate: Double = 0.01, normalizeWeights: Bool = true) {
        self.learningRate = learningRate
        self.normalizeWeights = normalizeWeights
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        for output in 0..<weights.rows {
            let response = activity.post[output]
            let decay = response * response
            weights.withMutableRow(output) { row in
                for input in row.indices { row[input] += rate * (response * activity.pre[input] - decay * row[input]) }
            }
        }
        if normalizeWeights { weights.normalizeRows() }
    }
}

extension Parameter {
    /// The switch that holds each output's weights at length 1.
    static func normalizeWeights(
        _ path: WritableKeyPath<Owner, Bool> & Sendable, help: String = "divide each output's weights by their length"
    ) -> Parameter {
        Parameter("normalize-weights", path, help: help)
    }
}
