import Numerics

/// How the learning rate falls while samples are presented.
public enum Schedule: Sendable, Equatable {
    /// eta(t) = eta
    case constant
    /// eta(t) = eta / (1 + t / time), with t samples presented: the sum diverges, that of squares does not
    /// (Robbins and Monro, Ann. Math. Stat. 22, 400 (1951)).
    case inverse(time: Double)
    /// eta(t) = eta exp(-t / time), with t samples presented.
    case exponential(time: Double)
    /// eta(t) = eta (1 - t / time), with t samples presented, and 0 from `time` on.
    case linear(time: Double)

    /// The names that options and files use.
    public static let names = ["constant", "1/t", "exponential", "linear"]

    /// The schedule of a name, or nil.
    ///
    /// - Parameter time: samples; ignored by `constant`.
    public init?(named name: String, time: Double) {
        switch name {
        case "constant": self = .constant
        case "1/t": self = .inverse(time: time)
        case "exponential": self = .exponential(time: time)
        case "linear": self = .linear(time: time)
        default: return nil
        }
    }

    public var name: String {
        switch self {
        case .constant: Self.names[0]
        case .inverse: Self.names[1]
        case .exponential: Self.names[2]
        case .linear: Self.names[3]
        }
    }

    /// The rate of the sample after `samples` others.
    public func rate(_ base: Double, after samples: Int) -> Float {
        switch self {
        case .constant: Float(base)
        case .inverse(let time): Float(base / (1 + Double(samples) / time))
        case .exponential(let time): Float(base * Numerics.exponential(-Double(samples) / time))
        case .linear(let time): Float(base * max(0, 1 - Double(samples) / time))
        }
    }
}
