// Aim: clusters of the inputs, by winner-take-all.
//
//     c = the output whose weights are nearest to the input, argmin_i |x - w_i|  (the first of equals)
//     w_c <- w_c + eta (x - w_c)
//
// x input, w_i weights of output i, eta learning rate. Each winner moves towards the inputs that it wins. With
// `conscience`, outputs hold back the more, the more often they have won of late,
//
//     c = argmin_i p_i |x - w_i|²
//     p_i <- p_i + b ((i = c) - p_i)
//
// p_i share of the last 1/b samples that output i has won, b `conscience-rate`. The share of one that never wins falls
// until it does, however far it is, and in the end all win about as often.
//
// Reference: S. Grossberg, Biol. Cybern. 23, 121 (1976); D. E. Rumelhart, D. Zipser, Cogn. Sci. 9, 75 (1985); of the
// conscience D. DeSieno, IEEE ICNN 1, 117 (1988), whose share p_i is here a factor of the distance, as in S. C. Ahalt,
// A. K. Krishnamurthy, P. Chen, D. E. Melton, Neural Networks 3, 277 (1990), so that it does not depend on the scale.

import Numerics
import Parameters

public struct CompetitiveRule: LocalRule {
    public static let description = RuleDescription(
        name: "competitive", summary: "Finds clusters: the output nearest to the input moves towards it.",
        equation: [
            "w_c <- w_c + eta (x - w_c),  c = argmin_i |x - w_i|",
            "conscience:  c = argmin_i p_i |x - w_i|²,  p_i <- p_i + b ((i = c) - p_i)",
            "x input, w_i weights of output i, p_i the share of samples it has won, eta learning rate, b conscience-rate",
        ],
        reference: "Grossberg, Biol. Cybern. 23, 121 (1976); Rumelhart, Zipser, Cogn. Sci. 9, 75 (1985); "
            + "DeSieno, IEEE ICNN 1, 117 (1988); Ahalt, Krishnamurthy, Chen, Melton, Neural Networks 3, 277 (1990)",
        notes: [
            "An output that never wins never learns, and from small random weights most never do: begin with samples as weights (--start samples), or use --conscience.",
            "Rule som moves neighbours too and leaves few behind.",
        ],
        codings: [.bipolar, .binary, .real, .grey])

    public static let parameters: [Parameter<Self>] = [
        .learningRate(\.learningRate),
        Parameter("conscience", \.conscience, help: "outputs that have won often hold back"),
        Parameter(
            "conscience-rate", \.conscienceRate, 1e-6...0.5,
            help: "b, one over the number of samples of which outputs count their wins"),
    ]
    public static let defaults = Self()

    /// eta.
    public var learningRate: Double

    /// Whether outputs that have won often hold back.
    public var conscience: Bool
    /// b: one over the number of samples of which outputs count their wins.
    public var conscienceRate: Double

    public init(learningRate: Double = 0.05, conscience: Bool = false, conscienceRate: Double = 0.03) {
        self.learningRate = learningRate
        self.conscience = conscience
        self.conscienceRate = conscienceRate
    }

    public func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
        let shares = state[Self.sharesName]
        let winner: Int
        if conscience {
            winner = Self.winner(weights, activity.pre, handicap: { shares[$0] })
            let rate = Float(conscienceRate)
            state[Self.sharesName] = shares.indices.map { shares[$0] + rate * (($0 == winner ? 1 : 0) - shares[$0]) }
        } else {
            winner = Self.winner(weights, activity.pre)
        }
        WinCount.add(winner, to: &state)
        for input in 0..<weights.columns {
            weights[winner, input] += rate * (activity.pre[input] - weights[winner, input])
        }
    }

    public func initialState(outputs: Int, inputs: Int) -> RuleState {
        RuleState([
            WinCount.name: [Float](repeating: 0, count: outputs),
            Self.sharesName: [Float](repeating: 1 / Float(outputs), count: outputs),
        ])
    }

    public func wins(_ state: RuleState) -> [Float]? { state[WinCount.name] }

    public static let remedyForIdleOutputs =
        "begin with samples as weights, or let those that win often hold back (conscience)"

    private static let sharesName = "win_share"

    /// The output whose weights are nearest to an input.
    ///
    /// - Parameter handicap: what the square of an output's distance is multiplied by.
    public static func winner(_ weights: Matrix, _ input: [Float], handicap: (Int) -> Float = { _ in 1 }) -> Int {
        var best = (output: 0, distance: Float.infinity)
        for output in 0..<weights.rows {
            let distance = weights.withRow(output) { row in
                var sum: Float = 0
                for index in row.indices { sum += (input[index] - row[index]) * (input[index] - row[index]) }
                return sum
            }
            let weighted = handicap(output) * distance
            if weighted < best.distance { best = (output, weighted) }
        }
        return best.output
    }
}
