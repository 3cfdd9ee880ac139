import LearningRules
import Numerics
import Parameters
import Patterns
import TestSupport
import Testing

/// A pattern rule of the registry, with parameters that make it do something on small patterns.
struct PatternRuleCase: CustomTestStringConvertible, Sendable {
    let type: any PatternRule.Type
    var given: [String: ParameterValue] = [:]
    var testDescription: String { "\(type.description.name) \(given)" }

    static let all: [PatternRuleCase] = {
        let variants: [String: [[String: ParameterValue]]] = [
            "storkey": [["order": .integer(1)], ["order": .integer(2)]],
            "perceptron": [
                ["max-epochs": .integer(50)],
                ["margin": .number(0.5), "learning-rate": .number(0.3), "max-epochs": .integer(50)],
                ["symmetric-weights": .toggle(true), "max-epochs": .integer(50)],
            ],
            "dreaming": [["dreams": .integer(10), "strength": .number(0.01)]],
        ]
        return RuleRegistry.all.compactMap { $0 as? any PatternRule.Type }.flatMap { type in
            (variants[type.description.name] ?? [[:]]).map { PatternRuleCase(type: type, given: $0) }
        }
    }()

    func learn(
        _ patterns: PatternSet, into weights: Matrix? = nil, state: NamedArrays = NamedArrays(),
        compiled: Bool = true, threads: Int = 1
    ) throws -> (weights: Matrix, outcome: LearningOutcome) {
        var weights = weights ?? Matrix(rows: patterns.neurons, columns: patterns.neurons)
        var setting = LearningSetting()
        setting.isCompiled = compiled
        setting.workers = Workers(count: threads)
        setting.seed = 3
        setting.state = state
        let outcome = try type.init(given).learn(patterns, into: &weights, setting)
        return (weights, outcome)
    }
}

/// What every rule that makes a matrix must do.
@Suite struct PatternRuleTests {
    /// The plain path sums in Double, the fast one in Float32: 1e-5 of the largest weight. Perceptron and dreaming
    /// decide by sums that are exact on both paths, so nothing can grow from rounding. 70 patterns are more than one
    /// of Storkey's blocks of 64.
    @Test(arguments: PatternRuleCase.all) func pathsAgree(_ item: PatternRuleCase) throws {
        let patterns = item.type == StorkeyRule.self ? randomPatterns(70, 181) : randomPatterns(12, 61)
        let (fast, outcome) = try item.learn(patterns)
        let (plain, plainOutcome) = try item.learn(patterns, compiled: false)
        let scale = plain.largestMagnitude
        #expect(scale > 0)
        #expect(zip(fast.values, plain.values).allSatisfy { abs($0 - $1) <= 1e-5 * scale })
        #expect(outcome.iterations == plainOutcome.iterations && outcome.stopReason == plainOutcome.stopReason)
        #expect(outcome.curves == plainOutcome.curves)
    }

    @Test(arguments: PatternRuleCase.all) func threadsChangeNothing(_ item: PatternRuleCase) throws {
        let patterns = randomPatterns(10, 300)
        let (one, outcome) = try item.learn(patterns)
        for threads in [2, 3] {
            let (other, otherOutcome) = try item.learn(patterns, threads: threads)
            #expect(other == one && otherOutcome.curves == outcome.curves)
        }
    }

    @Test(arguments: PatternRuleCase.all) func noUnitDrivesItself(_ item: PatternRuleCase) throws {
        let (weights, _) = try item.learn(randomPatterns(8, 40))
        #expect((0..<40).allSatisfy { weights[$0, $0] == 0 })
        #expect(weights.isSymmetric || item.type == PerceptronRule.self)
    }

    @Test(arguments: PatternRuleCase.all) func refusals(_ item: PatternRuleCase) throws {
        func expectError(_ word: String, _ patterns: PatternSet, _ weights: Matrix? = nil) {
            let error = #expect(throws: LearningError.self) { try item.learn(patterns, into: weights) }
            #expect(error?.description.contains(word) == true, "\(error.map(String.init(describing:)) ?? "")")
        }
        expectError("real", PatternSet(Matrix([[0.5, 1, -1]])))
        expectError("no patterns", PatternSet(empty: .bipolar, neurons: 3))
        expectError("hold 0", PatternSet(coding: .bipolar, neurons: 3, values: .integers([1, 0, -1])))
        var broken = Matrix(rows: 3, columns: 3)
        broken[1, 2] = .infinity
        expectError("not finite", randomPatterns(1, 3), broken)
        if item.type != PerceptronRule.self || item.given["symmetric-weights"] == .toggle(true) {
            broken[1, 2] = 1
            expectError("not symmetric", randomPatterns(1, 3), broken)
        }
    }

    @Test func stopsWhenAsked() throws {
        for item in PatternRuleCase.all {
            var weights = Matrix(rows: 20, columns: 20)
            var setting = LearningSetting()
            setting.shouldStop = { true }
            let outcome = try item.type.init(item.given).learn(randomPatterns(3, 20), into: &weights, setting)
            #expect(outcome.stopReason == .interrupted && outcome.iterations == 0)
        }
    }
}

@Suite struct StorkeyRuleTests {
    static func storkey(_ order: Int = 1) -> PatternRuleCase {
        PatternRuleCase(type: StorkeyRule.self, given: ["order": .integer(order)])
    }

    /// Two patterns of three units by hand. Order 1, (1, 1, 1): nothing stored, so w = 1/3. Then (1, 1, -1): h_ij is the
    /// field of i from the third unit, so h_12 = h_21 = -1/3, h_13 = h_31 = h_23 = h_32 = 1/3, and
    /// w_12 = 1/3 + (1 + 1/3 + 1/3)/3 = 8/9, w_13 = w_23 = 1/3 + (-1 - 1/3 + 1/3)/3 = 0.
    /// Order 2: w = 1/3 with the diagonal; h = 1/3 for each unit, x - h = (2/3, 2/3, -4/3), so that
    /// w_12 = 1/3 + 4/27 = 13/27, w_13 = w_23 = 1/3 - 8/27 = 1/27, and the diagonal is 13/27, 13/27, 1/3 + 16/27 = 25/27.
    /// 1e-6: rounding of numbers near 1.
    @Test(arguments: [1, 2], [true, false]) func byHand(_ order: Int, _ compiled: Bool) throws {
        let patterns = PatternSet(coding: .bipolar, neurons: 3, values: .integers([1, 1, 1, 1, 1, -1]))
        let (weights, outcome) = try Self.storkey(order).learn(patterns, compiled: compiled)
        let (near, far): (Float, Float) = order == 1 ? (8 / 9, 0) : (13 / 27, 1 / 27)
        let expected = [0, near, far, near, 0, far, far, far, 0]
        #expect(zip(weights.values, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(weights.values)")
        guard order == 2 else { return #expect(outcome.state.isEmpty) }
        let diagonal = outcome.state["diagonal"]
        #expect(zip(diagonal, [13 / 27, 13 / 27, 25 / 27]).allSatisfy { abs($0 - $1) < 1e-6 }, "\(diagonal)")
    }

    /// One after the other is what the rule says, so A and then B is A and B, with what the first training left: 1e-5
    /// for blocks that fall differently. Order 2 without its diagonal would be off by more than a tenth.
    @Test(arguments: [1, 2]) func incremental(_ order: Int) throws {
        let patterns = randomPatterns(50, 90)
        let (together, _) = try Self.storkey(order).learn(patterns)
        let (first, left) = try Self.storkey(order).learn(patterns.selecting(Array(0..<20)))
        let rest = patterns.selecting(Array(20..<50))
        let (both, _) = try Self.storkey(order).learn(rest, into: first, state: left.state)
        let scale = together.largestMagnitude
        func difference(_ other: Matrix) -> Float {
            zip(other.values, together.values).reduce(0) { max($0, abs($1.0 - $1.1)) } / scale
        }
        #expect(difference(both) <= 1e-5)
        guard order == 2 else { return }
        let (without, _) = try Self.storkey(order).learn(rest, into: first)
        #expect(difference(without) > 0.1, "\(difference(without))")
    }

    /// A diagonal of another network is refused.
    @Test func foreignDiagonal() throws {
        let error = #expect(throws: LearningError.self) {
            try Self.storkey(2).learn(randomPatterns(2, 9), state: NamedArrays(["diagonal": [1, 2]]))
        }
        #expect(error?.description == "/diagonal has 2 values, expected 9 finite ones")
    }
}

@Suite struct PerceptronRuleTests {
    /// Every field is beyond the margin: y h > kappa |w|, up to the rounding of W from whole numbers (1e-4 of |w|).
    @Test(arguments: [0, 0.5] as [Double], [true, false]) func margins(_ margin: Double, _ symmetric: Bool) throws {
        let patterns = randomPatterns(20, 60)
        let item = PatternRuleCase(
            type: PerceptronRule.self, given: ["margin": .number(margin), "symmetric-weights": .toggle(symmetric)])
        let (weights, outcome) = try item.learn(patterns)
        #expect(outcome.stopReason == .converged && outcome.curves["unstable_fraction"]?.last == 0)
        #expect(outcome.warnings.isEmpty)
        #expect(weights.isSymmetric == symmetric)
        for pattern in 0..<20 {
            let x = patterns.row(pattern)
            let fields = weights.times(x)
            for unit in x.indices {
                let row = weights.row(unit)
                let length = row.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
                #expect(Double(fields[unit] * x[unit]) > (margin - 1e-4) * length)
            }
        }
    }

    /// 0/1 patterns: fields above 0 where the pattern is 1 and below where it is 0.
    @Test(arguments: [true, false]) func binaryPatterns(_ compiled: Bool) throws {
        guard case .integers(let values) = randomPatterns(10, 50).values else { return }
        let patterns = PatternSet(coding: .binary, neurons: 50, values: .integers(values.map { ($0 + 1) / 2 }))
        let (weights, outcome) = try PatternRuleCase(type: PerceptronRule.self).learn(patterns, compiled: compiled)
        #expect(outcome.stopReason == .converged)
        for pattern in 0..<10 {
            let x = patterns.row(pattern)
            #expect(zip(weights.times(x), x).allSatisfy { ($0 > 0) == ($1 == 1) })
        }
    }

    /// Two opposite answers to one input cannot be learned: unit 0 is 1 in one pattern and -1 in the other, all else
    /// is equal. Half of its two answers of 2·10 is wrong in every epoch.
    @Test func impossible() throws {
        let first = [Int8](repeating: 1, count: 10)
        let patterns = PatternSet(coding: .bipolar, neurons: 10, values: .integers(first + [-1] + first.dropFirst()))
        let item = PatternRuleCase(type: PerceptronRule.self, given: ["max-epochs": .integer(20)])
        let (_, outcome) = try item.learn(patterns)
        #expect(outcome.stopReason == .limit && outcome.iterations == 20)
        #expect(outcome.warnings.count == 1)
    }

    /// More of the same weights: learning goes on from what is there, and stops at once where nothing is wrong.
    @Test func goesOn() throws {
        let patterns = randomPatterns(30, 60)
        let item = PatternRuleCase(type: PerceptronRule.self)
        let (weights, _) = try item.learn(patterns)
        let (again, outcome) = try item.learn(patterns, into: weights)
        #expect(outcome.iterations == 1)
        #expect(zip(again.values, weights.values).allSatisfy { abs($0 - $1) < 1e-5 })
    }
}
