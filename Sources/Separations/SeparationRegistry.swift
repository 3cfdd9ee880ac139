import Parameters

/// Every separation that programs, files and tests know. A new one is one file and one line here.
public enum SeparationRegistry {
    public static let all: [any Separation.Type] = [
        SoftmaxSeparation.self,
        LinearSeparation.self,
        PowerSeparation.self,
        RectifiedPowerSeparation.self,
        ExponentialSeparation.self,
        SparsemaxSeparation.self,
        EntmaxSeparation.self,
        MaxSeparation.self,
    ]

    /// The separation of a name, or nil.
    public static func separation(named name: String) -> (any Separation.Type)? {
        all.first { $0.description.name == name }
    }

    /// All names, in order.
    public static var names: [String] { all.map { $0.description.name } }
}

extension Parameter {
    /// The inverse temperature that several separations share.
    static func beta(_ path: WritableKeyPath<Owner, Double?> & Sendable) -> Parameter {
        Parameter(
            "beta", path, word: "auto", 1e-12...1e12,
            help: "multiplies likenesses: the larger, the more the pattern most like the state decides; "
                + "auto: chosen so that every stored pattern has all but a trace of the answer to itself")
    }

    /// The degree of a power.
    static func degree(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
        Parameter("degree", path, 2...1000, help: "n of the power x^n: the higher, the more patterns are held")
    }
}
