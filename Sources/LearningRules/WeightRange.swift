import Parameters

/// The smallest and the largest weight of a rule by spike timing.
public struct WeightRange: Parametrised {
    public static let parameters: [Parameter<Self>] = [
        Parameter("w-min", \.wMin, -1e6...1e6, help: "smallest weight"),
        Parameter("w-max", \.wMax, -1e6...1e6, help: "largest weight"),
    ]
    public static let defaults = Self()
    public static let noun = "rule"

    public var wMin: Double
    public var wMax: Double

    public init(wMin: Double = 0, wMax: Double = 1) {
        self.wMin = wMin
        self.wMax = wMax
    }

    public var bounds: ClosedRange<Float> { min(Float(wMin), Float(wMax))...max(Float(wMin), Float(wMax)) }

    /// - Throws: `LearningError` unless `wMin` is below `wMax`.
    public func validate() throws {
        let (low, high) = (Float(wMin), Float(wMax))
        guard low < high else {
            throw LearningError(description: "w-min is \(low) and w-max \(high), expected w-min below w-max")
        }
    }
}
