// Aim: the largest load of sparse patterns.
//
//     alpha_c = 1 / (2 f |ln f|)
//
// f share of units that are 1, recalled with the best threshold (k winners). The limit of small f: at f = .02 a network
// of 1000 units reaches about a third of it.
//
// Reference: M. V. Tsodyks, M. V. Feigel'man, Europhys. Lett. 6, 101 (1988).

import LearningRules
import Numerics

public enum SparseCapacity {
    /// The cases in which this holds.
    public static let domain = TheoryDomain(
        rules: [CovarianceRule.description.name], excludesSelfCoupling: true, patterns: [.sparse])

    /// alpha_c at an activity 0 < f < 1.
    public static func load(activity f: Double) -> Double {
        precondition(f > 0 && f < 1, "an activity between 0 and 1")
        return -1 / (2 * f * logarithm(f))
    }
}
