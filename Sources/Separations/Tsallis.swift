// Aim: the shares that a Tsallis entropy makes of likenesses, and their energy.
//
//     p = argmax_p  p·z + H(p),   H(p) = sum_q (p_q - p_q^alpha) / (alpha (alpha - 1)),   p_q >= 0, sum_q p_q = 1
//       = max(0, (alpha - 1) z - tau)^(1/(alpha - 1))
//     U = -(p·z + H(p)) / beta,   z = beta a
//
// a likenesses; tau is where the shares add up to 1. Their sum falls as tau rises, from at least 1 at the largest
// (alpha - 1) z less 1 to 0 at the largest, so tau is found by halving. For alpha = 1.5 and 2 it is the root of a
// polynomial in the sums of the largest values, which sorting finds.
//
// Reference: B. Peters, V. Niculae, A. F. T. Martins, ACL 57, 1504 (2019).

import Numerics

struct Tsallis: Sendable {
    let alpha: Double

    /// Replaces likenesses by shares.
    ///
    /// - Returns: U.
    func share(_ likenesses: UnsafeMutableBufferPointer<Double>, beta: Double) -> Double {
        let most = Shares.largest(likenesses)
        let slope = alpha - 1
        // (alpha - 1) z, less its largest: who has a share lies above -1.
        var scores: [Double] = []
        for index in likenesses.indices {
            let score = slope * beta * (likenesses[index] - most)
            likenesses[index] = score
            if score > -1 { scores.append(score) }
        }
        let threshold = threshold(of: scores)
        var (sum, mean, moment) = (0.0, 0.0, 0.0)
        for index in likenesses.indices {
            let score = likenesses[index]
            let share = score > threshold ? power(score - threshold, 1 / slope) : 0
            likenesses[index] = share
            sum += share
        }
        for index in likenesses.indices where likenesses[index] > 0 {
            let share = likenesses[index] / sum
            // (alpha - 1) z = threshold + share^(alpha - 1), less the largest.
            mean += share * (threshold + power(likenesses[index], slope)) / slope
            moment += share - power(share, alpha)
            likenesses[index] = share
        }
        return -most - (mean + moment / (alpha * slope)) / beta
    }

    /// tau for scores of which the largest is 0 and none is below -1.
    private func threshold(of scores: [Double]) -> Double {
        if alpha == 2 { return simplexThreshold(scores.sorted(by: >)) }
        if alpha == 1.5 { return quadraticThreshold(scores.sorted(by: >)) }
        var (low, high) = (-1.0, 0.0)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            let sum = scores.reduce(0.0) { $1 > middle ? $0 + power($1 - middle, 1 / (alpha - 1)) : $0 }
            if sum >= 1 { low = middle } else { high = middle }
        }
        return low
    }

    /// Of the k largest z: tau = (sum z - 1) / k, for the largest k whose least z is above it.
    private func simplexThreshold(_ sorted: [Double]) -> Double {
        var (sum, result) = (0.0, -1.0)
        for (index, score) in sorted.enumerated() {
            sum += score
            let threshold = (sum - 1) / Double(index + 1)
            if score > threshold { result = threshold }
        }
        return result
    }

    /// Of the k largest z: tau = M - sqrt((1 - S) / k), M their mean, S the sum of their squared distances from it.
    private func quadraticThreshold(_ sorted: [Double]) -> Double {
        var (sum, squares, result) = (0.0, 0.0, -1.0)
        for (index, score) in sorted.enumerated() {
            let count = Double(index + 1)
            sum += score
            squares += score * score
            let mean = sum / count
            let spread = squares - count * mean * mean
            guard spread <= 1 else { break }
            let threshold = mean - ((1 - spread) / count).squareRoot()
            if score >= threshold { result = threshold }
        }
        return result
    }

    /// The least beta at which a pattern is the whole answer to itself: (alpha - 1) beta gap >= 1 for each other.
    func leastBeta(gaps: [Double], known: Double) -> Double {
        guard let least = gaps.min() else { return known }
        return max(known, 1 / ((alpha - 1) * least))
    }
}
