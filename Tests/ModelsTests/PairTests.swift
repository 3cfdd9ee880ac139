import Numerics
import Patterns
import Separations
import TestSupport
import Testing

@testable import Models

@Suite("Pairs")
struct PairTests {
    /// Kosko's memory, computed apart: both sides after each of four rounds.
    @Test(arguments: try MemoryCases.cases("pairs"))
    func computedApart(_ reference: MemoryCases.Case) throws {
        let memory = try BidirectionalMemory(
            reference.patterns("patterns", .bipolar), reference.patterns("targets", .bipolar),
            separation: LinearSeparation())
        let (answers, back) = (reference.matrix("answers").values, reference.matrix("back").values)
        let cues = reference.patterns("cues", .bipolar)
        for round in 1...4 {
            let rest = try memory.recall(cues, rounds: round)
            let (width, height) = (rest.answers.matrix.values.count, rest.cues.matrix.values.count)
            #expect(rest.answers.matrix.values == Array(answers[(round - 1) * width..<round * width]))
            #expect(rest.cues.matrix.values == Array(back[(round - 1) * height..<round * height]))
        }
    }

    /// Patterns of any coding recall partners of any other.
    @Test(
        arguments: [Coding.bipolar, .binary, .real, .grey], [Coding.bipolar, .binary, .real, .grey])
    func partnersOfAnotherKind(key: Coding, target: Coding) throws {
        let (keys, targets) = (patterns(key, 50, seed: 1), patterns(target, 17, seed: 2))
        let memory = try BidirectionalMemory(keys, targets, separation: SoftmaxSeparation())
        let rest = try memory.recall(keys, rounds: 5)
        #expect(rest.answers.coding == target)
        #expect(relativeError(rest.answers.matrix.values, targets.matrix.values) < 1e-3)
        #expect(relativeError(rest.cues.matrix.values, keys.matrix.values) < 1e-3)
    }

    private func patterns(_ coding: Coding, _ neurons: Int, seed: UInt64) -> PatternSet {
        switch coding {
        case .real: return realPatterns(12, neurons, seed: seed)
        case .grey:
            var random = RandomStream(seed: seed, purpose: "test")
            return PatternSet(
                coding: .grey, neurons: neurons,
                values: .levels((0..<12 * neurons).map { _ in UInt8(random.nextInt(below: 256)) }))
        default: return randomPatterns(12, neurons, coding: coding, seed: seed)
        }
    }

    @Test func onePartnerEach() {
        #expect(
            message {
                try BidirectionalMemory(
                    randomPatterns(3, 9), randomPatterns(2, 9), separation: SoftmaxSeparation())
            } == "3 keys have 2 values, expected one each")
    }
}
