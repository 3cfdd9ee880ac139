import Numerics
import Patterns
import Separations
import TestSupport
import Testing

@testable import Models

@Suite("Dense memories")
struct DenseMemoryTests {
    static let twoValued: [any Separation] = [
        LinearSeparation(), PowerSeparation(degree: 3), PowerSeparation(degree: 4), PowerSeparation(degree: 40),
        RectifiedPowerSeparation(degree: 5), ExponentialSeparation(beta: 0.3), SoftmaxSeparation(beta: 5),
        MaxSeparation(),
    ]
    static let graded: [any Separation] = [
        LinearSeparation(), PowerSeparation(degree: 10), RectifiedPowerSeparation(), ExponentialSeparation(beta: 2),
        SoftmaxSeparation(beta: 2), SparsemaxSeparation(beta: 2), EntmaxSeparation(beta: 2),
        EntmaxSeparation(beta: 2, alpha: 1.2), MaxSeparation(),
    ]

    /// Few units and many patterns make ties and cycles; every third unit of a cue is hidden.
    @Test(arguments: twoValued.indices, [UpdateOrder.synchronous, .asynchronous])
    func fastAgreesWithPlain(index: Int, order: UpdateOrder) throws {
        let memory = try DenseAssociativeMemory(
            randomPatterns(30, 18), separation: Self.twoValued[index], order: order)
        let cues = randomPatterns(40, 18, seed: 2)
        guard case .integers(var values) = cues.values else { return }
        for unit in stride(from: 0, to: values.count / 2, by: 3) { values[unit] = 0 }
        var options = RecallOptions()
        options.keepsHistory = true
        try expectAgreement(memory, cues.replacingValues(.integers(values)), options)
    }

    /// 0/1 patterns answer as the same ±1 ones.
    @Test func zeroOneIsReadAsPlusMinusOne() throws {
        let (patterns, cues) = (
            randomPatterns(40, 30, coding: .binary), randomPatterns(20, 30, coding: .binary, seed: 2)
        )
        let options = RecallOptions()
        let binary = try DenseAssociativeMemory(patterns, separation: PowerSeparation())
        let bipolar = try DenseAssociativeMemory(
            try #require(patterns.recoded(as: .bipolar)), separation: PowerSeparation())
        try expectAgreement(binary, cues, options)
        let expected = try bipolar.recall(try #require(cues.recoded(as: .bipolar)), options: options)
        let recall = try binary.recall(cues, options: options)
        #expect(recall.final.values == expected.final.recoded(as: .binary)?.values)
        #expect(recall.energy.values.map { $0.bitPattern } == expected.energy.values.map { $0.bitPattern })
    }

    @Test(arguments: graded.indices, Similarity.allCases)
    func gradedFastAgreesWithPlain(index: Int, similarity: Similarity) throws {
        let (patterns, cues) = (realPatterns(50, 70), realPatterns(9, 70, seed: 2))
        let memory = try DenseAssociativeMemory(patterns, separation: Self.graded[index], similarity: similarity)
        var options = RecallOptions()
        for steps in 1...3 {
            options.steps = steps
            let (fast, plain) = (
                try memory.recall(cues, options: options), try memory.recallStepByStep(cues, options: options)
            )
            #expect(relativeError(fast.final.matrix.values, plain.final.matrix.values) <= 2e-5)
        }
    }

    private func expectAgreement(_ memory: DenseAssociativeMemory, _ cues: PatternSet, _ options: RecallOptions) throws
    {
        let (fast, plain) = (
            try memory.recall(cues, options: options), try memory.recallStepByStep(cues, options: options)
        )
        #expect(fast.final.values == plain.final.values)
        #expect(fast.steps == plain.steps)
        #expect(fast.stop == plain.stop)
        #expect(fast.history?.values == plain.history?.values)
        #expect(fast.energy.values.map { $0.bitPattern } == plain.energy.values.map { $0.bitPattern })
    }

    @Test func sameBytesForAnyThreads() throws {
        let options = (1...3).map { count in
            var options = RecallOptions()
            options.workers = Workers(count: count)
            options.keepsHistory = true
            return options
        }
        let real = try DenseAssociativeMemory(realPatterns(700, 1300), separation: SoftmaxSeparation(beta: 0.02))
        let discrete = try DenseAssociativeMemory(randomPatterns(90, 50), separation: PowerSeparation())
        let first = try real.recall(realPatterns(20, 1300, seed: 2), options: options[0])
        let firstDiscrete = try discrete.recall(randomPatterns(99, 50, seed: 2), options: options[0])
        for option in options.dropFirst() {
            let recall = try real.recall(realPatterns(20, 1300, seed: 2), options: option)
            #expect(recall.history?.values == first.history?.values)
            #expect(recall.energy.values.map { $0.bitPattern } == first.energy.values.map { $0.bitPattern })
            let other = try discrete.recall(randomPatterns(99, 50, seed: 2), options: option)
            #expect(other.history?.values == firstDiscrete.history?.values)
        }
    }

    /// Grey patterns are kept in a byte a unit and answer as the same real numbers do, rounded to levels.
    @Test func greyAnswersAsReal() throws {
        var random = RandomStream(seed: 1, purpose: "test")
        func levels(_ count: Int) -> PatternSet {
            PatternSet(
                coding: .grey, neurons: 60,
                values: .levels((0..<count * 60).map { _ in UInt8(random.nextInt(below: 256)) }))
        }
        let (patterns, cues) = (levels(40), levels(8))
        let grey = try DenseAssociativeMemory(patterns, separation: SoftmaxSeparation())
        let real = try DenseAssociativeMemory(PatternSet(patterns.matrix), separation: SoftmaxSeparation())
        let answer = try real.recall(PatternSet(cues.matrix), options: RecallOptions()).final.matrix.values
        let recall = try grey.recall(cues, options: RecallOptions())
        #expect(recall.final.values == .levels(answer.map { UInt8(($0 * 255).rounded()) }))
        #expect(try grey.recall(patterns, options: RecallOptions()).final.values == patterns.values)
    }

    /// Halves that are held say which pattern it is, however dark the other half of another one: of two that differ by
    /// little in the upper half, the dark one is nearer to a cue with a black lower half.
    @Test func heldHalvesDecide() throws {
        let patterns = PatternSet(Matrix([[0.5, 0.5, 1, 1], [0.5, 0.6, 0, 0.1]]))
        let cue = PatternSet(Matrix([[0.5, 0.5, 0, 0]]))
        var memory = try DenseAssociativeMemory(patterns, separation: MaxSeparation())
        #expect(try memory.recall(cue, options: RecallOptions()).final.row(0) == patterns.row(1))
        memory.clamped = [true, true, false, false]
        for recall in [
            try memory.recall(cue, options: RecallOptions()),
            try memory.recallStepByStep(cue, options: RecallOptions()),
        ] {
            #expect(recall.final.row(0) == patterns.row(0))
            #expect(recall.steps == [1])
        }
    }

    /// Held units of states of two values stay, whatever the memory says.
    @Test(arguments: [UpdateOrder.synchronous, .asynchronous, .blocks(5)])
    func heldUnitsStay(order: UpdateOrder) throws {
        let patterns = randomPatterns(20, 30)
        var memory = try DenseAssociativeMemory(patterns, separation: PowerSeparation(), order: order)
        memory.clamped = (0..<30).map { $0 % 3 == 0 }
        let cues = randomPatterns(15, 30, seed: 5)
        try expectAgreement(memory, cues, RecallOptions())
        let final = try memory.recall(cues, options: RecallOptions()).final.matrix
        for trial in 0..<15 {
            for unit in stride(from: 0, to: 30, by: 3) { #expect(final[trial, unit] == cues.row(trial)[unit]) }
        }
    }

    /// A step of real states never raises the energy of a memory that has one, beyond the rounding of Float32.
    @Test(arguments: graded.indices, [Similarity.dot, .euclidean])
    func energyOfRealStatesNeverRises(index: Int, similarity: Similarity) throws {
        let memory = try DenseAssociativeMemory(
            realPatterns(60, 20), separation: Self.graded[index], similarity: similarity)
        let recall = try memory.recall(realPatterns(30, 20, seed: 2), options: RecallOptions())
        let hasEnergy = !recall.energy[0, 0].isNaN
        #expect(hasEnergy == (index >= 3))
        guard hasEnergy else { return }
        for trial in 0..<30 {
            for step in 1..<recall.energy.columns where !recall.energy[trial, step].isNaN {
                #expect(recall.energy[trial, step] <= recall.energy[trial, step - 1] + 2e-5)
            }
        }
    }

    /// Nor does a unit alone raise that of states of two values.
    @Test(arguments: twoValued.indices)
    func energyOfTwoValuedStatesNeverRises(index: Int) throws {
        let memory = try DenseAssociativeMemory(
            randomPatterns(60, 40), separation: Self.twoValued[index], order: .asynchronous)
        let recall = try memory.recall(randomPatterns(30, 40, seed: 2), options: RecallOptions())
        for trial in 0..<30 {
            #expect(recall.stop[trial] == .fixedPoint)
            for step in 1..<recall.energy.columns where !recall.energy[trial, step].isNaN {
                let (before, after) = (recall.energy[trial, step - 1], recall.energy[trial, step])
                #expect(after <= before + 1e-6 * abs(before))
            }
        }
    }

    /// N = 2000 units and beta N = 20 000: exp(20 000) is no Double.
    @Test func nothingOverflows() throws {
        let patterns = randomPatterns(200, 2000)
        let cues = damaged(patterns.selecting(Array(0..<20)), every: 4)
        for separation: any Separation in [ExponentialSeparation(beta: 10), PowerSeparation(degree: 1000)] {
            for order in [UpdateOrder.synchronous, .asynchronous] {
                let memory = try DenseAssociativeMemory(patterns, separation: separation, order: order)
                let recall = try memory.recall(cues, options: RecallOptions())
                #expect(recall.final.values == patterns.selecting(Array(0..<20)).values)
            }
        }
    }

    /// Every fourth unit inverted.
    private func damaged(_ patterns: PatternSet, every distance: Int) -> PatternSet {
        guard case .integers(var values) = patterns.values else { return patterns }
        for unit in stride(from: 0, to: values.count, by: distance) { values[unit].negate() }
        return patterns.replacingValues(.integers(values))
    }
}

/// Real patterns of independent normal numbers.
func realPatterns(_ count: Int, _ neurons: Int, seed: UInt64 = 1) -> PatternSet {
    var random = RandomStream(seed: seed, purpose: "test")
    return PatternSet(
        Matrix(rows: count, columns: neurons, values: (0..<count * neurons).map { _ in Float(random.nextNormal()) }))
}
