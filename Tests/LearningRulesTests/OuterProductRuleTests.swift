import LearningRules
import Numerics
import Patterns
import TestSupport
import Testing

/// The rules that keep patterns and coefficients.
@Suite struct OuterProductRuleTests {
    /// Two patterns of four units; canns prints the same numbers (its rho of these is 1/4).
    @Test func hebbianByHand() throws {
        let patterns = PatternSet(coding: .bipolar, neurons: 4, values: .integers([1, 1, -1, -1, 1, -1, 1, 1]))
        let centred = try HebbianRule().learn(patterns, onto: nil)
        #expect(centred.offsets == [0.25, 0.25] && centred.componentFactors == [0.5, 0.5])
        let expected: [Float] = [
            0, -0.1875, -0.1875, -0.1875, -0.1875, 0, -0.9375, -0.9375, -0.1875, -0.9375, 0, 1.0625, -0.1875, -0.9375,
            1.0625, 0,
        ]
        #expect(centred.dense().values == expected)
        let plain = try HebbianRule(["subtract-mean": .toggle(false)]).learn(patterns, onto: nil).dense()
        #expect(plain.values == [0, 0, 0, 0, 0, 0, -1, -1, 0, -1, 0, 1, 0, -1, 1, 0])
    }

    /// A and then B is A and B, bit for bit: the patterns are kept.
    @Test(arguments: ["hebbian", "pseudo-inverse", "covariance"]) func incremental(_ name: String) throws {
        let rule = try #require(RuleRegistry.rule(named: name) as? any OuterProductRule.Type).defaults
        var patterns = randomPatterns(7, 90)
        if name == "covariance", case .integers(let values) = patterns.values {
            patterns = PatternSet(coding: .binary, neurons: 90, values: .integers(values.map { max(0, $0) }))
        }
        let together = try rule.learn(patterns, onto: nil)
        let first = try rule.learn(patterns.selecting([0, 1, 2]), onto: nil)
        let both = try rule.learn(patterns.selecting([3, 4, 5, 6]), onto: first)
        #expect(both.dense() == together.dense())
        #expect(both.patterns.names == together.patterns.names)
    }

    /// Of three stored patterns one is unlearned: the weights are those of the other two, with the coefficient of
    /// three, bit for bit.
    @Test func unlearning() throws {
        let patterns = randomPatterns(3, 70)
        let rule = try HebbianRule(["subtract-mean": .toggle(false), "normalize-by-patterns": .toggle(false)])
        let memory = try rule.learn(patterns, onto: nil)
        let others = try rule.learn(patterns.selecting([0, 2]), onto: nil)
        #expect(try AntiHebbianRule.unlearning("pattern-1", from: memory).dense() == others.dense())
        #expect(try AntiHebbianRule().learn(patterns.selecting([1]), onto: memory).dense() == others.dense())
        #expect(throws: LearningError.self) { try AntiHebbianRule.unlearning("pattern-9", from: memory) }
    }

    @Test func covarianceByHand() throws {
        // f = 1/4: w_ij = (x_i - f)(x_j - f) / (4 · 3/16), in thirds and twelfths.
        let patterns = PatternSet(coding: .binary, neurons: 4, values: .integers([1, 0, 0, 0]))
        let weights = try CovarianceRule().learn(patterns, onto: nil).dense()
        #expect(abs(weights[0, 1] + 0.25) < 1e-7 && abs(weights[1, 2] - 1 / 12) < 1e-7 && weights[0, 0] == 0)
        let given = try CovarianceRule(["activity": .number(0.5)]).learn(patterns, onto: nil)
        #expect(given.offsets == [0.5] && given.componentFactors == [1])
        for value in [0, 1] as [Int8] {
            let flat = PatternSet(coding: .binary, neurons: 4, values: .integers([value, value, value, value]))
            #expect(throws: LearningError.self) { try CovarianceRule().learn(flat, onto: nil) }
        }
        #expect(throws: LearningError.self) { try CovarianceRule().learn(randomPatterns(1, 4), onto: nil) }
    }
}

@Suite struct PseudoInverseRuleTests {
    static func rule(_ zeroDiagonal: Bool = false) throws -> PseudoInverseRule {
        try PseudoInverseRule(["zero-diagonal": .toggle(zeroDiagonal)])
    }

    /// W x_p = x_p, W W = W and the trace is the number of independent patterns. 1e-4: Float32 products of 60 terms
    /// times a condition number of about ten.
    @Test func projection() throws {
        let patterns = randomPatterns(20, 60)
        let memory = try Self.rule().learn(patterns, onto: nil)
        let weights = memory.dense()
        #expect(PseudoInverseRule.dependentPatterns(of: memory) == 0)
        for pattern in 0..<20 {
            let x = patterns.row(pattern)
            #expect(zip(weights.times(x), x).allSatisfy { abs($0 - $1) < 1e-4 })
        }
        #expect(zip(weights.times(weights).values, weights.values).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(abs((0..<60).reduce(Float(0)) { $0 + weights[$1, $1] } - 20) < 1e-3)
        #expect(weights.isSymmetric)
    }

    /// Orthogonal patterns of length N: W is Hebb's, x xᵀ / N summed.
    @Test func orthogonalPatterns() throws {
        let patterns = PatternSet(coding: .bipolar, neurons: 4, values: .integers([1, 1, 1, 1, 1, -1, 1, -1]))
        let weights = try Self.rule(true).learn(patterns, onto: nil).dense()
        let expected: [Float] = [0, 0, 0.5, 0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 0.5, 0, 0]
        #expect(zip(weights.values, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    /// Duplicates, inverses and sums add nothing: the weights are those of the independent patterns.
    @Test func dependentPatterns() throws {
        let patterns = randomPatterns(6, 60)
        let inverse = patterns.matrix.row(2).map { -Int8($0) }
        let more = patterns.appending(patterns.selecting([0, 0, 4])).appending(
            PatternSet(coding: .bipolar, neurons: 60, values: .integers(inverse)))
        let memory = try Self.rule().learn(more, onto: nil)
        #expect(PseudoInverseRule.dependentPatterns(of: memory) == 4)
        let expected = try Self.rule().learn(patterns, onto: nil).dense()
        #expect(zip(memory.dense().values, expected.values).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test func unlearning() throws {
        let patterns = randomPatterns(6, 60)
        let memory = try Self.rule().learn(patterns, onto: nil)
        let rest = try AntiHebbianRule.unlearning("pattern-3", from: memory)
        let expected = try Self.rule().learn(patterns.selecting([0, 1, 2, 4, 5]), onto: nil)
        #expect(rest.dense() == expected.dense() && rest.patterns.names == expected.patterns.names)
    }

    @Test func realPatterns() throws {
        let patterns = PatternSet(Matrix([[1, 2, 0, 0], [0, 0, 3, 0]]))
        let weights = try Self.rule().learn(patterns, onto: nil).dense()
        let expected: [Float] = [0.2, 0.4, 0, 0, 0.4, 0.8, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
        #expect(zip(weights.values, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func refusals() throws {
        #expect(throws: LearningError.self) { try Self.rule().learn(PatternSet(Matrix([[0, 0]])), onto: nil) }
        #expect(throws: LearningError.self) { try Self.rule().learn(PatternSet(Matrix([[.nan, 0]])), onto: nil) }
        // Other rules do not go on from patterns that are coupled.
        let memory = try Self.rule().learn(randomPatterns(2, 10), onto: nil)
        #expect(throws: LearningError.self) { try HebbianRule().learn(randomPatterns(2, 10), onto: memory) }
        #expect(throws: LearningError.self) { try AntiHebbianRule().learn(randomPatterns(2, 10), onto: memory) }
    }
}
