import LearningRules
import Models
import Neurons
import Numerics
import Parameters
import Patterns
import TestSupport
import Testing

@testable import Training

/// Learning by visits to synapses against the equations step by step, for sparse and dense spikes, over several windows.
@Suite struct SpikePathTests {
    /// A layer, and inputs that fire with a share in each step, at a threshold that some outputs reach and others do not.
    struct Setting: CustomTestStringConvertible, Sendable {
        var inputs: Int
        var outputs: Int
        var steps: Int
        var share: Double
        var delay = 0
        var testDescription: String { "\(inputs) to \(outputs), \(share) of the inputs, \(steps) steps" }

        func train(_ rule: any SpikeRule, compiled: Bool, threads: Int) throws -> Trained<SpikingLayer> {
            var random = RandomStream(seed: 6, purpose: "spike paths")
            let values = (0..<steps * inputs).map { _ in random.nextUniform() < share ? Int8(1) : 0 }
            var dynamics = MembraneDynamics()
            dynamics.delay = StepQuantity(Double(delay))
            dynamics.threshold = Float(max(0.3, Double(inputs) * share * 0.04))
            let spikes = PatternSet(coding: .spikes, neurons: inputs, values: .integers(values))
            return try TrainingTests.train(
                SpikingLayer(inputs: inputs, outputs: outputs, seed: 3, dynamics: dynamics), rule, spikes
            ) {
                $0.workers = Workers(count: threads)
                $0.schedule = .inverse(time: 1000)
                $0.isCompiled = compiled
            }
        }
    }

    /// Two windows of 1024 steps and a part of a third; 21 outputs are one tile, not a multiple of a vector. Then so many inputs that
    /// 70 outputs are a tile of 48 and one of 22, and spikes so dense that most inputs fire step after step.
    static let settings = [
        Setting(inputs: 60, outputs: 21, steps: 2500, share: 0.03),
        Setting(inputs: 60, outputs: 21, steps: 1100, share: 0.3),
        Setting(inputs: 2100, outputs: 70, steps: 16, share: 0.5),
        Setting(inputs: 2100, outputs: 70, steps: 16, share: 1),
        // Fields are on their way from window to window.
        Setting(inputs: 60, outputs: 21, steps: 1100, share: 0.05, delay: 7),
    ]

    static let rules: [(name: String, parameters: [String: ParameterValue])] = [
        ("stdp", [:]), ("stdp", ["pairing": .text("nearest"), "tau-plus": .number(0.3)]),
        ("stdp", ["trace-decay": .number(0.4), "w-max": .number(0.06), "w-min": .number(0.04)]),
        ("stdp", ["mu": .number(0.5), "tau-plus": .number(10)]), ("triplet-stdp", ["tau-plus": .number(5000)]),
        ("triplet-stdp", ["pairing": .text("nearest"), "a2-plus": .number(0.01), "a3-minus": .number(0.002)]),
        ("stdp", ["coincident": .text("both"), "w-max": .number(0.06), "w-min": .number(0.04)]),
        ("stdp", ["coincident": .text("both"), "mu": .number(0.5)]),
        ("stdp", ["coincident": .text("neither"), "trace-decay": .number(0.4)]),
        ("triplet-stdp", ["coincident": .text("neither"), "pairing": .text("nearest")]),
        ("stdp", ["coincident": .text("neither"), "w-max": .number(0.06), "w-min": .number(0.04)]),
        ("stdp", ["pairing": .text("pre-centred"), "tau-plus": .number(30)]),
        ("stdp", ["pairing": .text("pre-centred"), "coincident": .text("neither")]),
        ("stdp", ["pairing": .text("pre-centred"), "coincident": .text("both"), "mu": .number(1)]),
        ("stdp", ["pairing": .text("restricted")]),
        ("stdp", ["pairing": .text("restricted"), "coincident": .text("neither"), "mu-plus": .number(0.3)]),
        ("stdp", ["pairing": .text("restricted"), "coincident": .text("both")]),
        ("stdp", ["dependence": .text("power"), "mu-plus": .number(0.4), "mu-minus": .number(1)]),
        ("inhibitory-stdp", [:]), ("inhibitory-stdp", ["coincident": .text("both"), "w-max": .number(0.06)]),
    ]

    static func rule(_ index: Int) throws -> any SpikeRule {
        let (name, parameters) = rules[index]
        let given = parameters.merging(["learning-rate": .number(0.1)]) { $1 }
        return switch name {
        case "stdp": try STDPRule(given)
        case "triplet-stdp": try TripletSTDPRule(given)
        default: try InhibitorySTDPRule(given)
        }
    }

    /// 2e-5 of the largest value: changes of Float32 added up in another order, a few hundred for each synapse. With
    /// limits close about the weights, most synapses are cut at one or the other again and again.
    @Test(arguments: settings, rules.indices)
    func visitsAreTheEquations(_ setting: Setting, rule index: Int) throws {
        let rule = try Self.rule(index)
        let plain = try setting.train(rule, compiled: false, threads: 1)
        let fast = try setting.train(rule, compiled: true, threads: 1)
        #expect(fast.model.state == plain.model.state)
        #expect(fast.model.runningState["refractory"] == plain.model.runningState["refractory"])
        #expect(relativeError(fast.model.weights.values, plain.model.weights.values) < 2e-5)
        #expect(relativeError(fast.model.potentials, plain.model.potentials) < 2e-5)
        if setting.delay > 0 {
            #expect(relativeError(fast.model.fieldsInFlight, plain.model.fieldsInFlight) < 2e-5)
        }
        for name in plain.ruleState.names {
            #expect(relativeError(fast.ruleState[name], plain.ruleState[name]) < 2e-5, "\(name)")
        }
        #expect(plain.model.weights != SpikingLayer(inputs: setting.inputs, outputs: setting.outputs, seed: 3).weights)
        // The width of the tiles depends on the number of threads; no bit of the result does.
        let three = try setting.train(rule, compiled: true, threads: 3)
        #expect(three.model.weights == fast.model.weights)
        #expect(three.model.runningState == fast.model.runningState && three.ruleState == fast.ruleState)
    }

    /// 1024 steps, fewer where there are many synapses; and no more than 262144 spikes beside the last step's.
    @Test func windows() {
        #expect(SpikeWindow.limit(inputs: 60, outputs: 21) == 1024)
        #expect(SpikeWindow.limit(inputs: 4096, outputs: 8192) == 128)
        #expect(SpikeWindow.limit(inputs: 100_000, outputs: 100_000) == 16)
        #expect(SpikeWindow.limit(inputs: 10, outputs: 65536) == 64)
        let inputs = 131_073
        var found: [[Int]] = []
        SpikeWindow.forEach(
            [Int8](repeating: 1, count: 4 * inputs), inputs: inputs, samples: [0, 1, 2, 3], rates: [5, 6, 7, 8]
        ) { spikes, rates in
            #expect(spikes.allSatisfy { $0 == Array(0..<Int32(inputs)) })
            found.append(rates.map { Int($0) })
        }
        #expect(found == [[5, 6], [7, 8]])
    }

    /// The largest power of two of steps that leaves an eighth: .9512^32 = .2, .9512^64 = .04; .36^2 = .13; .35^2 = .12.
    @Test(arguments: [(0.951229, 5), (0.36, 1), (0.35, 0), (0, 0), (1, 10)] as [(Float, Int)])
    func segments(decay: Float, shift: Int) {
        #expect(SpikeWindow.segmentShift(decay: decay) == shift)
    }

    @Test func tiles() {
        #expect(SpikeTile.width(inputs: 2100, outputs: 70, threads: 1) == 48)
        #expect(SpikeTile.width(inputs: 2100, outputs: 70, threads: 3) == 32)
        #expect(SpikeTile.width(inputs: 60, outputs: 21, threads: 1) == 32)
        #expect(SpikeTile.width(inputs: 1_000_000, outputs: 1000, threads: 2) == 16)
        #expect(SpikeTile.width(inputs: 10, outputs: 5000, threads: 2) == 256)
    }
}
