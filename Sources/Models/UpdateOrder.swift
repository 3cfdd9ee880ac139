import Numerics

/// In which order the units of an associative network are updated.
public enum UpdateOrder: Hashable, Sendable, CaseIterable, RawRepresentable {
    /// All at once from the same state.
    case synchronous
    /// One after the other, each sweep in a fresh random permutation.
    case asynchronous
    /// One after the other, in the order of their numbers.
    case sequential
    /// In blocks of so many in the order of their numbers, all units of a block at once from the same state.
    case blocks(Int)

    /// The orders without a number of their own.
    public static let allCases: [UpdateOrder] = [.synchronous, .asynchronous, .sequential]

    /// `sync`, `async`, `sequential`, `block:K`.
    public init?(rawValue: String) {
        switch rawValue {
        case "sync": self = .synchronous
        case "async": self = .asynchronous
        case "sequential": self = .sequential
        default:
            guard rawValue.hasPrefix("block:"), let size = Int(rawValue.dropFirst(6)), size > 0 else { return nil }
            self = .blocks(size)
        }
    }

    public var rawValue: String {
        switch self {
        case .synchronous: "sync"
        case .asynchronous: "async"
        case .sequential: "sequential"
        case .blocks(let size): "block:\(size)"
        }
    }

    /// The units of one sweep, in their order.
    ///
    /// - Parameter random: from which a permutation is drawn where one is.
    func units(_ count: Int, _ random: inout RandomStream) -> [Int] {
        self == .asynchronous ? random.permutation(count) : Array(0..<count)
    }

    /// The units updated from one state, of a network of so many.
    func unitsAtOnce(of neurons: Int) -> Int {
        switch self {
        case .synchronous: neurons
        case .asynchronous, .sequential: 1
        case .blocks(let size): min(size, neurons)
        }
    }
}
