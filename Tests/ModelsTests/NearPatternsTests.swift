import Foundation
import Numerics
import Patterns
import Separations
import Testing

@testable import Models

/// The choice of beta from near patterns alone, against all pairs.
@Suite struct NearPatternsTests {
    /// Pictures of 24×24: waves of few frequencies, so that sums over neighbouring pixels say most of them, and some that
    /// differ from another in a few levels; two are equal.
    private static let pictures: PatternSet = {
        var random = RandomStream(seed: 8, purpose: "near patterns")
        var levels: [[UInt8]] = []
        for picture in 0..<30 {
            if picture % 10 == 9 {
                var copy = levels[picture - 3]
                for _ in 0..<picture { copy[random.nextInt(below: copy.count)] ^= 5 }
                levels.append(copy)
                continue
            }
            let phases = (0..<4).map { _ in Float(random.nextUniform()) * 6 }
            levels.append(
                (0..<576).map { pixel in
                    let (row, column) = (Float(pixel / 24), Float(pixel % 24))
                    let wave =
                        cos(row / 4 + phases[0]) + cos(column / 5 + phases[1]) + cos((row + column) / 6 + phases[2])
                    return UInt8(128 + 35 * wave + 4 * phases[3])
                })
        }
        levels.append(levels[4])
        return PatternSet(
            coding: .grey, neurons: 576, values: .levels(levels.flatMap { $0 }),
            geometry: Geometry(rows: 24, columns: 24))
    }()

    @Test(arguments: Similarity.allCases) func boundsAreBelowEveryGap(similarity: Similarity) {
        let pictures = Self.pictures
        let coarse = CoarsePatterns(pictures, similarity, workers: .single)
        coarse.forEachPattern(.single) { pattern, bounds in
            for other in 0..<pictures.count where other != pattern {
                let gap = PatternGap(pictures, similarity, pattern, other)
                #expect(Double(bounds[other]) <= gap.value, "\(pattern) \(other)")
            }
        }
    }

    @Test(arguments: [Similarity.euclidean, .manhattan, .cosine], 0..<3)
    func betaIsThatOfAllPairs(similarity: Similarity, index: Int) throws {
        let separation: any ScaledSeparation = [SoftmaxSeparation(), SparsemaxSeparation(), EntmaxSeparation()][index]
        let loss = AutomaticBeta.meltingLoss
        let reach = separation.reach(patterns: 31, loss: loss, neglected: AutomaticBeta.neglected)
        let near = try #require(
            NearPatterns(Self.pictures, similarity, reach: reach, workers: Workers(count: 2), always: true))
        let all = try AutomaticBeta.leastOfAllPairs(separation, Self.pictures, similarity, loss, .single)
        let beta = try AutomaticBeta.least(separation, near, loss, .single)
        // What is left out has a thousandth of the loss at most: log(1 / limit) = 6.23 grows by that thousandth. All
        // pairs are compared in Float32, whose rounding of cosines, 6e-8, is a hundredth of the least gap, 5e-6.
        let rounding = similarity == .cosine ? 0.012 : 0.0001
        #expect(beta >= all * (1 - rounding) && beta <= all * (1.001 + rounding), "\(beta) \(all)")
        #expect(near.candidates.reduce(0) { $0 + $1.count } < 31 * 30 / 2)
    }

    /// A copy of half the brightness is less like itself than the bright one is, by inner products.
    @Test func whatNoBetaKeeps() throws {
        guard case .levels(let levels) = Self.pictures.values else { return }
        let pictures = Self.pictures.appending(
            Self.pictures.selecting([0]).replacingValues(.levels(levels.prefix(576).map { $0 / 2 })))
        let near = NearPatterns(pictures, .dot, reach: 3, workers: .single, always: true)
        // The least gap is negative, so that all pairs are compared.
        #expect(near == nil)
        #expect(throws: SeparationError.self) {
            try AutomaticBeta.leastOfAllPairs(SoftmaxSeparation(), pictures, .dot, 0.001, .single)
        }
    }
}
