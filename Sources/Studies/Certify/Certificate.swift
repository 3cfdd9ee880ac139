import Models
import Numerics
import Patterns

/// What proves radii of a memory and attacks it, by its kind.
struct Certificate {
    private enum Kind {
        case network(AmariHopfieldNetwork)
        case dense(OverlapGains, BitMatrix, UnitClasses)
    }

    private let kind: Kind

    /// - Throws: `StudyError` for memories of another kind.
    init(_ memory: Memory) throws {
        if memory.patterns.coding == .bipolar {
            if let network = memory.network, network.activation == .sign {
                kind = .network(network)
                return
            }
            if case .recalling(let model) = memory.model, let dense = model as? DenseAssociativeMemory,
                let gains = dense.overlapGains, let bits = dense.keys.packed
            {
                kind = .dense(gains, bits, UnitClasses(bits))
                return
            }
        }
        throw StudyError(
            "certify proves what networks of Amari and Hopfield and dense memories do whose units are +1 and -1, expected "
                + "such weights")
    }

    func radius(_ target: Int, _ pattern: [Float]) throws -> CorrectionRadius {
        switch kind {
        case .network(let network): try CorrectionRadius(network, pattern: pattern)
        case .dense(let gains, let bits, let classes):
            CorrectionRadius(units: OverlapRadius(gains, bits, classes, target: target).units())
        }
    }

    /// Orders in which units are made wrong, to hurt as much as possible.
    ///
    /// - Parameter count: how many units, or patterns, hurt.
    func attacks(on target: Int, _ pattern: [Float], _ proved: CorrectionRadius, count: Int) throws -> [[Int]] {
        switch kind {
        case .network(let network):
            let weakest = pattern.indices.sorted { (proved.units[$0], $0) < (proved.units[$1], $1) }.prefix(count)
            return try weakest.flatMap { unit in
                let others = try CorrectionRadius.worstUnits(network, pattern: pattern, unit: unit)
                return [[unit] + others, others]
            }
        case .dense(_, let bits, _): return Self.waysToOthers(bits, target, count: count)
        }
    }

    /// From a pattern towards those that are most alike, and towards their inverses: first the units in which they differ,
    /// among these first those that differ in many others as well.
    private static func waysToOthers(_ bits: BitMatrix, _ target: Int, count: Int) -> [[Int]] {
        let neurons = bits.columns
        let others = (0..<bits.rows).filter { $0 != target }
        func differs(_ pattern: Int, _ unit: Int) -> Bool { bits[pattern, unit] != bits[target, unit] }
        let distances = others.map { pattern in (0..<neurons).count { differs(pattern, $0) } }
        let votes = (0..<neurons).map { unit in others.count { differs($0, unit) } }
        let order = (0..<neurons).sorted { (votes[$0], $1) > (votes[$1], $0) }
        let nearest = others.indices.sorted { first, second in
            (min(distances[first], neurons - distances[first]), first)
                < (min(distances[second], neurons - distances[second]), second)
        }
        let ways = nearest.prefix(count).map { place in
            let isInverted = distances[place] > neurons / 2
            let apart = order.filter { differs(others[place], $0) != isInverted }
            return apart + order.filter { differs(others[place], $0) == isInverted }
        }
        return ways + (count > 0 ? [order] : [])
    }
}
