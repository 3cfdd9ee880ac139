// Aim: how many random patterns an exponential memory holds.
//
//     K = b^(N-1) / (2 ln N),   b = exp(2 beta) / cosh(2 beta)      no bit of a pattern wrong, signal to noise
//     P = 2^(N/2)                                                   patterns attract, proved for beta = 1
//
// N units, F(x) = exp(beta x).
//
// Reference: M. Demircigil, J. Heusel, M. Löwe, S. Upgang, F. Vermet, J. Stat. Phys. 168, 288 (2017); H. T. Chaudhry, J. A.
// Zavatone-Veth, D. Krotov, C. Pehlevan, NeurIPS 36 (2023).

import LearningRules
import Numerics
import Separations

public enum ExponentialCapacity {
    /// The cases in which this holds.
    public static let domain = TheoryDomain(
        rules: [StoreRule.description.name], allowsPartners: true, store: { beta(of: $0) != nil })

    /// K.
    public static func most(neurons: Int, beta: Double) -> Double {
        precondition(neurons > 1 && beta > 0, "two units, and a beta above 0")
        let base = 2 / (1 + exponential(-4 * beta))
        return power(base, Double(neurons - 1)) / (2 * logarithm(Double(neurons)))
    }

    /// 2^(N/2).
    public static func attracting(neurons: Int) -> Double { power(2, Double(neurons) / 2) }

    /// The beta of a rule whose memory is exponential; nil where it is chosen from the patterns.
    static func beta(of rule: any LearningRule) -> Double? {
        guard let store = rule as? StoreRule else { return nil }
        switch try? store.memory.makeSeparation() {
        case let separation as ExponentialSeparation: return separation.beta
        case let separation as SoftmaxSeparation: return separation.beta
        default: return nil
        }
    }
}
