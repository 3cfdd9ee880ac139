import Foundation
import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import Testing
import Training

/// Rules by spike timing in NEST 3.10 or Brian2 2.9 and here, on the same trains of spikes: tools/check-plasticity wrote the
/// file.
@Suite struct PlasticityReferenceTests {
    struct File: Decodable, Sendable {
        struct Case: Decodable, Sendable {
            /// Whether some input and output spikes reach the synapse in the same step.
            let coincide: Bool
            let pre: [Int]
            let post: [Int]
            /// Steps of a reward; none of them is that of a spike.
            let reward: [Int]
            let weights: [String: Double]
        }

        /// In ms.
        let step: Double
        let start: Double
        let cases: [Case]

        /// By the potential of the membrane.
        struct VoltagePairing: Decodable, Sendable {
            let pre: [Int]
            /// Steps at whose end the output's potential jumps by 80 mV.
            let post: [Int]
            let weight: Double
            /// V, w, z and V_T after each ms, of one of them.
            let states: [[Float]]?
        }

        let pairings: [VoltagePairing]
    }

    static let file = Result {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Reference/plasticity.json")
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: path))
    }

    /// NEST's lambda is A+, alpha A- / A+.
    static func stdp(
        _ lambda: Double, _ alpha: Double, _ pairs: PairingScheme = .allToAll, muPlus: Double = 0, muMinus: Double = 0,
        power: Bool = false
    ) -> STDPRule {
        STDPRule(
            learningRate: 1, aPlus: lambda, aMinus: alpha * lambda, coincident: .neither,
            tauPlus: .milliseconds(16.8), tauMinus: .milliseconds(33.7), pairs: pairs, muPlus: muPlus,
            muMinus: muMinus, dependence: power ? .power : .limits)
    }

    static let rules: [(name: String, rule: any SpikeRule)] = [
        ("additive", stdp(0.003, 1.05)),
        ("mu apart", stdp(0.02, 1.1, muPlus: 0.3, muMinus: 0.7)),
        ("van Rossum", stdp(0.02, 1, muPlus: 0, muMinus: 1)),
        ("power law", stdp(0.02, 1.2, muPlus: 0.4, muMinus: 1, power: true)),
        ("symmetric", stdp(0.02, 1, .nearest)),
        ("pre-centred", stdp(0.02, 1, .preCentred)),
        ("restricted", stdp(0.02, 1, .restricted)),
        (
            "triplet",
            TripletSTDPRule(
                a2Plus: 0.001, a2Minus: 0.0035, a3Plus: 0.002, a3Minus: 0.001, tauPlus: .milliseconds(16.8),
                tauMinus: .milliseconds(33.7), tauX: .milliseconds(101), tauY: .milliseconds(114),
                coincident: .neither)
        ),
        // alpha = 2 rho tau = 2 · 10 Hz · 20 ms = .4.
        (
            "inhibitory",
            InhibitorySTDPRule(
                learningRate: 0.001, targetRate: .hertz(10), tau: .milliseconds(20), coincident: .neither)
        ),
    ]

    /// The weight after the trains, one step after the other.
    ///
    /// - Parameters:
    ///   - reward: how much of it a step has that has any.
    ///   - end: the first step that is not learned from; nil for the one after the last input spike.
    static func weight(
        _ rule: some SpikeRule, _ file: File, _ trains: File.Case, reward: Float = 0, end: Int? = nil
    ) throws -> Double {
        let rule = try rule.bySteps(of: file.step)
        var weights = Matrix([[Float(file.start)]])
        var state = rule.initialState(outputs: 1, inputs: 1)
        let (pre, post, rewards) = (Set(trains.pre), Set(trains.post), Set(trains.reward))
        for step in 0..<(end ?? (trains.pre.last ?? 0) + 1) {
            let activity = Activity(
                pre: [pre.contains(step) ? 1 : 0], post: [post.contains(step) ? 1 : 0], field: [0],
                modulator: rewards.contains(step) ? reward : 0)
            rule.update(&weights, &state, activity, rate: Float(rule.learningRate))
        }
        return Double(weights.values[0])
    }

    /// Some 160 changes of a weight of .2 to 1 in Float32, each rounded by up to 3e-8, and traces whose decays are rounded:
    /// 20 steps a ms make 300 steps of a lag, 4e-5 of each change, whose sum is about .5. So 2e-5, while NEST's numbers
    /// differ from the equations in Float64 by 1e-14.
    @Test(arguments: rules.indices, [0, 1]) func nest(_ index: Int, _ place: Int) throws {
        let (name, rule) = Self.rules[index]
        let file = try Self.file.get()
        let trains = file.cases[place]
        let expected = try #require(trains.weights[name])
        let weight = try Self.weight(rule, file, trains)
        if name == "restricted", trains.coincide {
            // There an input spike that meets an output spike in its step is also weakened by the output spike before,
            // which has been paired already.
            #expect(weight - expected > 0.01)
        } else {
            #expect(abs(weight - expected) < 2e-5 && abs(expected - file.start) > 0.001)
        }
    }

    /// Triplets of nearest spikes in Brian2, where the input comes first within a step; 2e-5 as above.
    @Test(arguments: [0, 1]) func nearestTriplets(_ place: Int) throws {
        let file = try Self.file.get()
        let rule = TripletSTDPRule(
            a2Plus: 0.005, a2Minus: 0.0035, a3Plus: 0.0065, a3Minus: 0.002, tauPlus: .milliseconds(16.8),
            tauMinus: .milliseconds(33.7), tauX: .milliseconds(101), tauY: .milliseconds(114), pairs: .nearest)
        let expected = try #require(file.cases[place].weights["nearest triplets"])
        #expect(abs(try Self.weight(rule, file, file.cases[place]) - expected) < 2e-5 && abs(expected - 0.5) > 0.1)
    }

    /// stdp_dopamine_synapse: dw/dt = c n, c the eligibility (300 ms), n dopamine (50 ms), to which a spike adds 1/50. Both fall
    /// as exponentials within a step, so that the integral over it is c n (1 - exp(-dt/s)) s, s = 300 · 50 / 350 = 42.857 ms:
    /// a step of size eta = (1 - exp(-.1/42.857)) 42.857 = .0998834 at its beginning. b = .002 is integrated by c alone, over
    /// it (1 - exp(-.1/300)) 300 = .0999833, so the baseline is .002 · .0999833 / .0998834 = .00200200. The weight as of the last
    /// input spike is that before its step's change.
    ///
    /// 1e-4: each of 20 000 steps rounds a weight by 3e-8, as a walk 4e-6; decays of .9980 to .99967 a step, rounded in Float by
    /// 3e-8, leave 3e-8 · 3000 steps = 9e-5 of an eligibility's 300 ms.
    @Test(arguments: [0, 1]) func dopamine(_ place: Int) throws {
        let file = try Self.file.get()
        let trains = file.cases[place]
        let rule = ThreeFactorRule(
            learningRate: 0.0998834, aPlus: 0.01, aMinus: 0.005, tauPlus: .milliseconds(16.8),
            tauMinus: .milliseconds(33.7), tauEligibility: .milliseconds(300), rewardBaseline: 0.002002,
            tauReward: .milliseconds(50), coincident: .neither)
        let expected = try #require(trains.weights["dopamine"])
        let weight = try Self.weight(rule, file, trains, reward: 1 / 50, end: trains.pre.last)
        #expect(abs(weight - expected) < 1e-4 && abs(expected - 0.5) > 0.1)
    }

    /// One pair makes an eligibility of A+ = .5 in step 0, which falls by .8 a step; a reward of -2 in step 1 makes dopamine
    /// of -2, -1, -.5 in steps 1 to 3 by half a step (tau-reward = 1 / ln 2 = 1.442695): the weight .5 changes by -2 · .4 - 1 · .32 -
    /// .5 · .256 = -1.248, times eta .1. Without tau-reward by -2 · .4 · .1 alone.
    @Test(arguments: [(1.442695, 0.3752), (0, 0.42)] as [(Double, Double)])
    func rewardsFade(_ tau: Double, _ expected: Double) {
        let rule = ThreeFactorRule(
            learningRate: 0.1, aPlus: 0.5, aMinus: 0, eligibilityDecay: 0.8, tauReward: StepQuantity(tau))
        var weights = Matrix([[0.5]])
        var state = rule.initialState(outputs: 1, inputs: 1)
        for (step, reward) in [Float(0), -2, 0, 0].enumerated() {
            let spike: Float = step == 0 ? 1 : 0
            rule.update(
                &weights, &state, Activity(pre: [spike], post: [spike], field: [0], modulator: reward), rate: 0.1)
        }
        #expect(abs(Double(weights.values[0]) - expected) < 1e-6)
        #expect(state.names.contains("reward") == (tau > 0))
    }

    /// Calcium of 3, as of an input spike that arrives when the output fires, is above 1.3 for 20 ln(3 / 1.3) = 16.7250 ms and
    /// above 1 for 20 ln 3 = 21.9722 ms: a weight of .5 goes towards 321.808 / 521.808 = .616717 by exp(-521.808 · 16.7250 /
    /// 150000), to .506597, and then falls by exp(-200 · 5.2473 / 150000) to .503065. Calcium of 2 alone, 8.6157 and 13.8629
    /// ms, makes it .499936, and that of 1 nothing. In whatever steps: 1e-6 for some 20 to 220 changes, each rounded by 3e-8 at
    /// most and half of them up.
    @Test(
        arguments: [1, 0.1],
        [(true, true, 0.503065), (false, true, 0.499936), (true, false, 0.5)]
            as [(pre: Bool, post: Bool, weight: Double)])
    func calcium(_ length: Double, _ spikes: (pre: Bool, post: Bool, weight: Double)) throws {
        var given = CalciumRule()
        (given.calciumDelay, given.calciumTime) = (.milliseconds(14), .milliseconds(20))
        given.tau = .milliseconds(150_000)
        let rule = try given.bySteps(of: length)
        var weights = Matrix([[0.5]])
        var state = rule.initialState(outputs: 1, inputs: 1)
        let arrival = Int((14 / length).rounded())
        for step in 0..<4 * arrival {
            let activity = Activity(
                pre: [spikes.pre && step == 0 ? 1 : 0], post: [spikes.post && step == arrival ? 1 : 0], field: [0])
            rule.update(&weights, &state, activity, rate: 1)
        }
        #expect(abs(Double(weights.values[0]) - spikes.weight) < 1.5e-6)
    }

    /// The noise of calcium 2, above 1 for 13.8629 steps and above 1.3 for 8.6157: variance sigma² · 22.4786 / tau, in steps of one
    /// or a tenth of it, from the seed of the training. 2000 synapses: mean and variance within four standard errors.
    @Test(arguments: [1, 0.1]) func noiseOfCalcium(_ length: Double) throws {
        var rule = CalciumRule()
        (rule.noise, rule.depressionRate, rule.potentiationRate) = (0.3, 0, 0)
        (rule.calciumTime, rule.tau, rule.calciumDelay) = (.milliseconds(20), .milliseconds(150_000), .milliseconds(0))
        let steps = Int((30 / length).rounded())
        // The last of the inputs is the output's spike, in step 0.
        var values = [Int8](repeating: 0, count: 2001 * steps)
        values[2000] = 1
        let spikes = PatternSet(coding: .spikes, neurons: 2001, values: .integers(values), timeStep: length)
        func weights(_ seed: UInt64) throws -> [Double] {
            let start = Matrix(rows: 1, columns: 2001, values: [Float](repeating: 0.5, count: 2001))
            let trained = try train(try RelayLayer(weights: start), rule, spikes) { $0.seed = seed }
            return trained.model.weights.values.prefix(2000).map { Double($0) - 0.5 }
        }
        let changes = try weights(3)
        let variance = 0.3 * 0.3 * 22.4786 / 150_000
        let mean = changes.reduce(0, +) / 2000
        #expect(abs(mean) < 4 * (variance / 2000).squareRoot())
        let found = changes.reduce(0) { $0 + $1 * $1 } / 2000
        #expect(abs(found / variance - 1) < 4 * (2.0 / 2000).squareRoot())
        #expect(try weights(3) == changes)
        #expect(try weights(4) != changes)
    }

    /// Training that goes on has the noise that it would have had without a break.
    @Test func noiseGoesOn() throws {
        var rule = CalciumRule()
        rule.noise = 2.8
        var random = RandomStream(seed: 6, purpose: "test")
        let values = (0..<80 * 12).map { _ in Int8(random.nextUniform() < 0.3 ? 1 : 0) }
        let spikes = PatternSet(coding: .spikes, neurons: 12, values: .integers(values))
        func trainer() throws -> Trainer<RelayLayer, CalciumRule> {
            Trainer(try RelayLayer(weights: Matrix(rows: 2, columns: 12)), rule)
        }
        var (whole, parts) = (try trainer(), try trainer())
        try whole.train(spikes)
        try parts.train(spikes.selecting(Array(0..<33)))
        try parts.train(spikes.selecting(Array(33..<80)))
        #expect(whole.model.weights == parts.model.weights && whole.ruleState == parts.ruleState)
        #expect(whole.ruleState["noise_clock"] == [80, 0])
    }
}
