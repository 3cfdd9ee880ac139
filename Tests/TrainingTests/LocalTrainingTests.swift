import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import Testing

@testable import Training

@Suite struct LocalTrainingTests {
    static let samples = PatternSet(Matrix([[1, 0.5, -0.2], [-0.3, 0.8, 0.1], [0.4, -0.6, 0.9], [0.2, 0.1, -0.7]]))

    @Test func schedules() {
        #expect(Schedule.constant.rate(0.5, after: 1000) == 0.5)
        #expect(Schedule.inverse(time: 100).rate(0.5, after: 100) == 0.25)
        // e^-2 = .1353353
        #expect(abs(Schedule.exponential(time: 50).rate(1, after: 100) - 0.1353353) < 1e-7)
        #expect(
            Schedule.linear(time: 50).rate(1, after: 20) == 0.6 && Schedule.linear(time: 50).rate(1, after: 60) == 0)
        for name in Schedule.names { #expect(Schedule(named: name, time: 5)?.name == name) }
        #expect(Schedule(named: "cosine", time: 5) == nil)
    }

    @Test(arguments: [true, false])
    func divergenceStopsWithARemedy(compiled: Bool) throws {
        let rule = try OjaRule(["learning-rate": .number(50), "normalize-weights": .toggle(false)])
        var trainer = Trainer(LinearLayer(weights: Matrix([[3, 4, 5]])), rule: rule)
        trainer.options.epochs = 200
        trainer.configureProgress(showProgress: false, compiled: compiled)
        let error = #expect(throws: LearningError.self) { try trainer.train(Self.samples) }
        let text = error?.description ?? ""
        #expect(text.contains("rule oja") && text.contains("sample") && text.contains("learning-rate below 50"))
    }

    @Test func refusesWhatDoesNotFit() throws {
        let oja = OjaRule()
        var trainer = Trainer(LinearLayer(inputs: 4, outputs: 2, seed: 1), rule: oja)
        var error = #expect(throws: LearningError.self) { try trainer.train(Self.samples) }
        #expect(error?.description == "the patterns have 3 values, the layer 4 inputs")

        trainer = Trainer(LinearLayer(weights: Matrix([[1, .nan, 0]])), rule: oja)
        error = #expect(throws: LearningError.self) { try trainer.train(Self.samples) }
        #expect(error?.description.contains("not finite") == true)

        let spikes = PatternSet(coding: .spikes, neurons: 3, values: .integers([1, 0, 1]))
        var linear = Trainer(LinearLayer(inputs: 3, outputs: 2, seed: 1), rule: STDPRule())
        error = #expect(throws: LearningError.self) { try linear.train(spikes) }
        #expect(error?.description.contains("expected one instead of a linear-layer") == true)
        var spiking = Trainer(SpikingLayer(inputs: 3, outputs: 2, seed: 1), rule: oja)
        error = #expect(throws: LearningError.self) { try spiking.train(Self.samples) }
        #expect(error?.description.contains("linear-layer") == true)

        let crossed = try STDPRule(["w-min": .number(2)])
        var timing = Trainer(SpikingLayer(inputs: 3, outputs: 2, seed: 1), rule: crossed)
        error = #expect(throws: LearningError.self) { try timing.train(spikes) }
        #expect(error?.description == "w-min is 2.0 and w-max 1.0, expected w-min below w-max")
        timing = Trainer(SpikingLayer(inputs: 3, outputs: 2, seed: 1), rule: STDPRule())
        timing.options.shuffles = true
        error = #expect(throws: LearningError.self) { try timing.train(spikes) }
        #expect(error?.description.contains("shuffling") == true)

        let grid = try SelfOrganizingMapRule(["grid-columns": .integer(4)])
        var map = Trainer(LinearLayer(inputs: 3, outputs: 6, seed: 1), rule: grid)
        error = #expect(throws: LearningError.self) { try map.train(Self.samples) }
        #expect(error?.description == "grid-columns is 4, expected a divisor of the 6 outputs")
        let reward = try ThreeFactorRule(["reward-input": .integer(3)])
        var rewarded = Trainer(SpikingLayer(inputs: 3, outputs: 2, seed: 1), rule: reward)
        error = #expect(throws: LearningError.self) { try rewarded.train(spikes) }
        #expect(error?.description.contains("reward-input is 3") == true)
    }

    @Test func refusesStatesOfAnotherShape() throws {
        var trainer = Trainer(LinearLayer(inputs: 3, outputs: 2, seed: 1), rule: BCMRule())
        trainer.ruleState = RuleState(["theta": [0.1, 0.1, 0.1]])
        var error = #expect(throws: LearningError.self) { try trainer.train(Self.samples) }
        #expect(error?.description == "theta is 3, expected 2 for rule bcm")
        trainer.ruleState = RuleState()
        error = #expect(throws: LearningError.self) { try trainer.train(Self.samples) }
        #expect(error?.description == "theta is missing, expected 2 for rule bcm")
        trainer.ruleState = RuleState(["theta": [0.1, 0.1]])
        let other = TrainingState(epoch: 0, step: 0, weights: Matrix(rows: 3, columns: 3), rule: trainer.ruleState)
        error = #expect(throws: LearningError.self) { try trainer.train(Self.samples, resuming: other) }
        #expect(error?.description == "the checkpoint's weights are 3×3, expected 2×3")
    }

    @Test func recordsCurvesSnapshotsAndProgress() throws {
        var trainer = Trainer(LinearLayer(inputs: 3, outputs: 2, seed: 1), rule: BCMRule())
        trainer.options.epochs = 5
        trainer.options.snapshotEvery = 2
        let report = try trainer.train(Self.samples)
        #expect(trainer.snapshots.map(\.epoch) == [2, 4])
        #expect(report.iterations == 20 && report.stopReason == .complete)
        #expect(
            report.curves.keys.sorted()
                == ["change", "dead_fraction", "saturated_fraction", "threshold", "weight_norm"])
        #expect(report.curves.values.allSatisfy { $0.count == 5 })
        #expect(report.curves["weight_norm"]?.last == Float(trainer.model.weights.norm))
        #expect(report.curves["threshold"]?.last == trainer.ruleState["theta"].reduce(0, +) / 2)
    }

    @Test func warnsOfDeadAndSaturatedOutputs() throws {
        // The second output has no weights and gets none: it never responds.
        var oja = Trainer(
            LinearLayer(weights: Matrix([[1, 0, 0], [0, 0, 0]])), rule: OjaRule())
        var report = try oja.train(Self.samples)
        #expect(report.curves["dead_fraction"] == [0.5])
        #expect(report.warnings.count == 1 && report.warnings[0].hasPrefix("1 of 2 outputs never responded"))
        // The weights of canns' default: pinned at the limit by too large a rate.
        let rule = try BCMRule(["learning-rate": .number(100), "weight-limit": .number(2)])
        var bcm = Trainer(LinearLayer(weights: Matrix([[1, 1, 1]])), rule: rule)
        bcm.options.epochs = 3
        report = try bcm.train(Self.samples)
        #expect(report.curves["saturated_fraction"]?.last == 1)
        #expect(report.warnings.contains { $0.contains("1 of 1 outputs have nearly all weights at a limit") })
        // Weights of inputs that are always 0 stay where they began and do not count.
        bcm = Trainer(LinearLayer(weights: Matrix([[1, 0.5, 0.5]])), rule: rule)
        bcm.options.epochs = 3
        report = try bcm.train(PatternSet(Matrix([[1, 0, 0], [2, 0, 0]])))
        #expect(report.curves["saturated_fraction"]?.last == 1 && bcm.model.weights.row(0)[1] == 0.5)
    }

    @Test func stopsWhenWeightsRest() throws {
        var trainer = Trainer(LinearLayer(inputs: 3, outputs: 1, seed: 1), rule: OjaRule())
        trainer.options.epochs = 10000
        trainer.options.tolerance = 1e-3
        let report = try trainer.train(Self.samples)
        #expect(report.stopReason == .converged)
        #expect(report.iterations < 40000)
        #expect((report.curves["change"]?.last ?? 1) < 1e-3)
    }

    /// A model of one's own with its weights elsewhere: the key path says where.
    @Test func weightsByKeyPath() throws {
        struct TwoLayers: PlasticModel {
            static let kind = "two-layers"
            static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { \.first }
            var first = Matrix([[1, 0], [0, 1]])
            var second = Matrix([[0.5, 0.5]])
            var presynaptic: [Float] = [0, 0]
            var state: [Float] = [0]
            var inputCount: Int { 2 }
            var outputCount: Int { 1 }
            var postsynaptic: [Float] { state }
            var field: [Float] { state }
            mutating func initState() {}
            mutating func update(_ random: inout RandomStream) {}
            mutating func present(_ input: [Float]) {
                presynaptic = first.times(input)
                state = second.times(presynaptic)
            }
        }
        var trainer = Trainer(
            TwoLayers(), rule: try HebbianRule(["learning-rate": .number(1), "subtract-mean": .toggle(false)]))
        trainer.weightsPath = \TwoLayers.second
        trainer.ruleState = trainer.rule.initialState(outputs: 1, inputs: 2)
        try trainer.train(PatternSet(Matrix([[1, 3]])))
        // y = 2: dW = 2 (1, 3)
        #expect(trainer.model.second.values == [2.5, 6.5])
        #expect(trainer.model.first == Matrix([[1, 0], [0, 1]]))
        #expect(try trainer.predict([1, 1]) == [9])
    }

    /// Rewarded by the trainer's own closure: only rewarded steps change weights.
    @Test func modulator() throws {
        let rule = try ThreeFactorRule(["learning-rate": .number(1), "threshold": .number(0.5)])
        func learn(_ reward: Float) throws -> Matrix {
            var trainer = Trainer(SpikingLayer(weights: Matrix([[0.7, 0.1]])), rule: rule)
            trainer.model.dynamics.threshold = 0.5
            trainer.modulator = { _, _ in reward }
            try trainer.train(PatternSet(coding: .spikes, neurons: 2, values: .integers([1, 0, 0, 1])))
            return trainer.model.weights
        }
        #expect(try learn(0) == Matrix([[0.7, 0.1]]))
        let (good, bad) = (try learn(1)[0, 1] - 0.1, try learn(-1)[0, 1] - 0.1)
        #expect(good < 0 && abs(good + bad) < 1e-7)
    }
}
