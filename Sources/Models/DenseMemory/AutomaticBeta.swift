// Aim: a beta that leaves every stored pattern as it is, and leads to it from afar.
//
//     chosen     the least at which a pattern has all but `loss` of the answer to itself:
//                sum_q exp(-beta gap_q) <= loss / (1 - loss) for softmax, (alpha - 1) beta gap_q >= 1 for entmax, with
//                gap_q = sim(x, x) - sim(x_q, x); of two values more, where a unit of a pattern would change
//     melting    the least at which each is a fixed point: to rounding to 8 bits, or of two values no unit changes. Below
//                it stored patterns melt into one, and little above it cues must be near.
//
// Reference: H. Ramsauer and others, ICLR (2021) (separation of patterns and metastable states).

import Numerics
import Patterns
import Separations

/// What `--beta auto` chooses, and what betas below it do.
package enum AutomaticBeta {
    /// What other patterns may have of the answer of one that is kept: 2^-16, a 256th of the step of an 8-bit picture.
    static let loss = 0x1p-16
    /// What they may have before a value of 8 bits is rounded to another: half a step of 255.
    static let meltingLoss = 1.0 / 510
    /// By how much a beta is raised, for the rounding of likenesses to Float32.
    private static let margin = 1.001
    static let largest = 1e12
    private static let least = 1e-12
    /// The part of the loss that patterns may have which are left out because they are far.
    static let neglected = 0x1p-10

    /// A separation with its beta: as it is where it has one or needs none.
    static func chosen(
        _ separation: any Separation, for keys: PatternSet, _ similarity: Similarity, isGraded: Bool, _ workers: Workers
    ) throws -> any Separation {
        guard var scaled = separation as? any ScaledSeparation, scaled.beta == nil else { return separation }
        if isGraded {
            scaled.beta = try leastOfReal(scaled, keys, similarity, loss, workers)
        } else if let keys = keys.coding == .bipolar ? keys : keys.recoded(as: .bipolar) {
            let telling = try leastOfReal(scaled, keys, .dot, loss, workers)
            scaled.beta = try leastOfTwoValued(scaled, keys, from: max(telling, 1 / Double(keys.neurons)), workers)
        }
        return scaled
    }

    /// The least beta at which each stored pattern is a fixed point, to rounding to 8 bits of real ones: below it some of
    /// them melt into one. Nil for a separation without beta.
    ///
    /// - Throws: `SeparationError` where no beta is enough.
    package static func melting(
        _ separation: any Separation, of keys: PatternSet, _ similarity: Similarity, workers: Workers = .single
    ) throws -> Double? {
        guard let scaled = separation as? any ScaledSeparation else { return nil }
        if keys.coding.isGraded { return try leastOfReal(scaled, keys, similarity, meltingLoss, workers) }
        return try leastOfTwoValued(scaled, keys, from: 1 / Double(keys.neurons), workers)
    }

    /// Refuses a beta that was given and at which some of the stored patterns melt into one.
    ///
    /// - Throws: `SeparationError` that says from which beta on they do not.
    static func refuseMelting(
        _ separation: any Separation, of keys: PatternSet, _ similarity: Similarity, workers: Workers
    ) throws {
        if let fault = try fault(of: separation, for: keys, similarity, workers: workers) { throw fault }
    }

    /// What is wrong with a beta that was given; nil where no stored patterns melt into one.
    ///
    /// - Throws: `SeparationError` where no beta keeps them apart.
    static func fault(
        of separation: any Separation, for keys: PatternSet, _ similarity: Similarity, workers: Workers
    ) throws -> SeparationError? {
        guard let scaled = separation as? any ScaledSeparation, let beta = scaled.beta,
            !keepsTwoValued(keys, scaled, workers),
            let least = try melting(scaled, of: keys, similarity, workers: workers), beta < least
        else { return nil }
        return SeparationError(
            "with beta \(Float(beta)) stored patterns melt into one; from \(Float(least)) on each is kept, and auto "
                + "chooses the least that is sure to")
    }

    // MARK: - Real patterns

    private static func leastOfReal(
        _ separation: any ScaledSeparation, _ keys: PatternSet, _ similarity: Similarity, _ loss: Double,
        _ workers: Workers
    ) throws -> Double {
        let stored = keys.storedLevels
        // Pairs are looked at in any order.
        let keys = keys.inMemory
        try stored?.check()
        let reach = separation.reach(patterns: keys.count, loss: loss, neglected: neglected)
        let near = NearPatterns(keys, similarity, reach: reach, workers: workers)
        let beta =
            try near.map { try least(separation, $0, loss, workers) }
            ?? leastOfAllPairs(separation, keys, similarity, loss, workers)
        guard beta * margin <= largest else {
            throw SeparationError("no beta up to \(largest) keeps the stored patterns apart: two of them hardly differ")
        }
        return beta * margin
    }

    /// From the near patterns of each alone. The others have a thousandth of the loss at most, from the beta on that the
    /// least gap asks for by itself.
    static func least(
        _ separation: any ScaledSeparation, _ near: NearPatterns, _ loss: Double, _ workers: Workers
    ) throws -> Double {
        let own = loss * (1 - neglected)
        var beta = separation.leastBeta(gaps: [near.least], loss: loss, known: least)
        let gaps = near.gaps(workers)
        for (pattern, others) in near.candidates.enumerated() {
            let size = near.similarity == .dot ? near.patterns.square(of: pattern) : 1
            var differing: [Double] = []
            for (other, gap) in zip(others, gaps[pattern]) where !gap.isEqual {
                guard gap.value > rounding(near.similarity) * size else {
                    throw confusion(near.patterns, near.similarity, pattern, other)
                }
                differing.append(gap.value)
            }
            if !differing.isEmpty { beta = separation.leastBeta(gaps: differing, loss: own, known: beta) }
        }
        return beta
    }

    static func leastOfAllPairs(
        _ separation: any ScaledSeparation, _ keys: PatternSet, _ similarity: Similarity, _ loss: Double,
        _ workers: Workers
    ) throws -> Double {
        let rows = PatternRows(keys)
        let likenesses = Likenesses(keys, similarity)
        let batch = min(rows.blockSize, GradedAnswers.batch(patterns: keys.count))
        let values = Workspace<Float>(count: min(batch, keys.count) * keys.count)
        let states = Workspace<Float>(count: min(batch, keys.count) * keys.neurons)
        var beta = least
        for first in stride(from: 0, to: keys.count, by: batch) {
            let range = first..<min(keys.count, first + batch)
            rows.withRows(range) { rows in
                for row in 0..<range.count {
                    rows.copy(0..<keys.neurons, of: row, into: states.base + row * keys.neurons)
                }
            }
            likenesses.fill(states.base, count: range.count, into: values.base, workers: workers)
            for (index, pattern) in range.enumerated() {
                let row = UnsafeBufferPointer(start: values.base + index * keys.count, count: keys.count)
                let gaps = try gaps(row, of: pattern, keys, similarity)
                beta = separation.leastBeta(gaps: gaps, loss: loss, known: beta)
            }
        }
        return beta
    }

    /// Distances of equal patterns are 0; products are rounded.
    private static func rounding(_ similarity: Similarity) -> Double {
        similarity == .dot || similarity == .cosine ? 0x1p-20 : 0
    }

    private static func confusion(
        _ keys: PatternSet, _ similarity: Similarity, _ pattern: Int, _ other: Int
    ) -> SeparationError {
        let remedy =
            similarity == .euclidean || similarity == .manhattan ? "" : "; euclidean or manhattan tells them apart"
        return SeparationError(
            "by similarity \(similarity.rawValue) pattern \(keys.names[other]) is as like pattern "
                + "\(keys.names[pattern]) as that is itself, so no beta keeps both\(remedy)")
    }

    /// sim(x, x) - sim(x_q, x) of all other patterns but equal ones.
    private static func gaps(
        _ row: UnsafeBufferPointer<Float>, of pattern: Int, _ keys: PatternSet, _ similarity: Similarity
    ) throws -> [Double] {
        let own = Double(row[pattern])
        let rounding = rounding(similarity) * abs(own)
        var gaps: [Double] = []
        gaps.reserveCapacity(row.count)
        for other in row.indices where other != pattern {
            let gap = own - Double(row[other])
            if gap > rounding {
                gaps.append(gap)
            } else if keys.row(other) != keys.row(pattern) {
                throw confusion(keys, similarity, pattern, other)
            }
        }
        return gaps
    }
}

extension PatternSet {
    /// |x|² of one pattern.
    fileprivate func square(of pattern: Int) -> Double {
        PatternRows(self).withRows(pattern..<pattern + 1) { $0.square(of: 0) }
    }
}
