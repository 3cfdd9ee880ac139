// Aim: the subspace of the leading principal components of the inputs.
//
//     y_i = sum_j w_ij x_j
//     w_ij <- w_ij + eta y_i (x_j - sum_k y_k w_kj)
//
// x input, y response, w_i the weights of output i, eta learning rate; the w_k on the right are those before the step.
// All outputs learn from the same rest x - W^T y. W W^T tends to 1, and W^T W to the projector onto the span of as many
// leading components of the inputs as there are outputs; which basis of it the rows are depends on where they began.
//
// Reference: E. Oja, "Neural networks, principal components, and subspaces", Int. J. Neural Syst. 1, 61 (1989).

import Numerics
import Parameters

public struct SubspaceRule: LocalRule {
    public static let description = RuleDescription(
        name: "subspace", summary: "Finds the subspace of the leading principal components of the inputs.",
        equation: [
            "w_ij <- w_ij + eta y_i (x_j - sum_k y_k w_kj),  y = W x",
            "x input, y response, w_i weights of output i, eta learning rate",
        ],
        reference: "Oja, Neural networks, principal components, and subspaces, Int. J. Neural Syst. 1, 61 (1989)",
        notes: [
            "W^T W tends to the projector onto as many leading components as there are outputs; each row is some direction "
                + "among them. Rule sanger finds the components themselves, in order.",
            "Inputs should have mean 0. Keep eta |x|^2 well below 1, and let eta fall: a schedule 1/t helps.",
        ],
        codings: [.bipolar, .binary, .real, .grey])

    public static let parameters: [Parameter<Self>] = [.learningRate(\.learningRate)]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double

    public init(learningRate: Double = 0.01) { self.learningRate = learningRate }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        // x - W^T y.
        var rest = activity.pre
        for output in 0..<weights.rows {
            weights.withRow(output) { row in
                for input in row.indices { rest[input] -= activity.post[output] * row[input] }
            }
        }
        for output in 0..<weights.rows {
            let step = rate * activity.post[output]
            weights.withMutableRow(output) { row in
                for input in row.indices { row[input] += step * rest[input] }
            }
        }
    }
}
