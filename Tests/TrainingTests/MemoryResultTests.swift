import Foundation
import HDF5Store
import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import TestSupport
import Testing
import Training

/// What associative memories are known to do, at the sizes at which it was measured.
@Suite struct MemoryResultTests {
    /// The share of trials that end with overlap 1 with their pattern, from cues of overlap `overlap`.
    static func recalled(
        _ trainer: Trainer<AmariHopfieldNetwork, some LearningRule>, _ patterns: PatternSet, overlap: Double
    ) throws -> Double {
        let flips = Int((Double(patterns.neurons) * (1 - overlap) / 2).rounded())
        let recall = try trainer.predictBatch(try patterns.damaged(by: [.flipCount(flips)], seed: 2))
        let exact = (0..<patterns.count).filter { recall.final.row($0) == patterns.row($0) }
        return Double(exact.count) / Double(patterns.count)
    }

    /// Pseudo-inverse, diagonal removed: every stored bit stable at a load of .9 of 400 units.
    @Test func pseudoInverseAtHighLoad() throws {
        let patterns = randomPatterns(360, 400)
        var trainer = PseudoInverseTrainer(AmariHopfieldNetwork(neurons: 400))
        try trainer.train(patterns)
        trainer.model.weights = .dense(trainer.model.matrix)
        let recall = try trainer.predictBatch(patterns)
        #expect(recall.steps.allSatisfy { $0 == 0 })
    }

    /// And its basins at a load of .25: all from overlap .8, about two thirds from .5 (.68 measured over more trials;
    /// of 100 trials, four standard deviations are .19).
    @Test func pseudoInverseBasins() throws {
        let patterns = randomPatterns(100, 400)
        var trainer = PseudoInverseTrainer(AmariHopfieldNetwork(neurons: 400, order: .asynchronous))
        try trainer.train(patterns)
        #expect(try Self.recalled(trainer, patterns, overlap: 0.8) == 1)
        let share = try Self.recalled(trainer, patterns, overlap: 0.5)
        #expect(share > 0.49 && share < 0.87, "\(share)")
    }

    /// Storkey's rule at a load of .25: all patterns recalled from overlap .7. Hebbian storage recalls none there.
    @Test func storkey() throws {
        let patterns = randomPatterns(100, 400)
        var trainer = StorkeyTrainer(AmariHopfieldNetwork(neurons: 400, order: .asynchronous))
        try trainer.train(patterns)
        #expect(try Self.recalled(trainer, patterns, overlap: 0.7) >= 0.99)
        var hebbian = HebbianTrainer(AmariHopfieldNetwork(neurons: 400, order: .asynchronous))
        try hebbian.train(patterns)
        #expect(try Self.recalled(hebbian, patterns, overlap: 0.7) < 0.05)
    }

    /// Order 2 at a load of .4: every pattern stable, where order 1 has lost some (.43 to .75 of them are stable). From
    /// overlap .4 it recalls .63 of the first 20 patterns (of 40 cues, two networks, three standard deviations are
    /// .23), and none of the last 20.
    @Test func storkeyOfSecondOrder() throws {
        func shares(order: Int, overlap: Double) throws -> (all: Double, first: Double, last: Double) {
            var sums = (all: 0.0, first: 0.0, last: 0.0)
            for seed in [1, 2] as [UInt64] {
                let patterns = randomPatterns(160, 400, seed: seed)
                let rule = try StorkeyRule(["order": .integer(order)])
                var trainer = Trainer(AmariHopfieldNetwork(neurons: 400, order: .asynchronous), rule: rule)
                try trainer.train(patterns)
                sums.all += try Self.recalled(trainer, patterns, overlap: overlap) / 2
                sums.first += try Self.recalled(trainer, patterns.selecting(Array(0..<20)), overlap: overlap) / 2
                sums.last += try Self.recalled(trainer, patterns.selecting(Array(140..<160)), overlap: overlap) / 2
            }
            return sums
        }
        #expect(try shares(order: 1, overlap: 1).all < 0.9)
        #expect(try shares(order: 2, overlap: 1).all > 0.98)
        let cued = try shares(order: 2, overlap: 0.4)
        #expect(abs(cued.first - 0.63) < 0.23 && cued.last == 0, "\(cued)")
    }

    /// 200 units learn 300 patterns within some 300 epochs (221 to 278 measured); 440 they cannot.
    @Test func perceptronCapacity() throws {
        let rule = try PerceptronRule(["max-epochs": .integer(500)])
        var trainer = Trainer(AmariHopfieldNetwork(neurons: 200), rule: rule)
        let possible = randomPatterns(300, 200)
        let report = try trainer.train(possible)
        #expect(report.stopReason == .converged && report.iterations > 100, "\(report.iterations)")
        let recall = try trainer.predictBatch(possible)
        #expect(recall.steps.allSatisfy { $0 == 0 })
        trainer = Trainer(
            AmariHopfieldNetwork(neurons: 100), rule: try PerceptronRule(["max-epochs": .integer(100)]))
        let overloaded = try trainer.train(randomPatterns(220, 100))
        #expect(overloaded.stopReason == .limit && overloaded.warnings.count == 1)
        // About a fifth of the bits is left, as measured at N = 200.
        let left = try #require(overloaded.curves["unstable_fraction"]?.last)
        #expect(left > 0.1 && left < 0.35, "\(left)")
    }

    /// Sparse patterns at f = .02, as many as units: the share of their active units that k winners find is .9994.
    /// Measured over 100 of the patterns, 2000 active units: within four standard deviations, .0022.
    @Test func sparseCoding() throws {
        var random = RandomStream(seed: 1, purpose: "sparse")
        var values = [Int8](repeating: 0, count: 1000 * 1000)
        for pattern in 0..<1000 {
            for unit in random.permutation(1000).prefix(20) { values[pattern * 1000 + unit] = 1 }
        }
        let patterns = PatternSet(coding: .binary, neurons: 1000, values: .integers(values))
        var trainer = CovarianceTrainer(AmariHopfieldNetwork(neurons: 1000, activation: .winners(20)))
        try trainer.train(patterns)
        let cues = patterns.selecting(Array(0..<100))
        let recall = try trainer.predictBatch(cues)
        guard case .integers(let final) = recall.final.values else { return }
        let found = final.indices.filter { final[$0] == 1 && values[$0] == 1 }.count
        #expect(final.filter { $0 == 1 }.count == 2000)
        #expect(Double(found) / 2000 > 0.9994 - 0.0022, "\(found)")
    }

    /// Seven letters of 16×16 pixels, much alike: one step of Hebbian recall inverts 147 of their 1792 units, counted
    /// apart with NumPy; projection keeps all.
    @Test func letters() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../datasets/archives/letters-patterns.h5").path
        let file = try HDF5File.open(at: path)
        let values = try file.root { root in try root.dataset("patterns") { try $0.read(as: Int8.self) } }
        try file.close()
        let letters = PatternSet(coding: .bipolar, neurons: 256, values: .integers(values))
        func wrong(_ trainer: Trainer<AmariHopfieldNetwork, some LearningRule>) throws -> Int {
            var (trainer, wrong) = (trainer, 0)
            try trainer.train(letters)
            trainer.model.recallOptions.steps = 1
            let final = try trainer.predictBatch(letters).final
            for letter in 0..<letters.count {
                wrong += zip(final.row(letter), letters.row(letter)).filter { $0 != $1 }.count
            }
            return wrong
        }
        let network = AmariHopfieldNetwork(neurons: 256)
        let hebbian = try HebbianRule(["subtract-mean": .toggle(false)])
        #expect(try wrong(HebbianTrainer(network, rule: hebbian)) == 147)
        #expect(try wrong(PseudoInverseTrainer(network)) == 0)
    }

    /// Unlearning one of four leaves the others at overlap 1, and the one is gone.
    @Test func unlearning() throws {
        let patterns = randomPatterns(4, 500)
        var trainer = HebbianTrainer(AmariHopfieldNetwork(neurons: 500))
        try trainer.train(patterns)
        var unlearning = AntiHebbianTrainer(trainer.model)
        try unlearning.train(patterns.selecting([1]))
        #expect(unlearning.stored?.names == ["pattern-0", "pattern-2", "pattern-3"])
        let recall = try unlearning.predictBatch(patterns)
        let overlaps = recall.overlaps(with: patterns)
        for pattern in [0, 2, 3] { #expect(overlaps[pattern, pattern] == 1) }
        #expect(abs(overlaps[1, 1]) < 0.5)
    }

    /// Dreams make an overloaded memory hold more: stable bits at P = .2 N before and after.
    @Test func dreaming() throws {
        let patterns = randomPatterns(20, 100)
        func stable(_ dreams: Int) throws -> Double {
            let rule = try DreamingRule(["dreams": .integer(dreams), "strength": .number(0.01)])
            var trainer = Trainer(AmariHopfieldNetwork(neurons: 100), rule: rule)
            trainer.model.recallOptions.steps = 1
            try trainer.train(patterns)
            let recall = try trainer.predictBatch(patterns)
            let overlaps = recall.overlaps(with: patterns)
            return (0..<20).reduce(0.0) { $0 + (1 + Double(overlaps[$1, $1])) / 2 } / 20
        }
        let (before, after) = (try stable(0), try stable(400))
        #expect(before < 0.995 && after > 0.999, "\(before) \(after)")
    }
}
