// Aim: the number of patterns that a Hebbian memory is usually said to hold.
//
//     P = 0.14 N
//
// N units; with this many random patterns recall ends with about 2 % wrong bits.
//
// Reference: J. J. Hopfield, PNAS 79, 2554 (1982).

public enum RuleOfThumb {
    /// The cases in which this holds.
    public static let domain = TheoryDomain.hebbian()

    /// 0.14 patterns a unit.
    public static let load = 0.14

    /// 0.14 N.
    public static func capacity(neurons: Int) -> Double { load * Double(neurons) }
}
