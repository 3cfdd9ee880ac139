// Aim: of each stored pattern the others that lie so near that they can matter for the choice of beta.
//
//     gap_pq = sim(x_p, x_p) - sim(x_q, x_p);  q is near p where gap_pq < reach · min gap
//
// Bounds of coarse sums leave out nearly all pairs of pictures; those that are left are compared unit by unit. Where the
// bounds leave too many, as of random patterns, which are all equally far, there is no list, and all pairs are compared.

import Numerics
import Patterns
import Separations
import Synchronization

struct NearPatterns {
    let patterns: PatternSet
    let similarity: Similarity
    /// The patterns that may be near each pattern, in their order; equal ones among them.
    let candidates: [[Int]]
    /// The least gap between two patterns that differ.
    let least: Double

    /// A list is worth its making from so many multiplications of a comparison of all pairs on.
    private static let smallest = 1.0e9
    /// The part of all pairs that is compared at most.
    private static let largestPart = 0.02

    /// - Parameters:
    ///   - reach: of what is left out nothing lies nearer than so many times the least gap.
    ///   - always: whether a list is made of few patterns as well.
    /// - Returns: nil where comparing all pairs is no more work.
    init?(
        _ patterns: PatternSet, _ similarity: Similarity, reach: Double, workers: Workers, always: Bool = false
    ) {
        let (count, neurons) = (patterns.count, patterns.neurons)
        guard count > 1, always || Double(count) * Double(count) * Double(neurons) >= Self.smallest else { return nil }
        (self.patterns, self.similarity) = (patterns, similarity)
        let coarse = CoarsePatterns(patterns, similarity, workers: workers)
        guard let least = Self.leastGap(patterns, similarity, coarse, workers) else { return nil }
        self.least = least
        let limit = Float(reach * least).nextUp
        let most = Int(Self.largestPart * Double(count) * Double(count)) + (always ? count * count : 0)
        var lists = [[Int]](repeating: [], count: count)
        let total = Atomic<Int>(0)
        lists.withUnsafeMutableBufferPointer { buffer in
            let lists = SharedPointer(buffer)
            coarse.forEachPattern(workers) { pattern, bounds in
                guard total.load(ordering: .relaxed) <= most else { return }
                let near = (0..<count).filter { $0 != pattern && bounds[$0] < limit }
                total.add(near.count, ordering: .relaxed)
                lists.base[pattern] = near
            }
        }
        guard total.load(ordering: .relaxed) <= most else { return nil }
        candidates = lists
    }

    /// What the patterns are less like each pattern than that is itself, in the order of its candidates.
    func gaps(_ workers: Workers) -> [[PatternGap]] {
        var gaps = [[PatternGap]](repeating: [], count: candidates.count)
        gaps.withUnsafeMutableBufferPointer { buffer in
            let gaps = SharedPointer(buffer)
            workers.forEach(candidates.count) { pattern in
                gaps.base[pattern] = candidates[pattern].map { PatternGap(patterns, similarity, pattern, $0) }
            }
        }
        return gaps
    }

    /// The least gap found between each pattern and those that the bounds put nearest to it; nil where all are equal.
    private static func leastGap(
        _ patterns: PatternSet, _ similarity: Similarity, _ coarse: CoarsePatterns, _ workers: Workers
    ) -> Double? {
        var least = [Double](repeating: .infinity, count: patterns.count)
        least.withUnsafeMutableBufferPointer { buffer in
            let least = SharedPointer(buffer)
            coarse.forEachPattern(workers) { pattern, bounds in
                var nearest = pattern == 0 ? 1 : 0
                for other in 0..<patterns.count where other != pattern && bounds[other] < bounds[nearest] {
                    nearest = other
                }
                let gap = PatternGap(patterns, similarity, pattern, nearest)
                if !gap.isEqual { least.base[pattern] = gap.value }
            }
        }
        return least.min().flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }
}

/// By how much less another pattern is like a pattern than that is itself.
struct PatternGap {
    let value: Double
    /// Whether the two have the same values.
    let isEqual: Bool

    init(_ patterns: PatternSet, _ similarity: Similarity, _ pattern: Int, _ other: Int) {
        let count = patterns.neurons
        var (sums, distance) = ([0.0, 0, 0], Float(0))
        patterns.withFloats(of: pattern) { own in
            patterns.withFloats(of: other) { others in
                if similarity == .manhattan {
                    BlockKernels.absoluteDistances(own, rowCount: 1, count: count, from: others, into: &distance)
                } else {
                    BlockKernels.squareSums(own, others, count: count, into: &sums)
                }
            }
        }
        isEqual = sums[2] == 0 && distance == 0
        let product = (sums[0] + sums[1] - sums[2]) / 2
        let length = (sums[0] * sums[1]).squareRoot()
        switch similarity {
        case .dot: value = sums[0] - product
        case .cosine: value = length > 0 ? 1 - product / length : 0
        case .euclidean: value = sums[2] / 2
        case .manhattan: value = Double(distance)
        }
    }
}

extension PatternSet {
    fileprivate func withFloats<R>(of pattern: Int, _ body: (UnsafePointer<Float>) -> R) -> R {
        PatternRows(self).withRows(pattern..<pattern + 1) { $0.withRow(0, body) }
    }
}
