import Parameters

/// The parameters of Hebbian and anti-Hebbian learning.
public struct HebbianSettings: Parametrised {
    public static let parameters: [Parameter<Self>] = [
        Parameter(
            "subtract-mean", \.subtractMean,
            help: "subtract rho, the mean of all values of all patterns, from every value"),
        .zeroDiagonal(\.zeroDiagonal),
        Parameter("normalize-by-patterns", \.normalizeByPatterns, help: "divide by the number of patterns"),
        Parameter("learning-rate", \.learningRate, 0...1000, help: "size of a step, of layers").ofLayers,
    ]
    public static let defaults = HebbianRule().settings
    public static let noun = "rule"

    public var subtractMean: Bool
    public var zeroDiagonal: Bool
    public var normalizeByPatterns: Bool
    public var learningRate: Double
}

extension Parameter {
    /// The switch that leaves out the weight of a unit to itself.
    static func zeroDiagonal(_ path: WritableKeyPath<Owner, Bool> & Sendable) -> Parameter {
        Parameter("zero-diagonal", path, help: "no weight from a unit to itself")
    }
}
