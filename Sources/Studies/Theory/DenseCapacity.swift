// Aim: how many random patterns a dense associative memory of order n holds without a wrong bit, and the share of wrong
// bits after one synchronous step beyond that.
//
//     K = N^(n-1) / (2 (2n-3)!! ln N)
//     P_err = 1/2 erfc( sqrt( N^(n-1) / (2 (2n-3)!! P) ) )
//
// N units, P patterns, energy -sum_p (x_p·s)^n; n = 2 is the Hopfield network, K = N/(2 ln N). The cross-talk of the others
// is taken for normal: for n > 2 and few units its tails are longer. A rectified power has half of its variance. Partners
// and patterns that follow are held like the patterns themselves.
//
// Reference: D. Krotov, J. J. Hopfield, NIPS 29, 1172 (2016); H. T. Chaudhry, J. A. Zavatone-Veth, D. Krotov, C. Pehlevan,
// NeurIPS 36 (2023) (sequences).

import LearningRules
import Numerics
import Separations

public enum DenseCapacity {
    /// The cases in which this holds.
    public static let domain = TheoryDomain(
        rules: [StoreRule.description.name, SequenceRule.description.name], allowsPartners: true,
        store: { order(of: $0.memory) != nil })

    /// K for an order n >= 2.
    public static func capacity(neurons: Int, order: Int) -> Double {
        1 / (2 * logarithm(Double(neurons)) * noise(neurons: neurons, patterns: 1, order: order))
    }

    /// P_err.
    ///
    /// - Parameter isRectified: whether overlaps below 0 count as 0.
    public static func wrongBits(neurons: Int, patterns: Int, order: Int, isRectified: Bool = false)
        -> Double
    {
        let noise =
            noise(neurons: neurons, patterns: Double(patterns), order: order) / (isRectified ? 2 : 1)
        return complementaryErrorFunction(1 / (2 * noise).squareRoot()) / 2
    }

    /// (2n-3)!! P / N^(n-1): the variance of the cross-talk over the square of the signal.
    private static func noise(neurons: Int, patterns: Double, order: Int) -> Double {
        precondition(neurons > 1 && order >= 2, "two units and order 2 or more")
        let odd = stride(from: 2 * order - 3, to: 1, by: -2).reduce(1.0) { $0 * Double($1) }
        return odd * patterns / power(Double(neurons), Double(order - 1))
    }

    /// The order of a rule's memory, and whether it is rectified; nil where it has none, or holds the present pattern as
    /// well as it leads to the next.
    static func order(of rule: any LearningRule) -> (order: Int, isRectified: Bool)? {
        switch rule {
        case let rule as StoreRule: order(of: rule.memory)
        case let rule as SequenceRule: rule.settings.symmetric == 0 ? (2, false) : nil
        default: nil
        }
    }

    private static func order(of memory: MemorySettings) -> (order: Int, isRectified: Bool)? {
        switch try? memory.makeSeparation() {
        case is LinearSeparation: (2, false)
        case let power as PowerSeparation: (power.degree, false)
        case let power as RectifiedPowerSeparation: (power.degree, true)
        default: nil
        }
    }
}
