import Numerics
import Patterns
import Separations
import TestSupport
import Testing

@testable import Models

@Suite("The beta that is chosen, and what patterns do not allow")
struct AutomaticBetaTests {
    private static let levels = Float(255)

    /// Pictures of 8 bits as 0...1.
    private func pictures(_ count: Int, _ neurons: Int) -> PatternSet {
        var random = RandomStream(seed: 4, purpose: "test")
        return PatternSet(
            Matrix(
                rows: count, columns: neurons,
                values: (0..<count * neurons).map { _ in Float(random.nextInt(below: 256)) / Self.levels }))
    }

    private func rounded(_ patterns: PatternSet) -> [Int] {
        patterns.matrix.values.map { Int(($0 * Self.levels).rounded()) }
    }

    @Test(arguments: [Similarity.euclidean, .manhattan, .cosine], 0..<3)
    func everyPictureIsKept(similarity: Similarity, index: Int) throws {
        let patterns = pictures(40, 30)
        let separation: any Separation = [SoftmaxSeparation(), SparsemaxSeparation(), EntmaxSeparation()][index]
        let memory = try DenseAssociativeMemory(patterns, separation: separation, similarity: similarity)
        let recall = try memory.recall(patterns, options: RecallOptions())
        #expect(rounded(recall.final) == rounded(patterns))
    }

    /// Two patterns at a squared distance of 2: the other one has e^-beta / (1 + e^-beta) of the answer, which is 2^-16
    /// at beta = log(2^16 - 1), and 1/510 at log 509. Chosen with a thousandth to spare.
    @Test func twoPatterns() throws {
        let patterns = PatternSet(Matrix([[1, 0], [0, 1]]))
        let memory = try DenseAssociativeMemory(patterns, separation: SoftmaxSeparation())
        let beta = try #require((memory.separation as? SoftmaxSeparation)?.beta)
        #expect(abs(beta / logarithm(65535) - 1.001) < 1e-5)
        let melting = try #require(
            try AutomaticBeta.melting(SoftmaxSeparation(), of: patterns, .euclidean))
        #expect(abs(melting / logarithm(509) - 1.001) < 1e-5)
    }

    /// A pattern beside one that is stored twice: with that unit turned, two patterns answer where one does.
    @Test func aPatternBesideOneThatIsStoredTwiceIsNotKept() {
        let values: [Int8] = [-1, 1, -1, -1, -1, 1, -1, 1, -1, 1, -1, 1]
        let patterns = PatternSet(coding: .bipolar, neurons: 4, values: .integers(values), names: ["a", "b", "c"])
        let error = #expect(throws: SeparationError.self) {
            try DenseAssociativeMemory(patterns, separation: SoftmaxSeparation())
        }
        #expect(error?.description.contains("pattern a differs in one unit from one that is stored more often") == true)
    }

    @Test func everyTwoValuedPatternIsKept() throws {
        // Patterns that differ in a few units: the exponential needs a large beta.
        var patterns = randomPatterns(30, 40)
        guard case .integers(var values) = patterns.values else { return }
        for unit in 0..<400 { values[400 + unit] = unit % 40 < 2 ? -values[unit] : values[unit] }
        patterns = patterns.replacingValues(.integers(values))
        let memory = try DenseAssociativeMemory(patterns, separation: ExponentialSeparation())
        let recall = try memory.recall(patterns, options: RecallOptions())
        #expect(recall.final.values == patterns.values)
        #expect(recall.stop.allSatisfy { $0 == .fixedPoint })
        // From the least beta on that keeps them, and not a fiftieth below it.
        let least = try #require(try AutomaticBeta.melting(ExponentialSeparation(), of: patterns, .dot))
        let beta = try #require((memory.separation as? ExponentialSeparation)?.beta)
        #expect(beta >= least)
        let less = try DenseAssociativeMemory(patterns, separation: ExponentialSeparation(beta: least / 1.02))
        #expect(try less.recall(patterns, options: RecallOptions()).final.values != patterns.values)
    }

    /// Equal patterns are one, however often they are stored.
    @Test func equalPatternsAreOne() throws {
        let patterns = pictures(5, 20)
        let memory = try DenseAssociativeMemory(patterns.appending(patterns), separation: SoftmaxSeparation())
        let recall = try memory.recall(patterns, options: RecallOptions())
        #expect(rounded(recall.final) == rounded(patterns))
    }

    /// A picture of twice the brightness is more like another than that is itself.
    @Test func brighterPictures() {
        let patterns = PatternSet(Matrix([[1, 0.5], [2, 1]]), names: ["dark", "bright"])
        for similarity in [Similarity.dot, .cosine] {
            let text = message {
                try DenseAssociativeMemory(patterns, separation: SoftmaxSeparation(), similarity: similarity)
            }
            #expect(
                text
                    == "by similarity \(similarity.rawValue) pattern bright is as like pattern dark as that is itself, "
                    + "so no beta keeps both; euclidean or manhattan tells them apart")
        }
    }

    @Test func whatTheCodingDoesNotAllow() {
        let patterns = randomPatterns(3, 8)
        #expect(
            message { try DenseAssociativeMemory(patterns, separation: SparsemaxSeparation()) }
                == "separation sparsemax is of graded patterns, and these are bipolar; expected softmax, linear, power, "
                + "power-rectified, exponential, max")
        #expect(
            message { try DenseAssociativeMemory(patterns, separation: MaxSeparation(), similarity: .cosine) }
                == "similarity cosine is of graded patterns, and these are bipolar, of which all similarities are the "
                + "overlap; expected dot")
        #expect(
            message {
                try DenseAssociativeMemory(realPatterns(3, 4), separation: MaxSeparation(), order: .asynchronous)
            } == "a memory of graded patterns updates all units at once, expected sync")
        #expect(
            message {
                try DenseAssociativeMemory(PatternSet(empty: .real, neurons: 4), separation: MaxSeparation())
                    .recall(realPatterns(1, 4), options: RecallOptions())
            } == "the memory has no patterns, expected at least one")
    }
}
