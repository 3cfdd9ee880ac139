import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import TestSupport
import Testing

@testable import Training

/// Learning in blocks on layers large enough for two chunks of inputs (1024 each), and for whole and broken blocks of
/// samples (48).
@Suite struct BlockLearningTests {
    static let rules: [(String, [String: ParameterValue])] = [
        ("oja", [:]), ("oja", ["normalize-weights": .toggle(false)]),
        ("sanger", [:]), ("sanger", ["normalize-weights": .toggle(false)]),
        // A rate at which rows lose most of themselves within a block: the small factors are worked in at once.
        ("oja", ["learning-rate": .number(0.3)]), ("sanger", ["learning-rate": .number(0.3)]),
        ("bcm", ["learning-rate": .number(0.02)]),
        // A limit that some weights meet and others do not.
        ("bcm", ["learning-rate": .number(0.02), "weight-limit": .number(0.031)]),
    ]

    static let samples: PatternSet = {
        var random = RandomStream(seed: 2, purpose: "block learning")
        let values = (0..<100 * 1100).map { Float(random.nextNormal()) * ($0 % 1100 < 20 ? 0.3 : 0.02) }
        return PatternSet(Matrix(rows: 100, columns: 1100, values: values))
    }()

    static func train(_ name: String, _ given: [String: ParameterValue], compiled: Bool, threads: Int) throws
        -> Trained<LinearLayer>
    {
        let type = try #require(RuleRegistry.rule(named: name) as? any LocalRule.Type)
        return try TrainingTests.train(
            LinearLayer(inputs: 1100, outputs: 40, seed: 1), try type.init(given), samples
        ) {
            $0.workers = Workers(count: threads)
            $0.isCompiled = compiled
        }
    }

    /// 2e-5 of the largest entry, as for the reference cases.
    @Test(arguments: rules)
    func blocksGiveTheNumbersOfSingleSteps(_ name: String, _ given: [String: ParameterValue]) throws {
        let plain = try Self.train(name, given, compiled: false, threads: 1)
        let blocks = try Self.train(name, given, compiled: true, threads: 1)
        #expect(relativeError(blocks.model.weights.values, plain.model.weights.values) < 2e-5)
        for array in plain.ruleState.names {
            #expect(relativeError(blocks.ruleState[array], plain.ruleState[array]) < 2e-5)
        }
        let threads = try Self.train(name, given, compiled: true, threads: 3)
        #expect(threads.model.weights == blocks.model.weights)
        #expect(threads.ruleState == blocks.ruleState)
    }

    /// The case above with a limit means something: some outputs meet it, some never do.
    @Test func someOutputsMeetTheLimit() throws {
        let weights = try Self.train("bcm", Self.rules[7].1, compiled: true, threads: 1).model.weights
        let largest = (0..<40).map { weights.withRow($0) { $0.reduce(0) { max($0, abs($1)) } } }
        #expect(largest.contains { $0 == 0.031 })
        #expect(weights.largestMagnitude == 0.031)
    }

    /// A weight vector of length 0 has no direction to be normalised in: it stays as it is.
    @Test func weightsOfLengthZeroStay() throws {
        let layer = LinearLayer(weights: Matrix([[0, 0], [3, 4]]))
        for compiled in [true, false] {
            var trainer = Trainer(layer, rule: try OjaRule(["learning-rate": .number(0)]))
            trainer.configureProgress(showProgress: false, compiled: compiled)
            try trainer.train(PatternSet(Matrix([[1, 2], [2, 1]])))
            // (3, 4) / 5 = (0.6, 0.8).
            #expect(relativeError(trainer.model.weights.values, [0, 0, 0.6, 0.8]) < 1e-6)
            #expect(trainer.model.weights.row(0) == [0, 0])
        }
    }
}
