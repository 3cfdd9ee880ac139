// Aim: see from the gains alone, where it can be seen, that one pattern decides the signs of all fields.
//
//     |g_m| least_m > sum_{p != m} |g_p| most_p + max|d_i| + |theta|
//
// with least_p and most_p the smallest and the largest |x_pi - rho_p| that a unit can have: then every unit follows
// the sign of g_m (x_mi - rho_m). Nearly always so once a memory is found.

import Patterns

/// The pattern that every unit follows.
struct Leader: Sendable {
    let pattern: Int
    let isInverted: Bool
}

struct LeaderBounds: Sendable {
    private let least: [Double]
    private let most: [Double]
    /// max|d_i| + |theta|.
    private let resistance: Double
    private let scale: Double

    init(_ recall: PackedRecall) {
        let product = recall.product
        let (low, high) = (Double(product.bitValues.low), Double(product.bitValues.high))
        // A pattern whose two values lie on one side of rho does not tell units apart by its sign.
        least = product.offsets.map { max(0, min(Double($0) - low, high - Double($0))) }
        most = product.offsets.map { max(abs(low - Double($0)), abs(high - Double($0))) }
        resistance = recall.largestRemoved + Double(abs(recall.threshold))
        scale = Double(product.gainScale)
    }

    func leader(_ gains: UnsafePointer<Float>) -> Leader? {
        let count = least.count
        guard count > 0 else { return nil }
        var strongest = 0
        var sum = 0.0
        most.withUnsafeBufferPointer { most in
            for pattern in 0..<count {
                if abs(gains[pattern]) > abs(gains[strongest]) { strongest = pattern }
                sum += abs(Double(gains[pattern])) * most[pattern]
            }
        }
        let own = abs(Double(gains[strongest]))
        let others = sum - own * most[strongest]
        // A thousandth to spare: more than all rounding of the sums that this saves.
        guard own * least[strongest] * abs(scale) * 0.999 > others * abs(scale) + resistance else { return nil }
        return Leader(pattern: strongest, isInverted: (gains[strongest] < 0) != (scale < 0))
    }
}
