// Aim: ensembles of patterns to store.
//
//     random       x_i = ±1 with equal probability
//     sparse       exactly k = max(1, round(f N)) of N units are 1, the others 0
//     correlated   x_i = z_i with probability (1 + sqrt(c))/2, else -z_i; z one random pattern
//
// f activity; c the mean overlap of two patterns.
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Phys. Rev. A 35, 2293 (1987).

import Numerics
import Patterns

/// How the patterns of an experiment are drawn.
package enum PatternStatistics: Sendable, Equatable {
    case random
    case sparse(activity: Double)
    case correlated(overlap: Double)

    /// What theories call them.
    var kind: PatternKind {
        switch self {
        case .random: .random
        case .sparse: .sparse
        case .correlated: .correlated
        }
    }

    /// `count` patterns of `neurons` units; pattern p depends on the seed and p alone.
    package func patterns(count: Int, neurons: Int, seed: UInt64) throws -> PatternSet {
        switch self {
        case .random:
            return PatternSet(coding: .bipolar, neurons: neurons, values: .integers(signs(count, neurons, seed)))
        case .sparse(let activity):
            let silent = PatternSet(
                coding: .binary, neurons: neurons, values: .integers([Int8](repeating: 0, count: count * neurons)))
            return try silent.damaged(by: [.flipCount(Self.activeCount(activity, neurons))], seed: seed)
        case .correlated(let overlap):
            let root = signs(1, neurons, RandomStream.seed(seed, "prototype"))
            let copies = (0..<count).flatMap { _ in root }
            let same = PatternSet(coding: .bipolar, neurons: neurons, values: .integers(copies))
            return try same.damaged(by: [.flip(probability: (1 - overlap.squareRoot()) / 2)], seed: seed)
        }
    }

    /// How many of `neurons` units are 1 in a sparse pattern.
    static func activeCount(_ activity: Double, _ neurons: Int) -> Int {
        max(1, Int((activity * Double(neurons)).rounded()))
    }

    private func signs(_ count: Int, _ neurons: Int, _ seed: UInt64) -> [Int8] {
        var values = [Int8](repeating: -1, count: count * neurons)
        values.withUnsafeMutableBufferPointer { values in
            for pattern in 0..<count {
                var random = RandomStream(seed: seed, purpose: "pattern", index: pattern)
                for first in stride(from: 0, to: neurons, by: 64) {
                    let word = random.next()
                    for unit in first..<min(first + 64, neurons) where word >> UInt64(unit - first) & 1 == 1 {
                        values[pattern * neurons + unit] = 1
                    }
                }
            }
        }
        return values
    }
}

extension RandomStream {
    /// A seed of its own for one use and one number, derived from another.
    static func seed(_ seed: UInt64, _ purpose: StaticString, index: Int = 0, key: UInt64 = 0) -> UInt64 {
        var stream = RandomStream(seed: seed, purpose: purpose, index: index, position: key)
        return stream.next()
    }
}
