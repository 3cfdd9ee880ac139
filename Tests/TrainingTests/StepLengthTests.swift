import LearningRules
import Models
import Neurons
import Numerics
import Parameters
import Patterns
import Testing

@testable import Training

/// Times in ms: the same spikes in steps of half the length give the same results.
@Suite struct StepLengthTests {
    /// Poisson inputs at whole ms, in steps of 1 ms or of less.
    static func spikes(stepsInAMillisecond finer: Int) -> PatternSet {
        let (inputs, time) = (40, 600)
        var random = RandomStream(seed: 4, purpose: "step length")
        var values = [Int8](repeating: 0, count: time * finer * inputs)
        for millisecond in 0..<time {
            for input in 0..<inputs where random.nextUniform() < 0.03 {
                values[millisecond * finer * inputs + input] = 1
            }
        }
        return PatternSet(
            coding: .spikes, neurons: inputs, values: .integers(values), timeStep: 1 / Double(finer))
    }

    static let layer = MembraneDynamics(
        membraneTime: .milliseconds(20), refractory: .milliseconds(2), delay: .milliseconds(1))

    static func rule(_ name: String) -> any LocalRule {
        let stdp = STDPRule(
            aPlus: 0.05, aMinus: 0.05, layer: layer, tauPlus: .milliseconds(16.8), tauMinus: .milliseconds(33.7))
        switch name {
        case "scaled": return SynapticScaling(stdp, target: .hertz(20), rate: 0, tau: .milliseconds(500))
        case "triplet":
            return TripletSTDPRule(
                learningRate: 0.1, tauPlus: .milliseconds(16.8), tauMinus: .milliseconds(33.7),
                tauX: .milliseconds(101), tauY: .milliseconds(114), layer: layer)
        case "three-factor":
            return ThreeFactorRule(
                learningRate: 0, tauPlus: .milliseconds(16.8), tauMinus: .milliseconds(33.7),
                tauEligibility: .milliseconds(1000), layer: layer)
        default: return stdp
        }
    }

    static func train(_ rule: some LocalRule, _ spikes: PatternSet, compiled: Bool) throws -> Trained<SpikingLayer> {
        let layer = SpikingLayer(inputs: 40, outputs: 3, seed: 2, spread: 0.15, dynamics: Self.layer)
        return try TrainingTests.train(layer, rule, spikes) { $0.isCompiled = compiled }
    }

    /// Spikes are where they were. Weights differ by rounding alone: a trace of time constant T steps is multiplied by a
    /// rounded decay in each, so that it is off by up to 2 u T of itself in the mean of its lags, u = 6e-8 half a unit in
    /// the last place. T = 67 at half a ms, 33 at one: 1.2e-5 of the changes, whose sum is below .1; and each of some 300
    /// changes rounds a weight of .3 by 2e-8. Together below 1e-5.
    @Test(arguments: ["stdp", "triplet", "scaled", "three-factor"], [true, false])
    func halfTheStep(_ name: String, compiled: Bool) throws {
        let rule = Self.rule(name)
        let whole = try Self.train(rule, Self.spikes(stepsInAMillisecond: 1), compiled: compiled)
        let half = try Self.train(rule, Self.spikes(stepsInAMillisecond: 2), compiled: compiled)
        #expect(zip(whole.model.weights.values, half.model.weights.values).allSatisfy { abs($0 - $1) < 1e-5 })
        let start = SpikingLayer(inputs: 40, outputs: 3, seed: 2, spread: 0.15).weights
        let moved = zip(whole.model.weights.values, start.values).map { abs($0 - $1) }.max() ?? 0
        #expect(name == "three-factor" ? moved == 0 : moved > 0.002)
        // The step after the last ms: traces have faded by half a ms more, and are off by 1.2e-5 of themselves.
        let left = Float(exponential(-0.5 / 33.7))
        for (one, other) in zip(whole.ruleState["trace_post"], half.ruleState["trace_post"]) {
            #expect(abs(one * left - other) < 2e-5 * one)
        }
    }

    /// The same spikes at the same times, twice as many steps apart, and a membrane potential that fades by time.
    @Test func spikesAreWhereTheyWere() throws {
        var (whole, half) = (
            SpikingLayer(inputs: 40, outputs: 3, seed: 2, spread: 0.15, dynamics: Self.layer),
            SpikingLayer(inputs: 40, outputs: 3, seed: 2, spread: 0.15, dynamics: Self.layer)
        )
        let (coarse, fine) = (Self.spikes(stepsInAMillisecond: 1), Self.spikes(stepsInAMillisecond: 2))
        try whole.setTimeStep(coarse.timeStep)
        try half.setTimeStep(fine.timeStep)
        let (one, other) = (whole.run(coarse).spikes, half.run(fine).spikes)
        let events = one.values.indices.filter { one.values[$0] == 1 }
        #expect(events.count > 30)
        // Value [t, unit] of the one is [2 t, unit] of the other.
        let doubled = events.map { $0 / 3 * 6 + $0 % 3 }
        #expect(other.values.indices.filter { other.values[$0] == 1 } == doubled)
        // A file of the layer at rest has the delay in ms, whatever the step.
        #expect(half.runningState.entries["fields_in_flight"]?.shape == [2, 3])
    }

    @Test func lengthOfAStepIsNeeded() throws {
        var spikes = Self.spikes(stepsInAMillisecond: 1)
        spikes.timeStep = nil
        #expect(throws: ParameterError.self) { try Self.train(STDPRule(layer: Self.layer), spikes, compiled: true) }
        var layer = try Self.train(STDPRule(layer: Self.layer), Self.spikes(stepsInAMillisecond: 1), compiled: true)
            .model
        if layer.refractory.allSatisfy({ $0 == 0 }) { layer.present([Float](repeating: 1, count: 40)) }
        #expect(throws: ModelError.self) { try layer.setTimeStep(0.5) }
        layer.initState()
        try layer.setTimeStep(0.5)
        #expect(layer.timeStep == 0.5)
    }
}
