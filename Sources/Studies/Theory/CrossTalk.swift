// Aim: how much the stored patterns disturb each other.
//
//     standard deviation of x_i h_i / mean of x_i h_i = sqrt(P / N)
//
// P patterns in N units, x_i h_i the field of a stored pattern on its own side.
//
// Reference: D. J. Amit, Modeling Brain Function (1989), ch. 4.

public enum CrossTalk {
    /// The cases in which this holds.
    public static let domain = TheoryDomain.hebbian()

    /// sqrt(P/N).
    public static func deviation(load: Double) -> Double { load.squareRoot() }
}
