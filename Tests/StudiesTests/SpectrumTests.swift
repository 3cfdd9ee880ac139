import LearningRules
import Models
import Numerics
import Patterns
import Testing

@testable import Studies

/// Quantities that are read from weights, in every form in which these come.
@Suite struct SpectrumTests {
    /// Three patterns of eight units that are alike: the pairs have the products 4, 4 and 0.
    private static let alike = PatternSet(
        coding: .bipolar, neurons: 8,
        values: .integers([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, 1, 1, 1, 1, -1, -1, 1, 1]))
    /// Rows of a Hadamard matrix: orthogonal.
    private static let orthogonal = PatternSet(
        coding: .bipolar, neurons: 8,
        values: .integers([1, 1, 1, 1, -1, -1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, -1, 1, -1, 1, -1, 1, -1]))

    private static func memory(_ patterns: PatternSet, zeroDiagonal: Bool) throws -> OuterProductWeights {
        try PseudoInverseRule(zeroDiagonal: zeroDiagonal).learn(patterns, onto: nil)
    }

    private func expect(_ spectrum: Spectrum, _ expected: [Double], bulk: (Double, Int)?) {
        #expect(spectrum.kind == .eigenvalues && spectrum.values.count == expected.count, "\(spectrum.values)")
        // Sums of eight Float32 products.
        for (value, right) in zip(spectrum.values, expected) { #expect(abs(value - right) < 1e-5, "\(value)") }
        #expect(spectrum.bulk?.count == bulk?.1)
        if let value = spectrum.bulk?.value, let right = bulk?.0 { #expect(abs(value - right) < 1e-6) }
    }

    /// A projection onto the patterns: P eigenvalues are 1, the N - P others 0.
    @Test func projection() throws {
        for patterns in [Self.alike, Self.orthogonal] {
            let memory = try Self.memory(patterns, zeroDiagonal: false)
            expect(try Spectrum(.outerProduct(memory)), [1, 1, 1], bulk: (0, 5))
            expect(try Spectrum(.dense(memory.dense())), [1, 1, 1, 0, 0, 0, 0, 0], bulk: nil)
        }
    }

    /// The diagonal of the projection onto three orthogonal patterns of eight units is 3/8 everywhere: without it all
    /// eigenvalues are 3/8 less.
    @Test func projectionWithoutDiagonal() throws {
        let memory = try Self.memory(Self.orthogonal, zeroDiagonal: true)
        expect(try Spectrum(.outerProduct(memory)), [0.625, 0.625, 0.625], bulk: (-0.375, 5))
        expect(
            try Spectrum(.dense(memory.dense())),
            [Double](repeating: 0.625, count: 3) + [Double](repeating: -0.375, count: 5),
            bulk: nil)
    }

    /// A pattern that depends on others adds no component: ten of nine units, of which a pair is inverse to each other.
    @Test func dependentPatterns() throws {
        let twice = Self.alike.appending(Self.alike.selecting([1]))
        let memory = try Self.memory(twice, zeroDiagonal: false)
        expect(try Spectrum(.outerProduct(memory)), [1, 1, 1], bulk: (0, 5))
    }

    /// Coefficients of either sign: with orthogonal x_p, W = sum_p c_p x_p x_pᵀ has the eigenvalues 8 c_p.
    @Test func coefficients() throws {
        let memory = OuterProductWeights(
            patterns: Self.orthogonal, coefficients: [0.5, -0.25, 1], offsets: [0, 0, 0], zeroDiagonal: false)
        expect(try Spectrum(.outerProduct(memory)), [8, 4, -2], bulk: (0, 5))
    }

    /// No connections: eight eigenvalues that are all 0.
    @Test func nothingLearned() throws {
        expect(try Spectrum(.empty(neurons: 8)), [Double](repeating: 0, count: 8), bulk: nil)
    }

    /// Row lengths do not depend on the form.
    @Test(arguments: [true, false]) func rowNorms(zeroDiagonal: Bool) throws {
        let memory = try Self.memory(Self.alike, zeroDiagonal: zeroDiagonal)
        let norms = try RowNorms.of(.outerProduct(memory))
        for (norm, right) in zip(norms, try RowNorms.of(.dense(memory.dense()))) { #expect(abs(norm - right) < 1e-5) }
    }
}
