import Numerics
import Patterns
import Separations
import TestSupport
import Testing

@testable import Models

@Suite("Sequences")
struct SequenceTests {
    private func settings(_ lambda: Double = 1, delay: Int = 0, symmetric: Double = 0, cyclic: Bool = false)
        -> SequenceSettings
    {
        var settings = SequenceSettings()
        settings.lambda = lambda
        settings.delay = delay
        settings.symmetric = symmetric
        settings.isCyclic = cyclic
        return settings
    }

    /// Asymmetric Hebbian memories with and without delay, computed apart; every state of 30 steps.
    @Test(arguments: try MemoryCases.cases("sequence"))
    func computedApart(_ reference: MemoryCases.Case) throws {
        let settings = settings(
            reference.numbers["lam"] ?? 0, delay: Int(reference.numbers["delay"] ?? 0),
            symmetric: reference.numbers["symmetric"] ?? 0, cyclic: reference.numbers["cyclic"] == 1)
        let memory = try DenseAssociativeMemory(
            reference.patterns("patterns", .bipolar), sequence: settings, separation: LinearSeparation())
        var options = RecallOptions()
        options.steps = 30
        options.keepsHistory = true
        let cues = reference.patterns("cues", .bipolar)
        for recall in [
            try memory.recall(cues, options: options), try memory.recallStepByStep(cues, options: options),
        ] {
            #expect(recall.history?.matrix.values == reference.matrix("states").values)
        }
    }

    /// Fast and plain agree for other separations too, where exponentials need a scale.
    @Test(
        arguments: [PowerSeparation(degree: 3), ExponentialSeparation(beta: 0.4), PowerSeparation(degree: 60)]
            as [any Separation], [0, 2])
    func fastAgreesWithPlain(separation: any Separation, delay: Int) throws {
        let memory = try DenseAssociativeMemory(
            randomPatterns(20, 24), sequence: settings(2.5, delay: delay, symmetric: 1, cyclic: true),
            separation: separation)
        let cues = randomPatterns(10, 24, seed: 2)
        var options = RecallOptions()
        options.keepsHistory = true
        let (fast, plain) = (
            try memory.recall(cues, options: options), try memory.recallStepByStep(cues, options: options)
        )
        #expect(fast.history?.values == plain.history?.values)
        #expect(fast.steps == plain.steps)
        #expect(fast.stop == plain.stop)
    }

    /// Graded patterns step by step: after k steps pattern k, and rest at the last; with a delay of 2 after 3 k steps.
    @Test func gradedPatternsFollowOneAnother() throws {
        let patterns = realPatterns(6, 40)
        var settings = settings()
        settings.restsAtEnd = true
        var options = RecallOptions()
        for (delay, steps) in [(0, 3), (2, 9)] {
            settings.delay = delay
            let memory = try DenseAssociativeMemory(patterns, sequence: settings, separation: SoftmaxSeparation())
            options.steps = steps
            let recall = try memory.recall(patterns.selecting([0]), options: options)
            #expect(relativeError(recall.final.row(0), patterns.row(3)) < 1e-3)
            #expect(try memory.recallStepByStep(patterns.selecting([0]), options: options).final.coding == .real)
        }
        settings.delay = 0
        options.steps = 20
        let memory = try DenseAssociativeMemory(patterns, sequence: settings, separation: MaxSeparation())
        let recall = try memory.recall(patterns.selecting([0]), options: options)
        #expect(recall.final.values == patterns.selecting([5]).values)
        #expect(recall.steps == [5])
        #expect(recall.stop == [.fixedPoint])
    }

    @Test func onePatternLeadsNowhere() {
        #expect(
            message {
                try DenseAssociativeMemory(
                    randomPatterns(1, 9), sequence: SequenceSettings(), separation: LinearSeparation())
            } == "a sequence of 1 pattern leads nowhere, expected at least two")
    }
}
