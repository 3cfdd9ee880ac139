import Foundation
import LearningRules
import Models
import Numerics
import Patterns
import TestSupport
import Testing
import Training

@Suite struct MemoryTrainingTests {
    static let patterns = randomPatterns(12, 80)

    /// A trainer of any pattern rule, trained on A and then on B.
    static func train<Rule: PatternRule>(_ type: Rule.Type, _ sets: [PatternSet]) throws -> Trainer<
        AmariHopfieldNetwork, Rule
    > {
        var trainer = Trainer(AmariHopfieldNetwork(neurons: 80), rule: type.defaults)
        for set in sets { try trainer.train(set) }
        return trainer
    }

    /// After A and then B, both are stable, whether the rule adds (Storkey) or must rehearse (perceptron).
    @Test func bothSetsAreStable() throws {
        let (a, b) = (Self.patterns.selecting([0, 1, 2, 3, 4]), Self.patterns.selecting([5, 6, 7, 8, 9, 10, 11]))
        func check(_ type: (some PatternRule).Type) throws {
            let trainer = try Self.train(type, [a, b])
            #expect(trainer.stored?.count == 12)
            #expect(try trainer.predictBatch(Self.patterns).steps.allSatisfy { $0 == 0 })
        }
        try check(StorkeyRule.self)
        try check(PerceptronRule.self)
    }

    @Test func progressIsReported() throws {
        let counter = Counter()
        var trainer = PerceptronTrainer(AmariHopfieldNetwork(neurons: 80))
        trainer.progress = { counter.note($0) }
        let report = try trainer.train(Self.patterns)
        #expect(counter.all.count == report.iterations)
        #expect(counter.all.last?.convergence == 1)
        trainer.configureProgress(showProgress: false, compiled: true)
        try trainer.train(Self.patterns)
        #expect(counter.all.count == report.iterations)
    }

    @Test func refusals() throws {
        var trainer = StorkeyTrainer(AmariHopfieldNetwork(neurons: 80))
        try trainer.train(Self.patterns)
        let weights = trainer.model.matrix
        #expect(throws: LearningError.self) { try trainer.train(randomPatterns(2, 81)) }
        #expect(throws: LearningError.self) { try trainer.train(PatternSet(Matrix(rows: 1, columns: 80))) }
        // What failed has changed nothing.
        #expect(trainer.model.matrix == weights && trainer.stored?.count == 12)
        #expect(throws: RecallError.self) { try trainer.predict([1, -1]) }
        #expect(throws: RecallError.self) { try trainer.predict([Float](repeating: 0.5, count: 80)) }
        // A projection needs the patterns behind the weights.
        var projecting = PseudoInverseTrainer(trainer.model)
        #expect(throws: LearningError.self) { try projecting.train(Self.patterns) }
    }

    @Test func predictsOnePattern() throws {
        let trainer = try Self.train(StorkeyRule.self, [Self.patterns])
        let cue = try Self.patterns.damaged(by: [.flipCount(5)], seed: 1)
        #expect(try trainer.predict(cue.row(3)) == Self.patterns.row(3))
    }
}

/// Gathers what a progress closure is told, from any thread.
private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var notes: [TrainingProgress] = []
    var all: [TrainingProgress] { lock.withLock { notes } }
    func note(_ progress: TrainingProgress) { lock.withLock { notes.append(progress) } }
}
