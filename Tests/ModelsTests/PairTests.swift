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
            var options = RecallOptions()
            options.steps = round
            let rest = try memory.recall(cues, toAndFro: true, options: options)
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
        var options = RecallOptions()
        options.steps = 5
        let rest = try memory.recall(keys, toAndFro: true, options: options)
        #expect(rest.stop.allSatisfy { $0 == .fixedPoint })
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
            } == "3 keys have 2 targets, expected one each")
    }

    // Three pairs and a cue. NumPy in double precision, W = (Y - mean)^T (X - mean) / 3 and W = (pinv(X) Y)^T:
    //     W s = 4/3, -4/3, 0, 8/3   and   2/3, -2/3, -1/3, 5/3
    private let keys = Self.bipolar([1, 1, 1, -1, 1, -1, 1, -1, 1, 1, -1, -1, -1, 1, 1, 1, 1, 1], 6)
    private let targets = Self.bipolar([1, -1, 1, 1, -1, -1, 1, -1, 1, 1, 1, -1], 4)
    private let cue = Self.bipolar([1, 1, -1, -1, 1, -1], 6)

    private static let settings = [PairSettings(subtractsMean: true), PairSettings(decorrelates: true)]
    private static let expected: [[Float]] = [
        [4.0 / 3, -4.0 / 3, 0, 8.0 / 3], [2.0 / 3, -2.0 / 3, -1.0 / 3, 5.0 / 3],
    ]

    @Test(arguments: zip(settings, expected))
    func linearFields(settings: PairSettings, fields: [Float]) throws {
        let associator = try LinearAssociator(keys, targets, settings, workers: .single)
        // Float32 rounds sums of six terms to some 1e-7.
        let found = associator.fields(of: cue, workers: .single).values
        #expect(relativeError(found, fields) < 1e-6)
        let (one, three) = (Workers.single, Workers(count: 3))
        #expect(associator.fields(of: keys, workers: one).values == associator.fields(of: keys, workers: three).values)
    }

    /// Y pinv(X) gives every partner exactly, in the coding of the partners.
    @Test(arguments: [Coding.bipolar, .binary, .real, .grey], [Coding.bipolar, .binary, .real, .grey])
    func projectionsAnswerWithPartners(key: Coding, target: Coding) throws {
        let (keys, targets) = (patterns(key, 60, seed: 3), patterns(target, 31, seed: 4))
        let memory = try BidirectionalMemory(
            keys, targets, separation: LinearSeparation(), linear: PairSettings(decorrelates: true))
        let answers = try memory.answers(to: keys)
        if target == .real {
            #expect(relativeError(answers.matrix.values, targets.matrix.values) < 1e-4)
        } else {
            #expect(answers.values == targets.values)
        }
    }

    @Test func projectionsInOrder() throws {
        let memory = try ProjectionSequence(keys)
        #expect(memory.followers == [1, 2, 2])
        var options = RecallOptions()
        options.steps = 4
        options.keepsHistory = true
        let first = keys.selecting([0])
        let recall = try memory.recall(first, options: options)
        #expect(recall.matches(keys).values == [0, 1, 2])
        #expect(recall.stop == [.fixedPoint] && recall.steps == [2])
        // sign of 5/3, -5/3, -1/3, -1/3, -5/3, -5/3, computed in NumPy.
        options.steps = 1
        #expect(try memory.recall(cue, options: options).final.row(0) == [1, -1, -1, -1, -1, -1])
        let cyclic = try ProjectionSequence(keys, ProjectionSequenceSettings(isCyclic: true))
        options.steps = 7
        let round = try cyclic.recall(first, options: options)
        #expect(round.matches(keys).values == [0, 1, 2, 0, 1, 2, 0, 1])
        let plain = try cyclic.recallStepByStep(first, options: options)
        #expect(plain.history?.values == round.history?.values && plain.stop == round.stop)
    }

    private static func bipolar(_ values: [Int8], _ units: Int) -> PatternSet {
        PatternSet(coding: .bipolar, neurons: units, values: .integers(values))
    }
}

/// One bit a weight.
@Suite struct WillshawTests {
    /// Two pairs that share unit 1 of their keys, by hand:
    ///
    ///     keys 1100, 0110 -> targets 10100, 01100;  w = 1100, 0110, 1110, 0000, 0000
    private func memory(winners: Int? = nil) throws -> WillshawMemory {
        try WillshawMemory(inputs: 4, outputs: 5, winners: winners).storing(
            binary([1, 1, 0, 0, 0, 1, 1, 0], 4), binary([1, 0, 1, 0, 0, 0, 1, 1, 0, 0], 5), workers: .single)
    }

    @Test func byHand() throws {
        let memory = try memory()
        #expect(memory.fill == 7.0 / 20)
        let bits = (0..<5).map { row in (0..<4).map { memory.weights[row, $0] ? 1 : 0 } }
        #expect(bits == [[1, 1, 0, 0], [0, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
        // Unit 0 alone belongs to the first pair, unit 1 to both, units 0 and 2 to none; nothing asks nothing.
        let cues = binary([1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0], 4)
        #expect(
            try memory.answers(to: cues).values
                == .integers([1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]))
        // The way back: unit 2 is in both targets, unit 0 in the first.
        #expect(
            try memory.returned(by: binary([1, 0, 1, 0, 0, 0, 0, 1, 0, 0], 5), keeping: cues).values
                == .integers([1, 1, 0, 0, 1, 1, 1, 0]))
    }

    /// The sums of the cue 1010 are 1, 1, 2, 0, 0: of equal ones the first wins.
    @Test func winners() throws {
        let cue = binary([1, 0, 1, 0], 4)
        #expect(try memory(winners: 1).answers(to: cue).values == .integers([0, 0, 1, 0, 0]))
        #expect(try memory(winners: 2).answers(to: cue).values == .integers([1, 0, 1, 0, 0]))
        #expect(try memory(winners: 3).answers(to: cue).values == .integers([1, 1, 1, 0, 0]))
        #expect(try memory(winners: 5).answers(to: cue).values == .integers([1, 1, 1, 1, 1]))
    }

    /// Counts by words that are set and by all of them are those of single bits.
    @Test(arguments: [3, 70, 500]) func counts(active: Int) {
        var random = RandomStream(seed: 5, purpose: "test")
        var matrix = BitMatrix(rows: 9, columns: 700)
        for row in 0..<9 { for column in 0..<700 where random.nextUniform() < 0.5 { matrix[row, column] = true } }
        let columns = Array(random.permutation(700).prefix(active))
        var counts = [Int32](repeating: -1, count: 9)
        counts.withUnsafeMutableBufferPointer { matrix.counts(of: columns, into: SharedPointer($0).base) }
        #expect(counts == (0..<9).map { row in Int32(columns.count { matrix[row, $0] }) })
    }

    /// n = 500, k = 8 and 2000 pairs: a bit is set with p = 1 - (1 - (8/500)²)^2000 = .4008; 492 p^8 = .328 units would be
    /// wrong in an answer, were bits of a row independent. Units are used unequally often: with
    /// x_j = C(n-j, k)/C(n, k) and q = k/n it is 492 sum_j (-1)^j C(k, j) (1 - q + q x_j)^1999 = .4839, computed in NumPy.
    @Test func halfFull() throws {
        var random = RandomStream(seed: 6, purpose: "test")
        var memory = WillshawMemory(inputs: 500, outputs: 500)
        func draw() -> [Int] { Array(random.permutation(500).prefix(8)) }
        let pairs = (0..<2000).map { _ in (draw(), draw()) }
        for (key, target) in pairs { memory.store(key, target) }
        #expect(abs(memory.fill - 0.4008) < 0.004)
        var wrong = 0
        for (key, target) in pairs {
            let answer = Set(memory.answer(to: key))
            #expect(answer.isSuperset(of: target))
            wrong += answer.count - 8
        }
        // 2000 answers scatter by .016, and units share their rows.
        #expect(abs(Double(wrong) / 2000 - 0.4839) < 0.06)
    }

    @Test func oneKind() throws {
        #expect(
            message { try memory().storing(binary([1, 1, 0, 0], 4), nil, workers: .single) }
                == "the memory holds pairs, expected more of them")
    }

    private func binary(_ values: [Int8], _ units: Int) -> PatternSet {
        PatternSet(coding: .binary, neurons: units, values: .integers(values))
    }
}
