// Aim: the continuous memory of modern Hopfield networks, whose step is the attention of transformers.
//
//     share_p = exp(beta a_p) / sum_q exp(beta a_q)           a_p likeness of the state to pattern p
//     E = -(1/beta) log sum_p exp(beta a_p) + s·s / 2         with dot; without s·s / 2 with euclidean
//
// Reference: H. Ramsauer and others, Hopfield networks is all you need, ICLR (2021), arXiv 2008.02217 (2020).

import Numerics
import Parameters

public struct SoftmaxSeparation: ScaledSeparation {
    public static let description = SeparationDescription(
        name: "softmax",
        summary: "Softmax of the likenesses, the attention of transformers: exponentially many patterns, in one step.",
        equation: [
            "share_p = exp(beta a_p) / sum_q exp(beta a_q)", "a_p likeness of the state to pattern p",
        ],
        reference: "Ramsauer and others, Hopfield networks is all you need, ICLR (2021)")
    public static let parameters: [Parameter<Self>] = [.beta(\.beta)]
    public static let defaults = Self()

    public var beta: Double?

    public init(beta: Double? = nil) { self.beta = beta }

    /// Shares below e^-60 of the largest are 0: not even 10^9 of them would change a Float32.
    private static let depth = 60.0

    public func share(_ likenesses: UnsafeMutableBufferPointer<Double>) -> Double? {
        let (beta, most) = (scale, Shares.largest(likenesses))
        let least = most - Self.depth / beta
        var sum = 0.0
        for index in likenesses.indices {
            let value = likenesses[index]
            guard value > least else {
                likenesses[index] = 0
                continue
            }
            let share = exponential(beta * (value - most))
            likenesses[index] = share
            sum += share
        }
        let factor = 1 / sum
        for index in likenesses.indices { likenesses[index] *= factor }
        return -most - logarithm(sum) / beta
    }

    public func leastBeta(gaps: [Double], loss: Double, known: Double) -> Double {
        // Of the answer the others have at most loss where sum_q exp(-beta gap_q) <= loss / (1 - loss).
        let limit = loss / (1 - loss)
        func holds(_ beta: Double) -> Bool {
            var sum = 0.0
            for gap in gaps where beta * gap < Self.depth {
                sum += exponential(-beta * gap)
                if sum > limit { return false }
            }
            return true
        }
        guard let least = gaps.min(), !holds(known) else { return known }
        var (low, high) = (known, max(known, logarithm(Double(gaps.count) / limit) / least))
        while high - low > 1e-9 * high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// beta is at least log(1 / limit) / gap for the least gap, so that one r times as far has at most limit^r.
    public func reach(patterns: Int, loss: Double, neglected: Double) -> Double {
        let limit = loss / (1 - loss)
        return 1 + logarithm(Double(patterns) / neglected) / logarithm(1 / limit)
    }

    public func ofOverlaps(patterns: Int) -> (any OverlapFunction)? { ExponentialFunction(beta: scale) }
}
