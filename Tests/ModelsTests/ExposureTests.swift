import Neurons
import Numerics
import Patterns
import Testing

@testable import Models

/// Patterns shown as spikes, and what competing units make of them.
@Suite struct ExposureTests {
    /// Of 700 steps an input of value 1 fires in each with probability .031875: 22.3 ± 4.6 times; 300 such inputs 6694 ± 80
    /// times; half the value half as often; value 0 never; a probability of 1 always.
    @Test func spikesHaveTheirRates() {
        let exposure = RateCodedExposure()
        func count(_ value: Float, _ inputs: Int, attempt: Int = 0) -> Int {
            var random = RandomStream(seed: 3, purpose: "rates")
            return InputSpikes(
                [Float](repeating: value, count: inputs), exposure, attempt: attempt, random: &random
            ).count
        }
        #expect(abs(count(1, 300) - 6694) < 4 * 81)
        #expect(abs(count(0.5, 300) - 3347) < 4 * 58)
        #expect(count(0, 300) == 0)
        // The third attempt: 63.75 + 2 · 31.875 Hz.
        #expect(abs(count(1, 300, attempt: 2) - 2 * 6694) < 4 * 112)
        var certain = exposure
        certain.rate = 1e5
        var random = RandomStream(seed: 3, purpose: "rates")
        let all = InputSpikes([1], certain, attempt: 0, random: &random)
        #expect(all.count == 700 && all.steps == 700)
    }

    /// The steps between two spikes: as many short gaps as independent steps have, P(next step) = p.
    @Test func stepsAreIndependent() {
        var exposure = RateCodedExposure()
        (exposure.rate, exposure.shownTime) = (500, 20_000)
        var random = RandomStream(seed: 5, purpose: "gaps")
        let spikes = InputSpikes([1], exposure, attempt: 0, random: &random)
        let steps = (0..<spikes.steps).filter { spikes.withInputs($0) { !$0.isEmpty } }
        let neighbours = zip(steps, steps.dropFirst()).count { $1 == $0 + 1 }
        // p = .25, 10 000 ± 87 spikes, of which a quarter have a neighbour: 2500 ± 50.
        #expect(abs(steps.count - 10_000) < 350 && abs(neighbours - 2500) < 200)
    }

    /// One unit, driven in every step by g = 1: v goes to -65 / 2 = -32.5 with half the time constant, and crosses
    /// -52 mV where 65 - 32.5 (1 - e^(-t/50)) = 52, at t = 50 ln(32.5/19.5) = 25.5 ms, that is step 51; Euler's steps come
    /// 1 % early. Each step brings .5, of which half is left after it: 1 in all when the potential moves.
    @Test func firesWhenTheEquationSays() throws {
        var circuit = CompetitiveCircuit()
        circuit.longestDelay = 0
        let layer = try AdaptiveThresholdLayer(weights: Matrix([[0.5]]), circuit: circuit)
        let run = layer.learningRun(isCompiled: true)
        var learner = FirstSpike()
        run.show(InputSpikes([[Int32]](repeating: [0], count: 100)), &learner)
        #expect(abs((learner.step ?? 0) - 51) <= 2)
        // Firing raises theta by .05 mV.
        #expect(abs(run.thetas[0] - 20.05) < 1e-4 && run.counts == [1])
    }

    /// 100 units alike fire in one step, and each is inhibited by 99 others: dt (1 + g + h) / tau = .5 · 1684 / 100 = 8.4,
    /// so that Euler's step would throw potentials from -65 mV to 8.4 · 35 mV below, and the next one to the other side.
    /// They end at -100 mV, where inhibition pulls, and none fires again in the rest of the 100 steps.
    @Test(arguments: [true, false]) func manySpikesAtOnce(isCompiled: Bool) throws {
        var circuit = CompetitiveCircuit()
        circuit.longestDelay = 0
        let layer = try AdaptiveThresholdLayer(
            weights: Matrix(rows: 100, columns: 1, values: [Float](repeating: 0.5, count: 100)), circuit: circuit)
        let run = layer.learningRun(isCompiled: isCompiled)
        var learner = FirstSpike()
        run.show(InputSpikes([[Int32]](repeating: [0], count: 60)), &learner)
        #expect(run.counts == [Int32](repeating: 1, count: 100))
        #expect(run.potentials.allSatisfy { (-100.001 ... -90).contains($0) })
    }

    private struct FirstSpike: StepLearner {
        var step: Int?
        private var steps = 0
        mutating func begin() {}
        mutating func learn(inputs: UnsafeBufferPointer<Int32>, outputs: UnsafeBufferPointer<Int32>) {
            if step == nil, !outputs.isEmpty { step = steps }
            steps += 1
        }
        mutating func pass(_ steps: Int) {}
        mutating func end() {}
    }

    private func layer() throws -> AdaptiveThresholdLayer {
        var exposure = RateCodedExposure()
        (exposure.rate, exposure.shownTime) = (300, 60)
        return try AdaptiveThresholdLayer(inputs: 30, outputs: 19, seed: 2, exposure: exposure)
    }

    private var patterns: PatternSet {
        var random = RandomStream(seed: 6, purpose: "patterns")
        return PatternSet(Matrix(rows: 70, columns: 30, values: (0..<70 * 30).map { _ in Float(random.nextUniform()) }))
    }

    /// Threads, kernels and where a batch is cut change no spike.
    @Test func answersAreTheSame() throws {
        let (layer, patterns) = (try layer(), patterns)
        let counts = try layer.respond(to: patterns)
        #expect(counts.values.contains { $0 > 0 })
        for row in 0..<counts.rows { #expect(counts.row(row).reduce(0, +) >= 5) }
        var setting = ResponseSetting()
        setting.workers = Workers(count: 3)
        #expect(try layer.respond(to: patterns, setting) == counts)
        setting.isCompiled = false
        #expect(try layer.respond(to: patterns, setting) == counts)
        setting.first = 40
        let rest = try layer.respond(to: patterns.selecting(Array(40..<70)), setting)
        #expect(rest.values == Array(counts.values[(40 * 19)...]))
        setting.seed = 1
        #expect(try layer.respond(to: patterns, setting) != counts)
    }

    /// A pattern that makes no unit fire enough is given up after all attempts, a blank one at once.
    @Test func givesUp() throws {
        var exposure = RateCodedExposure()
        (exposure.rateStep, exposure.shownTime) = (0, 20)
        let layer = try AdaptiveThresholdLayer(weights: Matrix([[0.01, 0.01]]), exposure: exposure)
        #expect(try layer.respond(to: PatternSet(Matrix([[0.2, 0], [0, 0]]))) == Matrix([[0], [0]]))
    }

    @Test func refusals() throws {
        let layer = try layer()
        let error = #expect(throws: RecallError.self) {
            try layer.respond(to: PatternSet(Matrix([[Float](repeating: 255, count: 30)])))
        }
        #expect(error?.description.contains("255.0, expected values from 0 to 1") == true)
        var exposure = RateCodedExposure()
        exposure.timeStep = 2
        #expect(throws: ModelError.self) { try AdaptiveThresholdLayer(weights: Matrix([[1]]), exposure: exposure) }
    }
}
