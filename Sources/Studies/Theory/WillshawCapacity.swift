// Aim: what a memory of one bit a weight holds.
//
//     p = 1 - (1 - (k/N)²)^P      share of the weights that are 1
//     (N - k) p^k                 units that are wrong in an answer, were all bits set independently
//     (N - k) sum_j (-1)^j C(k, j) (1 - q + q x_j)^(P-1),   q = k/N, x_j = C(N-j, k)/C(N, k)
//                                 the same for units that are used unequally often: a row with more pairs has more bits
//     P = ln 2 (N/k)²             pairs at p = 1/2
//     I = P log2 C(N, k) / N²     bits a weight, ln 2 for large N
//
// P random pairs of k active units in N, asked by undamaged keys; bits of a row are taken as independent.
//
// Reference: D. J. Willshaw, O. P. Buneman, H. C. Longuet-Higgins, Nature 222, 960 (1969); G. Palm, Biol. Cybern. 36, 19
// (1980).

import LearningRules
import Numerics

public enum WillshawCapacity {
    /// The cases in which this holds.
    public static let domain = TheoryDomain(
        rules: [WillshawRule.description.name], patterns: [.sparse], allowsPartners: true)

    /// p.
    public static func fill(neurons: Int, active: Int, pairs: Int) -> Double {
        let share = Double(active) / Double(neurons)
        return -exponentialMinus1(Double(pairs) * logarithmOf1Plus(-share * share))
    }

    /// (N - k) p^k.
    public static func wrongUnits(neurons: Int, active: Int, pairs: Int) -> Double {
        Double(neurons - active)
            * power(fill(neurons: neurons, active: active, pairs: pairs), Double(active))
    }

    /// Wrong units where each unit is in as many targets as chance has it.
    public static func wrongUnitsOfUnequalUse(neurons: Int, active: Int, pairs: Int) -> Double {
        let share = Double(active) / Double(neurons)
        // x_j: no pair of a row has any of j units of the cue.
        var (sum, missing, choices) = (0.0, 1.0, 1.0)
        for count in 0...active {
            let term = choices * power(1 - share + share * missing, Double(pairs - 1))
            sum += count % 2 == 0 ? term : -term
            missing *= Double(neurons - active - count) / Double(neurons - count)
            choices *= Double(active - count) / Double(count + 1)
        }
        return Double(neurons - active) * sum
    }

    /// ln 2 (N/k)².
    public static func pairs(neurons: Int, active: Int) -> Double {
        let ratio = Double(neurons) / Double(active)
        return logarithm(2) * ratio * ratio
    }

    /// I.
    public static func bitsPerWeight(neurons: Int, active: Int, pairs: Int) -> Double {
        let choices = (0..<active).reduce(0.0) { sum, index in
            sum + logarithm(Double(neurons - index) / Double(index + 1))
        }
        return Double(pairs) * choices / logarithm(2) / (Double(neurons) * Double(neurons))
    }
}
