// Aim: how many patterns the projection rule holds.
//
//     alpha = 1: any N linearly independent patterns of N units are fixed points
//
// Basins shrink to nothing as the load nears 1.
//
// Reference: L. Personnaz, I. Guyon, G. Dreyfus, J. Physique Lett. 46, 359 (1985); I. Kanter, H. Sompolinsky, Phys.
// Rev. A 35, 380 (1987).

import LearningRules

public enum PseudoInverseCapacity {
    /// The cases in which this holds. Random patterns are linearly independent, whether they overlap or not.
    public static let domain = TheoryDomain(
        rules: [PseudoInverseRule.description.name], patterns: [.random, .correlated])

    /// The limit 1 of patterns a unit.
    public static let load = 1.0
}
