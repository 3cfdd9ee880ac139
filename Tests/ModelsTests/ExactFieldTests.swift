import LearningRules
import Models
import Numerics
import Patterns
import TestSupport
import Testing

/// Fields at the threshold: every path must end where whole-number arithmetic does.
///
/// With rho = a / b, b² h_i / c = sum_p k_p sum_{j != i} (b x_pi - a)(b x_pj - a) s_j is a whole number, summed here in
/// Int, term by term. A unit follows its sign and keeps its state where it is 0.
@Suite struct ExactFieldTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let patterns: PatternSet
        var rule = HebbianRule()
    }

    /// As many +1 as -1 in each pattern: the mean is 0, and fields are often 0.
    private static func balanced(_ count: Int, _ neurons: Int) -> PatternSet {
        let base = (0..<neurons).map { Int8($0 % 2 == 0 ? 1 : -1) }
        let values = (0..<count).flatMap { pattern in
            var random = RandomStream(seed: 7, purpose: "balanced", index: pattern)
            return random.permutation(neurons).map { base[$0] }
        }
        return PatternSet(coding: .bipolar, neurons: neurons, values: .integers(values))
    }

    /// 20, 25 and 50 patterns: their shares are not Float32 numbers. Of 20 balanced ones every field is a multiple of
    /// 4 / 20, since the weights of a unit, in units of 1/20, are even and sum to -20. Of 12 units every field is a
    /// multiple of 1 / (25 · 300²).
    static let all: [Case] = [
        Case(
            testDescription: "mean kept", patterns: randomPatterns(50, 100),
            rule: HebbianRule(subtractMean: false)),
        Case(testDescription: "balanced", patterns: balanced(20, 60)),
        Case(testDescription: "few units", patterns: randomPatterns(25, 12, activity: 0.6)),
        Case(testDescription: "one word and more", patterns: randomPatterns(6, 70, activity: 0.4)),
        Case(testDescription: "0 and 1", patterns: randomPatterns(25, 12, coding: .binary, activity: 0.3)),
        Case(
            testDescription: "diagonal kept", patterns: randomPatterns(25, 12, activity: 0.6),
            rule: HebbianRule(zeroDiagonal: false)),
    ]

    private static func exactStep(_ item: Case, _ state: [Int], unit: Int, sign: Int = 1) -> Int {
        guard case .integers(let values) = item.patterns.values else { return 0 }
        let (count, neurons) = (item.patterns.count, item.patterns.neurons)
        let a = item.rule.settings.subtractMean ? values.reduce(0) { $0 + Int($1) } : 0
        let b = count * neurons
        var sum = 0
        for pattern in 0..<count {
            let own = b * Int(values[pattern * neurons + unit]) - a
            for other in 0..<neurons where other != unit || !item.rule.settings.zeroDiagonal {
                sum += own * (b * Int(values[pattern * neurons + other]) - a) * state[other]
            }
        }
        return sign * sum.signum()
    }

    private static func respond(_ sign: Int, _ state: Int, _ coding: Coding) -> Int {
        sign > 0 ? 1 : sign < 0 ? (coding == .bipolar ? -1 : 0) : state
    }

    @Test(arguments: all, UpdateOrder.allCases)
    func endsWhereWholeNumbersDo(_ item: Case, _ order: UpdateOrder) throws {
        try expectExact(item, try item.rule.learn(item.patterns, onto: nil), order)
    }

    /// A memory of anti-Hebbian learning alone: the same numbers with the other sign.
    @Test(arguments: UpdateOrder.allCases) func unlearned(_ order: UpdateOrder) throws {
        let item = Self.all[1]
        let memory = try AntiHebbianRule().learn(item.patterns, onto: nil)
        try expectExact(item, memory, order, sign: -1)
    }

    private func expectExact(
        _ item: Case, _ memory: OuterProductWeights, _ order: UpdateOrder, sign: Int = 1
    ) throws {
        let coding = item.patterns.coding
        let cues = try item.patterns.damaged(by: [.flip(probability: 0.3)], seed: 3).selecting(Array(0..<6))
        let network = AmariHopfieldNetwork(
            weights: .outerProduct(memory), activation: coding == .bipolar ? .sign : .step, order: order)
        var options = Networks.options(steps: 3)
        options.keepsHistory = false
        let fast = try network.recall(cues, options: options)
        let plain = try network.recallStepByStep(cues, options: options)
        var ties = 0
        for trial in 0..<cues.count {
            var state = cues.row(trial).map { Int($0) }
            for step in 0..<Int(fast.steps[trial]) {
                let before = state
                var random = RandomStream(
                    seed: options.seed, purpose: "sweep", index: trial, position: UInt64(step) * 4 * UInt64(state.count)
                )
                let units = order == .asynchronous ? random.permutation(state.count) : Array(state.indices)
                for unit in units {
                    let now = order == .synchronous ? before : state
                    let answer = Self.exactStep(item, now, unit: unit, sign: sign)
                    if answer == 0 { ties += 1 }
                    state[unit] = Self.respond(answer, now[unit], coding)
                }
            }
            #expect(fast.final.row(trial).map { Int($0) } == state, "trial \(trial)")
        }
        #expect(plain.final.values == fast.final.values && plain.steps == fast.steps && plain.stop == fast.stop)
        if item.testDescription == "balanced" { #expect(ties > 0) }
    }

    /// A threshold of 2/3 that a field of thirds meets: a field is the Float32 nearest to the exact one.
    @Test func meetsThresholds() throws {
        // x = (1, 1, 1), y = (1, 1, -1), z = (1, -1, 1), mean kept, c = 1/3: w_01 = (1 + 1 - 1)/3 = 1/3, w_02 = 1/3,
        // w_12 = (1 - 1 - 1)/3 = -1/3. With s = (1, 1, 1): h = (2/3, 0, 0).
        let patterns = PatternSet(coding: .bipolar, neurons: 3, values: .integers([1, 1, 1, 1, 1, -1, 1, -1, 1]))
        let memory = try HebbianRule(subtractMean: false).learn(patterns, onto: nil)
        var network = AmariHopfieldNetwork(weights: .outerProduct(memory), threshold: 2 / 3)
        let cue = PatternSet(coding: .bipolar, neurons: 3, values: .integers([-1, 1, 1]))
        var options = RecallOptions()
        options.steps = 1
        // Unit 0 is at the threshold and stays; the others, at -2/3 with s_0 = -1, fall below.
        #expect(try network.recall(cue, options: options).final.row(0) == [-1, -1, -1])
        network.threshold = 0.6666
        #expect(try network.recall(cue, options: options).final.row(0) == [1, -1, -1])
    }

    /// Winners are chosen among fields: equal ones must be equal on every path, so that the lower index wins.
    @Test func winners() throws {
        let patterns = randomPatterns(25, 40, coding: .binary, activity: 0.2)
        let memory = try CovarianceRule().learn(patterns, onto: nil)
        let network = AmariHopfieldNetwork(weights: .outerProduct(memory), activation: .winners(8))
        let cues = try patterns.damaged(by: [.flip(probability: 0.2)], seed: 3)
        let (fast, plain) = (
            try network.recall(cues, options: Networks.options()),
            try network.recallStepByStep(cues, options: Networks.options())
        )
        #expect(fast.final.values == plain.final.values && fast.steps == plain.steps && fast.stop == plain.stop)
    }
}
