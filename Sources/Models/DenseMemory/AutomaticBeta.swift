// Aim: the least beta that leaves every stored pattern as it is.
//
//     real patterns    a pattern has all but `loss` of the answer to itself:  sum_q exp(-beta gap_q) <= loss / (1 - loss)
//                      for softmax, (alpha - 1) beta gap_q >= 1 for entmax, with gap_q = sim(x, x) - sim(x_q, x)
//     of two values    a pattern is a fixed point: no unit of it changes
//
// Below the least at which each is a fixed point, to rounding to 8 bits, stored patterns melt into one.
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
    private static let largest = 1e12

    /// A separation with its beta: as it is where it has one or needs none.
    static func chosen(
        _ separation: any Separation, for keys: PatternSet, _ similarity: Similarity, isGraded: Bool, _ workers: Workers
    ) throws -> any Separation {
        guard var scaled = separation as? any ScaledSeparation, scaled.beta == nil else { return separation }
        scaled.beta = try least(scaled, for: keys, similarity, isGraded: isGraded, loss: loss, workers)
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
        return try least(
            scaled, for: keys, similarity, isGraded: keys.coding.isGraded, loss: meltingLoss, workers)
    }

    /// Refuses a beta that was given and at which some of the stored patterns melt into one.
    ///
    /// - Throws: `SeparationError` that says from which beta on they do not.
    static func refuseMelting(
        _ separation: any Separation, of keys: PatternSet, _ similarity: Similarity, workers: Workers
    ) throws {
        guard let beta = (separation as? any ScaledSeparation)?.beta,
            let least = try melting(separation, of: keys, similarity, workers: workers), beta < least
        else { return }
        throw SeparationError(
            "with beta \(Float(beta)) stored patterns melt into one; from \(Float(least)) on each is kept, and auto "
                + "chooses the least that is sure to")
    }

    private static func least(
        _ separation: any ScaledSeparation, for keys: PatternSet, _ similarity: Similarity, isGraded: Bool,
        loss: Double, _ workers: Workers
    ) throws -> Double {
        if isGraded { return try leastOfReal(separation, keys, similarity, loss, workers) }
        return leastOfTwoValued(separation, keys, workers)
    }

    // MARK: - Real patterns

    private static func leastOfReal(
        _ separation: any ScaledSeparation, _ keys: PatternSet, _ similarity: Similarity, _ loss: Double,
        _ workers: Workers
    ) throws -> Double {
        let rows = PatternRows(keys)
        let likenesses = Likenesses(rows, similarity, workers: workers)
        let batch = GradedAnswers.batch(patterns: keys.count)
        let values = Workspace<Float>(count: min(batch, keys.count) * keys.count)
        var beta = 1e-12
        for first in stride(from: 0, to: keys.count, by: batch) {
            let range = first..<min(keys.count, first + batch)
            rows.withRows(range) { likenesses.fill($0, count: range.count, into: values.base, workers: workers) }
            for (index, pattern) in range.enumerated() {
                let row = UnsafeBufferPointer(start: values.base + index * keys.count, count: keys.count)
                let gaps = try gaps(row, of: pattern, keys, similarity)
                beta = separation.leastBeta(gaps: gaps, loss: loss, known: beta)
            }
        }
        guard beta * margin <= largest else {
            throw SeparationError("no beta up to \(largest) keeps the stored patterns apart: two of them hardly differ")
        }
        return beta * margin
    }

    /// sim(x, x) - sim(x_q, x) of all other patterns but equal ones.
    private static func gaps(
        _ row: UnsafeBufferPointer<Float>, of pattern: Int, _ keys: PatternSet, _ similarity: Similarity
    ) throws -> [Double] {
        let own = Double(row[pattern])
        // Distances of equal patterns are 0; products are rounded.
        let rounding = similarity == .dot || similarity == .cosine ? 0x1p-20 * abs(own) : 0
        var gaps: [Double] = []
        gaps.reserveCapacity(row.count)
        for other in row.indices where other != pattern {
            let gap = own - Double(row[other])
            if gap > rounding {
                gaps.append(gap)
            } else if keys.row(other) != keys.row(pattern) {
                let remedy =
                    similarity == .euclidean || similarity == .manhattan
                    ? "" : "; euclidean or manhattan tells them apart"
                throw SeparationError(
                    "by similarity \(similarity.rawValue) pattern \(keys.names[other]) is as like pattern "
                        + "\(keys.names[pattern]) as that is itself, so no beta keeps both\(remedy)")
            }
        }
        return gaps
    }

    // MARK: - Patterns of two values

    private static func leastOfTwoValued(
        _ separation: any ScaledSeparation, _ keys: PatternSet, _ workers: Workers
    ) -> Double {
        /// The patterns among some that are no fixed points.
        func lost(_ beta: Double, among patterns: [Int]) -> [Int] {
            var separation = separation
            separation.beta = beta
            guard let memory = DenseAssociativeMemory.overlapMemory(keys, nil, separation) else { return [] }
            return memory.unstable(among: patterns, workers: workers)
        }
        var beta = 1.0 / Double(keys.neurons)
        var open = lost(beta, among: Array(0..<keys.count))
        while !open.isEmpty, beta < largest {
            // The least for those that are lost, to a hundredth; then all are asked again.
            var (low, high) = (beta, 2 * beta)
            while high < largest, !lost(high, among: open).isEmpty { (low, high) = (high, 2 * high) }
            while high > 1.01 * low {
                let middle = (low * high).squareRoot()
                if lost(middle, among: open).isEmpty { high = middle } else { low = middle }
            }
            beta = high
            open = lost(beta, among: Array(0..<keys.count))
        }
        return beta
    }
}

extension OverlapMemory {
    /// The keys among some that a step of all units changes.
    fileprivate func unstable(among patterns: [Int], workers: Workers) -> [Int] {
        var isLost = [Bool](repeating: false, count: patterns.count)
        isLost.withUnsafeMutableBufferPointer { buffer in
            let isLost = SharedPointer(buffer)
            workers.forEach(patterns.count) { index in
                var state = TwoPlanes(neurons: keys.columns)
                state.follow(keys, row: patterns[index], isInverted: false)
                isLost.base[index] = OverlapStep(self, state, overlaps(state)).next(keeping: state) != state
            }
        }
        return patterns.indices.filter { isLost[$0] }.map { patterns[$0] }
    }
}
