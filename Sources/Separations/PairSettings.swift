import Parameters

/// How the linear answer of a memory of pairs is made of its patterns; other separations have no use for it.
public struct PairSettings: Parametrised, Equatable {
    public static let noun = "memory"
    public static let parameters: [Parameter<Self>] = [
        Parameter(
            "decorrelate", \.decorrelates,
            help: "whether likenesses go through the inverse correlation of the keys, as the pseudo-inverse has them"),
        Parameter(
            "center", \.subtractsMean, help: "whether keys and targets are taken without the mean of all their values"),
        Parameter(
            "cutoff", \.cutoff, 1e-12...0.1,
            help: "eigenvalues of X X^T below this share of the largest count as 0: patterns that depend on others"),
    ]
    public static let defaults = Self()

    /// Whether W is Y^T (X X^T)^-1 X, not Y^T X / P.
    public var decorrelates: Bool
    /// Whether rho, the mean of all values of all patterns, is subtracted, of keys and targets each their own.
    public var subtractsMean: Bool
    /// Eigenvalues of X X^T below this share of the largest count as 0.
    public var cutoff: Double

    public init(decorrelates: Bool = false, subtractsMean: Bool = false, cutoff: Double = 1e-6) {
        (self.decorrelates, self.subtractsMean, self.cutoff) = (decorrelates, subtractsMean, cutoff)
    }

    /// Whether the memory is other than a separation of likenesses.
    package var isLinear: Bool { decorrelates || subtractsMean }
}
