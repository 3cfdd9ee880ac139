import LearningRules
import Models
import Neurons
import Numerics
import Parameters
import Patterns
import TestSupport
import Testing

@testable import Training

/// Rules by spikes as equations: the built-in ones written so, and the way by blocks against the equations synapse by synapse.
@Suite struct SpikeEquationTests {
    struct Pair: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let builtIn: [String: ParameterValue]
        let traces: [String]
        let onPre: String
        let onPost: String

        func builtIn(_ more: [String: ParameterValue]) throws -> any SpikeRule {
            let given = builtIn.merging(more) { $1 }
            return switch testDescription {
            case "triplet-stdp", "nearest triplets": try TripletSTDPRule(given)
            case "inhibitory-stdp": try InhibitorySTDPRule(given)
            default: try STDPRule(given)
            }
        }

        func equations(_ more: [String: ParameterValue]) throws -> SpikeEquationRule {
            let own: [String: ParameterValue] = [
                "trace": .texts(traces), "on-pre": .text(onPre), "on-post": .text(onPost),
            ]
            return try SpikeEquationRule(own.merging(more) { $1 })
        }
    }

    static let pairs = [
        Pair(
            testDescription: "stdp", builtIn: [:],
            traces: ["r: decay=0.95 on pre += 1", "o: decay=0.95 on post += 1"], onPre: "w - eta*0.00525*o",
            onPost: "w + eta*0.005*r"),
        Pair(
            testDescription: "nearest, multiplicative",
            builtIn: [
                "pairing": .text("nearest"), "mu": .number(1), "tau-plus": .number(16.8), "tau-minus": .number(33.7),
            ],
            traces: ["r: tau=16.8 on pre = 1", "o: tau=33.7 on post = 1"],
            onPre: "w - eta*0.00525*((w - wmin)/(wmax - wmin))*o",
            onPost: "w + eta*0.005*((wmax - w)/(wmax - wmin))*r"),
        Pair(
            testDescription: "triplet-stdp", builtIn: ["a2-plus": .number(0.01), "a3-minus": .number(0.002)],
            traces: [
                "r1: tau=16.8 on pre += 1", "r2: tau=101 on pre += 1", "o1: tau=33.7 on post += 1",
                "o2: tau=114 on post += 1",
            ], onPre: "w - eta*(0.0071 + 0.002*r2)*o1", onPost: "w + eta*(0.01 + 0.0065*o2)*r1"),
        Pair(
            testDescription: "nearest triplets",
            builtIn: ["pairing": .text("nearest"), "a2-plus": .number(0.01), "a3-minus": .number(0.002)],
            traces: [
                "r1: tau=16.8 on pre = 1", "r2: tau=101 on pre = 1", "o1: tau=33.7 on post = 1",
                "o2: tau=114 on post = 1",
            ], onPre: "w - eta*(0.0071 + 0.002*r2)*o1", onPost: "w + eta*(0.01 + 0.0065*o2)*r1"),
        // alpha = 2 · .003 · 20 = .12.
        Pair(
            testDescription: "inhibitory-stdp", builtIn: [:],
            traces: ["r: tau=20 on pre += 1", "o: tau=20 on post += 1"], onPre: "w + eta*(o - 0.12)",
            onPost: "w + eta*r"),
    ]

    static let more: [[String: ParameterValue]] = [
        [:], ["w-max": .number(0.06), "w-min": .number(0.04)], ["coincident": .text("neither")],
        ["coincident": .text("both")],
    ]

    /// Bit by bit, since every number comes from the same operations in the same order; only where both sides fire and both
    /// changes are one (coincidence both) do they round otherwise, by 6e-8 of a weight each time. The way by blocks gives all
    /// bits of the way synapse by synapse, whatever the tiles.
    @Test(arguments: pairs, more.indices) func equationsAreTheRules(_ pair: Pair, _ index: Int) throws {
        let given = Self.more[index].merging(["learning-rate": .number(0.1)]) { $1 }
        for setting in [SpikePathTests.settings[0]] + (index == 0 ? [SpikePathTests.settings[4]] : []) {
            let builtIn = try setting.train(try pair.builtIn(given), compiled: false, threads: 1)
            let rule = try pair.equations(given)
            let plain = try setting.train(rule, compiled: false, threads: 1)
            let (built, own) = (builtIn.model.weights, plain.model.weights)
            if rule.coincident == .both {
                #expect(relativeError(own.values, built.values) < 2e-5)
            } else {
                let isSame = own == built
                #expect(isSame)
            }
            #expect(plain.model.state == builtIn.model.state)
            for threads in [1, 3] {
                let blocks = try setting.train(rule, compiled: true, threads: threads)
                #expect(blocks.model.weights == own && blocks.ruleState == plain.ruleState)
                #expect(blocks.model.runningState == plain.model.runningState)
            }
        }
    }

    /// 70 outputs in two tiles of 2100 inputs, more than a block, most of which fire.
    @Test func manyInputs() throws {
        let rule = try Self.pairs[2].equations(["learning-rate": .number(0.1)])
        let setting = SpikePathTests.settings[2]
        let plain = try setting.train(rule, compiled: false, threads: 1)
        let blocks = try setting.train(rule, compiled: true, threads: 2)
        #expect(blocks.model.weights == plain.model.weights && blocks.ruleState == plain.ruleState)
        #expect(plain.model.weights != SpikingLayer(inputs: 2100, outputs: 70, seed: 3).weights)
    }

    /// Traces of one side alone, a trace that falls below 0, and one that nobody reads: bit by bit still.
    @Test func otherEquations() throws {
        let rule = try SpikeEquationRule(
            traces: ["r: tau=5 on pre += -0.5", "idle: tau=3 on pre = 1"], onPre: "max(w, wmin)/(1 + exp(r))",
            onPost: "w - eta*r*(wmax - w)^2", learningRate: 0.3)
        let setting = SpikePathTests.settings[0]
        let plain = try setting.train(rule, compiled: false, threads: 1)
        let blocks = try setting.train(rule, compiled: true, threads: 1)
        #expect(blocks.model.weights == plain.model.weights && blocks.ruleState == plain.ruleState)
        #expect(plain.ruleState.names == ["traces_pre"])
    }

    @Test(arguments: [true, false]) func whatIsNoNumberStops(_ compiled: Bool) throws {
        let rule = try SpikeEquationRule(
            traces: ["r: tau=20 on pre += 1"], onPre: "log(w - 9)", onPost: "w")
        let error = #expect(throws: LearningError.self) {
            try SpikePathTests.settings[0].train(rule, compiled: compiled, threads: 1)
        }
        #expect(error?.description.contains("weights are not finite") == true)
    }
}
