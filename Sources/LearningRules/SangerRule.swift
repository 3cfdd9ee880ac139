// Aim: the principal components of the inputs, one an output, in order (the generalised Hebbian algorithm).
//
//     y_i = sum_j w_ij x_j
//     w_ij <- w_ij + eta y_i (x_j - sum_{k <= i} y_k w_kj)
//     w_i  <- w_i / |w_i|      with normalize-weights
//
// x input, y response, w_i the weights of output i, eta learning rate; the w_k on the right are those before the step.
// Each output learns from what the outputs before it leave unexplained.
//
// Reference: T. D. Sanger, "Optimal unsupervised learning in a single-layer linear feedforward neural network",
// Neural Networks 2, 459 (1989).

import Numerics
import Parameters

public struct SangerRule: LocalRule {
    public static let description = RuleDescription(
        name: "sanger", summary: "Finds the principal components of the inputs in order.",
        equation: [
            "w_ij <- w_ij + eta y_i (x_j - sum_{k<=i} y_k w_kj),  y = W x",
            "w_i <- w_i / |w_i|  with normalize-weights",
            "x input, y response, w_i weights of output i, eta learning rate",
        ],
        reference: "Sanger, Optimal unsupervised learning in a single-layer linear feedforward neural network, "
            + "Neural Networks 2, 459 (1989)",
        notes: [
            "Inputs should have mean 0. Later components settle after the ones before them: give it epochs, "
                + "and a schedule 1/t."
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
        // What the outputs so far explain of the input: sum_{k <= i} y_k w_k.
        var explained = [Float](repeating: 0, count: weights.columns)
        for output in 0..<weights.rows {
            let response = activity.post[output]
            weights.withMutableRow(output) { row in
                for input in row.indices {
                    explained[input] += response * row[input]
                    row[input] += rate * response * (activity.pre[input] - explained[input])
                }
            }
        }
        if normalizeWeights { weights.normalizeRows() }
    }
}
