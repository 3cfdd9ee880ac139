import CANNS
import Numerics
import TestSupport
import Testing

@testable import Models
@testable import Training

/// Learning in a recurrent network of spiking units.
@Suite struct NetworkLearningTests {
    private static func spikes(_ steps: Int, _ inputs: Int, _ isOne: (Int, Int) -> Bool) -> PatternSet {
        let values = (0..<steps * inputs).map { Int8(isOne($0 / inputs, $0 % inputs) ? 1 : 0) }
        return PatternSet(coding: .spikes, neurons: inputs, values: .integers(values), timeStep: 1)
    }

    private static func random(_ steps: Int, _ inputs: Int, seed: UInt64) -> PatternSet {
        var random = RandomStream(seed: seed, purpose: "network learning")
        return spikes(steps, inputs) { _, _ in random.nextUniform() < 0.1 }
    }

    /// Without connections between units, inputs to all of them make the layer: the same spikes, and weights up to the
    /// rounding of some hundred changes in Float32.
    @Test func inputsAloneAreALayer() throws {
        let layer = SpikingLayer(inputs: 30, outputs: 4, seed: 3, dynamics: MembraneDynamics(threshold: 0.3))
        let rule = STDPRule(learningRate: 1, aPlus: 0.01, aMinus: 0.012, layer: layer.dynamics)
        let rows = (0..<120).map { place in
            Connections.Row(
                target: Int32(place / 30), source: Int32(4 + place % 30), weight: layer.weights.values[place], delay: 0,
                isPlastic: true)
        }
        let (connections, weights) = try Connections.compressed(rows, units: 4, sources: 34)
        let network = try SpikingNetwork(connections: connections, weights: weights, dynamics: layer.dynamics)
        var (one, other) = (Trainer(layer, rule), Trainer(network, rule))
        let inputs = Self.random(400, 30, seed: 1)
        try one.train(inputs)
        try other.train(inputs)
        #expect(one.model.weights != layer.weights)
        for connection in 0..<120 {
            let (unit, input) = (Int(connections.targets[connection]), connection / 4)
            #expect(abs(other.model.weights.values[connection] - one.model.weights[unit, input]) < 1e-5)
        }
        #expect(other.model.state == one.model.state)
    }

    /// Spike by spike or by the whole matrix, the same bits.
    @Test(arguments: [Coincidence.strengthen, .both, .neither], PairingScheme.allCases)
    func fastIsPlain(_ coincident: Coincidence, _ pairs: PairingScheme) throws {
        let layer = MembraneDynamics(threshold: 0.5, refractory: 2, delay: 2)
        var rule = STDPRule(learningRate: 1, aPlus: 0.02, aMinus: 0.03, coincident: coincident, layer: layer)
        (rule.pairs, rule.mu) = (pairs, 0.5)
        var design = ModelDesign(inputs: 20, outputs: 20)
        design.seed = 5
        design.parameters = rule.modelParameters.merging([
            "inhibitory": .integer(4), "connectivity": .number(0.4), "excitatory-weight": .number(0.2),
            "delay-spread": .integer(3), "input-weight": .number(0.6),
        ]) { $1 }
        var fast = Trainer(try SpikingNetwork(design: design), rule)
        var plain = fast
        plain.options.isCompiled = false
        let inputs = Self.random(300, 20, seed: 2)
        guard !pairs.isOfSynapses else {
            #expect(throws: LearningError.self) { try fast.train(inputs) }
            return
        }
        let start = fast.model.weights
        try fast.train(inputs)
        try plain.train(inputs)
        #expect(fast.model.weights != start)
        #expect(fast.model.weights == plain.model.weights && fast.ruleState == plain.ruleState)
    }

    @Test func tripletsToo() throws {
        var rule = TripletSTDPRule()
        rule.layer = MembraneDynamics(threshold: 0.5, refractory: 2)
        var design = ModelDesign(inputs: 20, outputs: 20)
        design.parameters = rule.modelParameters.merging(["input-weight": .number(0.6)]) { $1 }
        var fast = Trainer(try SpikingNetwork(design: design), rule)
        var plain = fast
        plain.options.isCompiled = false
        try fast.train(Self.random(300, 20, seed: 2))
        try plain.train(Self.random(300, 20, seed: 2))
        #expect(fast.model.weights == plain.model.weights && fast.ruleState == plain.ruleState)
    }

    /// Ten groups of five units are shown one after the other, 10 ms apart. STDP with tau+ = 10 ms strengthens each
    /// connection from a group to the next by A+ exp(-1) a presentation and to the one after it by A+ exp(-2). While the sum
    /// of what arrives, 5 w of the group before and what is left of the one before that, is below the threshold of 1, w
    /// after n presentations is n A+ exp(-1) and n A+ exp(-2): .1655 and .0609 for n = 45 and A+ = .01. From 55 on (5 · 55 ·
    /// .01 · .3679 = 1.012) a group fires the next one by itself, 8 ms later: the delay, which inputs have too.
    @Test func sequenceIsRecalledFromItsBeginning() throws {
        let layer = MembraneDynamics(membraneTime: 10, refractory: 60, delay: 8)
        var rule = STDPRule(
            learningRate: 1, aPlus: 0.01, aMinus: 0.011, coincident: .neither, layer: layer, tauPlus: 10, tauMinus: 10)
        rule.weights.wMax = 0.3
        var design = ModelDesign(inputs: 50, outputs: 50)
        design.parameters = rule.modelParameters.merging([
            "connectivity": .number(1), "excitatory-weight": .number(0), "input-weight": .number(1.5),
        ]) { $1 }
        var trainer = Trainer(try SpikingNetwork(design: design), rule)
        let shown = Self.spikes(200, 50) { $0 == 5 + 10 * ($1 / 5) }
        trainer.options.epochs = 45
        try trainer.train(shown)
        func weight(_ source: Int, _ target: Int) -> Float {
            let connections = trainer.model.connections
            let place = (connections.starts[source]..<connections.starts[source + 1]).first {
                connections.targets[$0] == Int32(target)
            }
            return place.map { trainer.model.weights.values[$0] } ?? .nan
        }
        #expect(abs(weight(2, 7) - 45 * 0.01 * 0.367879) < 1e-4)
        #expect(abs(weight(2, 12) - 45 * 0.01 * 0.135335) < 1e-4)
        #expect(weight(7, 2) == 0 && weight(2, 3) == 0)

        let beginning = Self.spikes(200, 50) { $0 == 5 && $1 < 5 }
        #expect(try trainer.model.respond(to: beginning).values.reduce(0, +) == 5)
        trainer.options.epochs = 15
        try trainer.train(shown)
        let recalled = try trainer.model.respond(to: beginning)
        for group in 0..<10 {
            for unit in 5 * group..<5 * group + 5 {
                #expect((0..<200).filter { recalled[$0, unit] > 0 } == [13 + 8 * group])
            }
        }
    }

    /// The latency of Song, Miller and Abbott (2000): inputs fire one after the other, again and again. Those that come
    /// first are strengthened, those that come after the output weakened, until the unit answers at the beginning.
    @Test func answerComesEarlier() throws {
        let layer = MembraneDynamics(membraneTime: 10, refractory: 5)
        var rule = STDPRule(
            learningRate: 1, aPlus: 0.005, aMinus: 0.00525, layer: layer, tauPlus: 20, tauMinus: 20)
        rule.weights.wMax = 0.4
        var design = ModelDesign(inputs: 40, outputs: 1)
        design.parameters = rule.modelParameters.merging([
            "input-wiring": .text("all"), "input-weight": .number(0.1), "plastic": .text("input"),
        ]) { $1 }
        var trainer = Trainer(try SpikingNetwork(design: design), rule)
        let shown = Self.spikes(200, 40) { $0 == 10 + $1 }
        func latency() throws -> Int {
            let spikes = try trainer.model.respond(to: shown)
            return (spikes.values.firstIndex { $0 > 0 } ?? 1000) - 10
        }
        // v after n inputs of .1, one a step, is .1 (1 - d^n) / (1 - d), d = exp(-1/10): 1 is passed for n = 31 of them.
        #expect(try latency() == 30)
        trainer.options.epochs = 200
        try trainer.train(shown)
        #expect(try latency() <= 5)
        // From the limits of the weights: .4 (1 - d^3) / (1 - d) = 1.09 is the first above 1.
        #expect(try latency() >= 2)
    }

    /// Inhibitory plasticity brings excitatory units to their target rate: 100 units that without it fire some 40 times a
    /// second, from noise of their own, settle within 5 % of 10 Hz.
    @Test func inhibitionBalances() throws {
        let layer = MembraneDynamics(
            threshold: 10, membraneTime: .milliseconds(20), refractory: .milliseconds(5))
        var rule = InhibitorySTDPRule(
            learningRate: 0.001, targetRate: .hertz(10), tau: .milliseconds(20), layer: layer)
        rule.weights.wMax = 10
        var design = ModelDesign(inputs: 125, outputs: 125)
        design.timeStep = 0.5
        design.parameters = rule.modelParameters.merging([
            "inhibitory": .integer(25), "connectivity": .number(1), "excitatory-weight": .number(0.01),
            "inhibitory-weight": .number(0.05), "plastic": .text("inhibitory"), "plastic-weight": .number(0),
            "input-weight": .number(0.15), "synapses": .text("conductance"), "drive": .number(5),
            "tau-excitatory": .quantity(.milliseconds(5)), "tau-inhibitory": .quantity(.milliseconds(10)),
        ]) { $1 }
        var trainer = Trainer(try SpikingNetwork(design: design), rule)
        var random = RandomStream(seed: 1, purpose: "network noise")
        let values = (0..<2000 * 125).map { _ in Int8(random.nextUniform() < 0.2 ? 1 : 0) }
        let noise = PatternSet(coding: .spikes, neurons: 125, values: .integers(values), timeStep: 0.5)
        trainer.options.epochs = 8
        let rates = try trainer.train(noise).curves["rate_excitatory"] ?? []
        #expect(rates.count == 8 && rates[0] > 20)
        #expect(abs((rates[6] + rates[7]) / 2 - 10) < 0.5)
    }
}
