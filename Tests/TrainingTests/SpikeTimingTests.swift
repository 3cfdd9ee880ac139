import LearningRules
import Models
import Neurons
import Numerics
import Parameters
import Patterns
import Testing

@testable import Training

/// One synapse whose output is made to fire by a second, strong input: the change of weight is known in closed form.
@Suite struct SpikeTimingTests {
    /// The change of the probe's weight, which begins at `weight`, when input and output fire at the given steps.
    static func change(
        _ rule: some SpikeRule, input: Set<Int>, output: Set<Int>, weight: Float = 0, compiled: Bool = true
    ) throws -> Float {
        var dynamics = MembraneDynamics()
        dynamics.leak = 0
        var trainer = Trainer(
            SpikingLayer(weights: Matrix([[weight, 5]]), dynamics: dynamics), rule: rule)
        trainer.configureProgress(showProgress: false, compiled: compiled)
        let steps = (input.union(output).max() ?? 0) + 1
        let values: [Int8] = (0..<steps).flatMap { [input.contains($0) ? 1 : 0, output.contains($0) ? 1 : 0] }
        try trainer.train(PatternSet(coding: .spikes, neurons: 2, values: .integers(values)))
        return trainer.model.weights[0, 0] - weight
    }

    static func rule(_ given: [String: ParameterValue] = [:]) throws -> STDPRule {
        let common: [String: ParameterValue] = [
            "learning-rate": .number(1), "a-plus": .number(0.01), "a-minus": .number(0.01), "w-min": .number(-10),
            "w-max": .number(10),
        ]
        return try STDPRule(common.merging(given) { $1 })
    }

    /// A+ d^k and -A- d^k; 1e-6 relative for products of 50 Float32 factors, and weights begin at 0.
    @Test(arguments: [true, false])
    func pairCurve(compiled: Bool) throws {
        let rule = try Self.rule()
        for distance in 1...50 {
            let expected = Float(0.01 * power(0.95, Double(distance)))
            let up = try Self.change(rule, input: [0], output: [distance], compiled: compiled)
            let down = try Self.change(rule, input: [distance], output: [0], compiled: compiled)
            #expect(abs(up / expected - 1) < 1e-5)
            #expect(abs(down / expected + 1) < 1e-5)
        }
    }

    /// Spikes of one step: A+, A+ - A- or nothing.
    @Test(
        arguments: [(.strengthen, 0.01), (.both, 0.006), (.neither, 0)] as [(Coincidence, Float)], [true, false])
    func coincidence(_ coincidence: (Coincidence, Float), compiled: Bool) throws {
        let rule = try Self.rule(["a-minus": .number(0.004), "coincident": .text(coincidence.0.rawValue)])
        let change = try Self.change(rule, input: [0], output: [0], compiled: compiled)
        #expect(abs(change - coincidence.1) < 1e-8)
    }

    /// Two triplets of one step, at 0 and 4. At 4, faded by four steps: o1 = e^(-4/33.7), r1 = e^(-4/16.8), o2 =
    /// e^(-4/114), r2 = e^(-4/101), each one more after its own spike.
    @Test(arguments: Coincidence.allCases, [true, false])
    func tripletCoincidence(_ coincidence: Coincidence, compiled: Bool) throws {
        let rule = try TripletSTDPRule([
            "a2-plus": .number(0.002), "a3-minus": .number(0.001), "w-min": .number(-10), "w-max": .number(10),
            "coincident": .text(coincidence.rawValue),
        ])
        let change = try Self.change(rule, input: [0, 4], output: [0, 4], compiled: compiled)
        func faded(_ tau: Double) -> Double { exponential(-4 / tau) }
        let (pre, post) = (coincidence.strengthens ? 1.0 : 0, coincidence.weakens ? 1.0 : 0)
        let expected =
            0.002 * pre - 0.0071 * post + (faded(16.8) + pre) * (0.002 + 0.0065 * faded(114))
            - (faded(33.7) + post) * (0.0071 + 0.001 * faded(101))
        #expect(abs(Double(change) - expected) < 1e-8)
    }

    /// exp(-1/tau): .94221 for 16.8 ms, .97076 for 33.7 ms with steps of 1 ms.
    @Test func timeConstants() throws {
        let pairing = try Self.rule(["tau-plus": .number(16.8), "tau-minus": .number(33.7)]).pairing
        #expect(abs(pairing.preDecay - 0.94221) < 1e-5)
        #expect(abs(pairing.postDecay - 0.97076) < 1e-5)
        for (decay, tau) in [(0.90, 9.49), (0.95, 19.50), (0.98, 49.5)] {
            // The time constants are given to three or four digits.
            #expect(abs(exponential(-1 / tau) - decay) < 1e-4)
        }
    }

    /// Inputs at 0 and 2, output at 3: d^3 + d against d alone.
    @Test func pairing() throws {
        let all = try Self.change(try Self.rule(), input: [0, 2], output: [3])
        #expect(abs(all - 0.01 * (0.857375 + 0.95)) < 1e-7)
        let nearest = try Self.change(try Self.rule(["pairing": .text("nearest")]), input: [0, 2], output: [3])
        #expect(abs(nearest - 0.01 * 0.95) < 1e-7)
    }

    /// A weight of .5 in [0, 10] has .95 of its room above it and .05 below.
    @Test(arguments: [0.0, 0.5, 1.0])
    func weightDependence(mu: Double) throws {
        let rule = try Self.rule(["mu": .number(mu), "w-min": .number(0)])
        // Below the threshold the probe itself does not make the output fire.
        let up = try Self.change(rule, input: [0], output: [2], weight: 0.5)
        #expect(abs(Double(up) - 0.01 * 0.9025 * power(0.95, mu)) < 1e-7)
        let down = try Self.change(rule, input: [2], output: [0], weight: 0.5)
        #expect(abs(Double(down) + 0.01 * 0.9025 * power(0.05, mu)) < 1e-7)
    }

    /// Output at 0, input at 3, output at 5: -A2- e^{-3/tau-} at 3, then e^{-2/tau+} (A2+ + A3+ e^{-5/tau_y}) at 5.
    @Test(arguments: [true, false])
    func triplet(compiled: Bool) throws {
        let rule = try TripletSTDPRule([
            "a2-plus": .number(0.002), "w-min": .number(-10), "w-max": .number(10),
        ])
        let change = try Self.change(rule, input: [3], output: [0, 5], compiled: compiled)
        let expected =
            -0.0071 * exponential(-3 / 33.7) + exponential(-2 / 16.8) * (0.002 + 0.0065 * exponential(-5 / 114))
        #expect(abs(Double(change) - expected) < 1e-8)
    }

    /// Sjöström's pairing protocol, 60 pairs: output before input weakens at 20 Hz and strengthens at 50 Hz; input
    /// before output strengthens at 50 Hz (Pfister and Gerstner 2006, figure 5).
    @Test func tripletsTurnWithFrequency() throws {
        let rule = try TripletSTDPRule(["w-min": .number(-10), "w-max": .number(10)])
        func pairs(every period: Int, outputAfter delay: Int) throws -> Float {
            let first = (0..<60).map { 20 + $0 * period }
            return try Self.change(rule, input: Set(first), output: Set(first.map { $0 + delay }))
        }
        #expect(try pairs(every: 50, outputAfter: -10) < 0)
        // Between 33 and 40 pairs a second the gain, A3+ r1 o2, comes to exceed the loss, A2- o1: with the sums over all
        // earlier spikes, .0065 · .37 · 3.3 < .0071 · 1.26 at 30 steps, .0065 · .53 · 4.1 > .0071 · 1.42 at 25.
        #expect(try pairs(every: 30, outputAfter: -10) < 0)
        #expect(try pairs(every: 25, outputAfter: -10) > 0)
        #expect(try pairs(every: 20, outputAfter: -10) > 0)
        #expect(try pairs(every: 20, outputAfter: 10) > 0)
        #expect(try pairs(every: 50, outputAfter: 10) < pairs(every: 20, outputAfter: 10))
    }

    /// 20 inputs fire one after the other, again and again; the output fires in the midst of them. Inputs before it
    /// grow, inputs after it shrink.
    @Test func earlyInputsOfASequenceGrow() throws {
        let values: [Int8] = (0..<40 * 60).flatMap { step in
            (0..<20).map { step % 60 == $0 ? 1 : 0 }
        }
        var dynamics = MembraneDynamics()
        (dynamics.leak, dynamics.refractory) = (0.98, 30)
        let rule = try STDPRule(["learning-rate": .number(1)])
        var trainer = Trainer(
            SpikingLayer(weights: Matrix(rows: 1, columns: 20, repeating: 0.2), dynamics: dynamics), rule: rule)
        try trainer.train(PatternSet(coding: .spikes, neurons: 20, values: .integers(values)))
        let weights = trainer.model.weights.values
        #expect(weights[0] > 0.2 && weights[1] > 0.2)
        #expect(weights[8...].allSatisfy { $0 < 0.2 })
    }

    /// Additive STDP whose weakening outweighs makes Poisson inputs compete: the weights gather at the limits (Song,
    /// Miller and Abbott 2000, here with current instead of conductance synapses). Over all lags A+ / (1 - d) strengthens
    /// and A- d / (1 - d) weakens: A- = 1.05 A+ / .95 = .01105 is their 5 %.
    @Test func weightsBecomeBimodal() throws {
        let (inputs, steps) = (100, 10000)
        var random = RandomStream(seed: 6, purpose: "competition")
        let values = (0..<steps * inputs).map { _ in Int8(random.nextUniform() < 0.03 ? 1 : 0) }
        let spikes = PatternSet(coding: .spikes, neurons: inputs, values: .integers(values))
        var dynamics = MembraneDynamics()
        (dynamics.leak, dynamics.threshold) = (0.95, 30)
        let rule = try STDPRule(["learning-rate": .number(1), "a-plus": .number(0.01), "a-minus": .number(0.01105)])
        var trainer = Trainer(
            SpikingLayer(weights: Matrix(rows: 1, columns: inputs, repeating: 0.9), dynamics: dynamics), rule: rule)
        trainer.options.epochs = 10
        try trainer.train(spikes)
        let weights = trainer.model.weights.values
        let low = weights.count { $0 < 0.2 }
        let high = weights.count { $0 > 0.8 }
        // Spread evenly, a fifth would lie at each end and two fifths at both.
        #expect(low > 25 && high > 25 && low + high > 60)
    }
}
