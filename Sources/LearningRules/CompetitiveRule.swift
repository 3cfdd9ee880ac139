// Aim: clusters of the inputs, by winner-take-all.
//
//     c = the output whose weights are nearest to the input, argmin_i |x - w_i|  (the first of equals)
//     w_c <- w_c + eta (x - w_c)
//
// x input, w_i weights of output i, eta learning rate. Each winner moves towards the inputs that it wins.
//
// Reference: S. Grossberg, Biol. Cybern. 23, 121 (1976); D. E. Rumelhart, D. Zipser, Cogn. Sci. 9, 75 (1985).

import Numerics
import Parameters

public struct CompetitiveRule: LocalRule {
    public static let description = RuleDescription(
        name: "competitive", summary: "Finds clusters: the output nearest to the input moves towards it.",
        equation: [
            "w_c <- w_c + eta (x - w_c),  c = argmin_i |x - w_i|",
            "x input, w_i weights of output i, eta learning rate",
        ],
        reference: "Grossberg, Biol. Cybern. 23, 121 (1976); Rumelhart, Zipser, Cogn. Sci. 9, 75 (1985)",
        notes: ["An output that never wins never learns; rule som moves neighbours too and leaves few behind."],
        codings: [.bipolar, .binary, .real])

    public static let parameters: [Parameter<Self>] = [.learningRate(\.learningRate)]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double

    public init(learningRate: Double = 0.05) { self.learningRate = learningRate }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let winner = Self.winner(weights, activity.pre)
        for input in 0..<weights.columns {
            weights[winner, input] += rate * (activity.pre[input] - weights[winner, input])
        }
    }

    /// The output whose weights are nearest to an input.
    public static func winner(_ weights: Matrix, _ input: [Float]) -> Int {
        var best = (output: 0, distance: Float.infinity)
        for output in 0..<weights.rows {
            let distance = weights.withRow(output) { row in
                var sum: Float = 0
                for index in row.indices { sum += (input[index] - row[index]) * (input[index] - row[index]) }
                return sum
            }
            if distance < best.distance { best = (output, distance) }
        }
        return best.output
    }
}
