import LearningRules
import Models
import Neurons
import Numerics
import Parameters
import Patterns
import TestSupport
import Testing

@testable import Training

/// A local rule of the registry with small inputs of its kind.
struct RuleCase: CustomTestStringConvertible, Sendable {
    let type: any LocalRule.Type
    var testDescription: String { type.description.name }

    static let all = RuleRegistry.all.compactMap { ($0 as? any LocalRule.Type).map { RuleCase(type: $0) } }

    /// Parameters with which something happens and nothing explodes.
    func rule() throws -> any LocalRule {
        let wanted: [String: ParameterValue] =
            switch type.layerKind {
            case .spiking: ["threshold": .number(0.6), "refractory": .integer(1), "learning-rate": .number(0.1)]
            // Some 70 mV above rest, which makes neurons fire every few steps.
            case .voltage: ["current": .number(2000), "learning-rate": .number(0.1)]
            case .exposure: Self.shortExposure.merging(["learning-rate": .number(0.05)]) { $1 }
            case .linear: ["learning-rate": .number(0.01)]
            }
        return try type.init(wanted)
    }

    /// Patterns shown for 80 steps at rates at which few inputs make units fire every 5 ms, at the first attempt.
    static let shortExposure: [String: ParameterValue] = [
        "rate": .number(400), "weight-sum": .number(16), "shown-time": .number(40), "rest-time": .number(20),
        "spike-interval": .number(5), "least-spikes": .integer(1),
    ]

    /// 150 samples, so that blocks are whole and broken; spikes for the spiking layer.
    func patterns(samples: Int = 150, inputs: Int = 240) -> PatternSet {
        var random = RandomStream(seed: 5, purpose: "conformance")
        if type.layerKind == .exposure {
            // Each sample is many steps: fewer of them, still more than are learned at once.
            let (samples, inputs) = (min(samples, 40), min(inputs, 40))
            let values = (0..<samples * inputs).map { _ in max(0, Float(2 * random.nextUniform() - 1)) }
            return PatternSet(Matrix(rows: samples, columns: inputs, values: values))
        }
        guard type.layerKind.isOfTimeSteps else {
            // Length about 1, with structure: the first inputs vary most.
            let values = (0..<samples * inputs).map { index in
                Float(random.nextNormal()) * (index % inputs < 8 ? 0.2 : 0.02)
            }
            return PatternSet(Matrix(rows: samples, columns: inputs, values: values))
        }
        let values = (0..<samples * inputs).map { _ in Int8(random.nextUniform() < 0.02 ? 1 : 0) }
        return PatternSet(coding: .spikes, neurons: inputs, values: .integers(values))
    }

    /// What a training leaves: weights, rule state, running state.
    struct Result: Equatable {
        var weights: Matrix
        var rule: RuleState
        var model: NamedArrays
        var curves: [String: [Float]]
    }

    struct Options {
        var epochs = 2
        var compiled = true
        var threads = 1
        var shuffles = false
        var stopAfter: Int?
        var resume: TrainingState?
    }

    func train(_ patterns: PatternSet, _ options: Options) throws -> (Result, TrainingState?) {
        let rule = try rule()
        var design = ModelDesign(inputs: patterns.neurons, outputs: 12)
        (design.seed, design.parameters) = (3, rule.modelParameters)
        return switch type.layerKind {
        case .spiking: try train(try SpikingLayer(design: design), rule, patterns, options)
        case .voltage: try train(try AdaptiveExponentialLayer(design: design), rule, patterns, options)
        case .exposure: try train(try AdaptiveThresholdLayer(design: design), rule, patterns, options)
        case .linear where type is any LateralRule.Type:
            try train(try LateralLayer(design: design), rule, patterns, options)
        case .linear: try train(try LinearLayer(design: design), rule, patterns, options)
        }
    }

    private func train<Network: PlasticModel>(
        _ model: Network, _ rule: some LocalRule, _ patterns: PatternSet, _ options: Options
    ) throws -> (Result, TrainingState?) {
        var trainer = Trainer(model, rule: rule)
        trainer.options.epochs = options.epochs
        trainer.options.shuffles = options.shuffles && !type.layerKind.isOfTimeSteps
        trainer.options.schedule = .inverse(time: 100)
        trainer.options.seed = 9
        trainer.options.workers = Workers(count: options.threads)
        trainer.configureProgress(showProgress: false, compiled: options.compiled)
        var last: TrainingState?
        trainer.checkpoint = { last = $0 }
        if let stopAfter = options.stopAfter {
            nonisolated(unsafe) var polls = 0
            trainer.shouldStop = {
                polls += 1
                return polls == stopAfter
            }
        }
        let report = try trainer.train(patterns, resuming: options.resume)
        return (
            Result(
                weights: trainer.model[keyPath: Network.learningPath], rule: trainer.ruleState,
                model: trainer.model.runningState, curves: report.curves), last
        )
    }
}

@Suite struct LocalRuleConformanceTests {
    @Test(arguments: RuleCase.all)
    func learnsSomethingFinite(_ item: RuleCase) throws {
        let patterns = item.patterns()
        let before = try item.train(patterns, .init(epochs: 0)).0
        let after = try item.train(patterns, .init()).0
        #expect(after.weights != before.weights)
        #expect(after.weights.isFinite && after.rule.isFinite)
        #expect(after.curves["weight_norm"]?.count == 2)
        #expect(after.curves["change"]?.allSatisfy { $0 > 0 } == true)
        // Of outputs that compete some may never win; conscience is for that.
        let competitors: [any LocalRule.Type] = [CompetitiveRule.self, CompetingRule.self, DiehlCookRule.self]
        let mayDie = competitors.contains { $0 == item.type }
        #expect(after.curves["dead_fraction"]?.allSatisfy { $0 == 0 || mayDie && $0 < 1 } == true)
    }

    /// 2e-5 of the largest entry: Float32 sums in another order, over 300 samples.
    @Test(arguments: RuleCase.all)
    func compiledAndPlainAgree(_ item: RuleCase) throws {
        let patterns = item.patterns()
        let fast = try item.train(patterns, .init(compiled: true)).0
        let plain = try item.train(patterns, .init(compiled: false)).0
        #expect(relativeError(fast.weights.values, plain.weights.values) < 2e-5)
        for name in plain.rule.names {
            #expect(relativeError(fast.rule[name], plain.rule[name]) < 2e-5, "\(name)")
        }
        for name in plain.model.names {
            // Spikes are events: they are the same or they are not.
            let isEvent = name != "v"
            #expect(
                isEvent
                    ? fast.model[name] == plain.model[name]
                    : relativeError(fast.model[name], plain.model[name]) < 2e-5, "\(name)")
        }
    }

    @Test(arguments: RuleCase.all, [true, false])
    func threadsChangeNoBit(_ item: RuleCase, compiled: Bool) throws {
        let patterns = item.patterns()
        let one = try item.train(patterns, .init(compiled: compiled, threads: 1)).0
        let three = try item.train(patterns, .init(compiled: compiled, threads: 3)).0
        #expect(one == three)
    }

    /// Stopped at the second poll (within an epoch) or after the first epoch, and resumed: the same bits.
    @Test(arguments: RuleCase.all, [true, false])
    func resumedIsUninterrupted(_ item: RuleCase, compiled: Bool) throws {
        // Of 24 inputs 576 samples are learned at once, and 1024 steps of spikes: several of each.
        let patterns = item.patterns(samples: 2100, inputs: 24)
        let whole = try item.train(patterns, .init(compiled: compiled, shuffles: true))
        for stop in [2, 3] {
            let part = try item.train(patterns, .init(compiled: compiled, shuffles: true, stopAfter: stop))
            let saved = try #require(part.1)
            #expect(saved.epoch < 2)
            let rest = try item.train(patterns, .init(compiled: compiled, shuffles: true, resume: saved))
            #expect(rest.0 == whole.0)
            #expect(rest.1 == whole.1)
        }
    }

    @Test(arguments: RuleCase.all)
    func silenceTeachesNothing(_ item: RuleCase) throws {
        let name = item.testDescription
        // These move towards the input, make rows orthonormal or scale weights by activity, and rightly do so for a silent
        // input too.
        guard !["competitive", "som", "ica", "foldiak"].contains(name), !name.hasPrefix("scaled-") else { return }
        let silent =
            item.type.layerKind.isOfTimeSteps
            ? PatternSet(coding: .spikes, neurons: 40, values: .integers([Int8](repeating: 0, count: 40 * 70)))
            : PatternSet(Matrix(rows: 70, columns: 40))
        for compiled in [true, false] {
            var before = try item.train(silent, .init(epochs: 0)).0.weights
            if ["oja", "sanger"].contains(name) { before.normalizeRows() }
            let after = try item.train(silent, .init(compiled: compiled)).0.weights
            // Normalised again after each sample: a few units in the last place.
            #expect(relativeError(after.values, before.values) < 2e-6)
        }
    }

    @Test(arguments: RuleCase.all)
    func refusesWrongCodingAndNoPatterns(_ item: RuleCase) throws {
        let wrong: PatternSet =
            item.type.layerKind.isOfTimeSteps
            ? PatternSet(coding: .bipolar, neurons: 2, values: .integers([1, -1]))
            : PatternSet(coding: .spikes, neurons: 2, values: .integers([1, 0]))
        let error = #expect(throws: LearningError.self) { try item.train(wrong, .init()) }
        #expect(error?.description.contains("expected") == true)
        #expect(error?.description.contains(item.testDescription) == true)
        let coding: Coding = item.type.layerKind.isOfTimeSteps ? .spikes : .real
        #expect(throws: LearningError.self) {
            try item.train(PatternSet(empty: coding, neurons: 2), .init())
        }
    }
}
