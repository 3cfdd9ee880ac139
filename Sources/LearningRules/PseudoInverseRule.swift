// Aim: weights that leave every stored pattern exactly as it is, however alike the patterns are.
//
//     W = X^T (X X^T)^-1 X,  w_ii = 0
//
// X patterns, one a row. W projects onto the space that the patterns span: W x_p = x_p. Without the diagonal the
// field of unit i at a stored pattern is (1 - w_ii) x_pi, still of the right sign below P = N.
//
// W is kept as (MX)^T (MX). With the Cholesky factor X X^T = L L^T, M = L^-1; where a pattern depends on others
// (duplicates, pictures that are sums of others), M = Lambda^-1/2 V^T from the eigenvalues above `cutoff` times the
// largest, and what is left out is 0 in the inverse (Moore and Penrose).
//
// Reference: L. Personnaz, I. Guyon, G. Dreyfus, J. Phys. Lett. 46, L359 (1985); T. Kohonen, M. Ruohonen, IEEE
// Trans. Comput. C-22, 701 (1973).

import Numerics
import Parameters
import Patterns

public struct PseudoInverseRule: OuterProductRule {
    public static let description = RuleDescription(
        name: "pseudo-inverse",
        summary: "Stores patterns by projection: each is exactly stable, however alike they are.",
        equation: ["W = X^T (X X^T)^-1 X,  w_ii = 0", "X patterns, one a row"],
        reference: "Personnaz, Guyon, Dreyfus, J. Phys. Lett. 46, L359 (1985)",
        notes: [
            "Not local: a new pattern changes the weight of all others. Up to N independent patterns are stable; their basins shrink to nothing near N / 2.",
            "Goes on from a memory that keeps its patterns: all of them, old and new, are stored by this rule.",
        ],
        codings: [.bipolar, .binary, .real, .grey],
        capacity: RuleCapacity(
            load: 0.5, "recalls damaged cues up to about half a pattern a unit", alternatives: ["perceptron"]))

    public static let parameters: [Parameter<Self>] = [
        .zeroDiagonal(\.zeroDiagonal),
        Parameter(
            "cutoff", \.cutoff, 1e-12...0.1,
            help: "eigenvalues of X X^T below this share of the largest count as 0: patterns that depend on others"),
    ]
    public static let defaults = Self()

    public static let extendsForeignWeights = false

    /// Whether no unit has a weight to itself.
    public var zeroDiagonal: Bool
    /// Eigenvalues of X X^T below this share of the largest count as 0: patterns that depend on others.
    public var cutoff: Double

    public init(zeroDiagonal: Bool = true, cutoff: Double = 1e-6) {
        self.zeroDiagonal = zeroDiagonal
        self.cutoff = cutoff
    }

    public func learn(_ patterns: PatternSet, onto memory: OuterProductWeights?) throws -> OuterProductWeights {
        try check(patterns)
        guard let memory else { return try storing(patterns) }
        guard case .coefficients(let coefficients) = memory.coupling else {
            return try storing(memory.patterns.appending(patterns))
        }
        // What was unlearned (a negative coefficient) stays away.
        let kept = coefficients.indices.filter { coefficients[$0] > 0 }
        let earlier = kept.count == memory.count ? memory.patterns : memory.patterns.selecting(kept)
        return try storing(earlier.appending(patterns))
    }

    /// The memory of exactly these patterns.
    func storing(_ patterns: PatternSet) throws -> OuterProductWeights {
        let (count, cutoff) = (patterns.count, Double(Float(cutoff)))
        try MemoryDemand.check(
            24 * Double(count) * Double(count), work: "the inverse correlation of \(count) patterns",
            remedy: "store fewer, or use rule \(HebbianRule.description.name)")
        let gram = patterns.innerProducts()
        guard gram.allSatisfy(\.isFinite), gram.contains(where: { $0 != 0 }) else {
            throw LearningError(
                description: "the patterns are all 0 or hold a value that is not finite, expected finite numbers")
        }
        let root =
            try Self.inverseRoot(byCholesky: gram, count, cutoff)
            ?? Self.inverseRoot(byEigenvalues: gram, count, cutoff)
        return OuterProductWeights(
            patterns: patterns, inverseCorrelation: root, offsets: [Float](repeating: 0, count: count),
            zeroDiagonal: zeroDiagonal)
    }

    /// How many of the stored patterns depend on the others.
    public static func dependentPatterns(of memory: OuterProductWeights) -> Int {
        memory.count - memory.componentCount
    }

    /// L^-1; nil where a pattern is nearly a sum of those before it: the square of its distance from their span,
    /// which is the square of its diagonal element of L, is below the cut-off.
    private static func inverseRoot(byCholesky gram: [Double], _ count: Int, _ cutoff: Double) -> Matrix? {
        guard let factor = LAPACK.choleskyFactor(gram, size: count) else { return nil }
        let largest = (0..<count).reduce(0.0) { max($0, gram[$1 * count + $1]) }
        for pattern in 0..<count {
            let distance = factor[pattern * count + pattern]
            if distance * distance < largest * Double(count) * cutoff { return nil }
        }
        guard let inverse = LAPACK.lowerTriangularInverse(factor, size: count) else { return nil }
        return Matrix(rows: count, columns: count, values: inverse.map { Float($0) })
    }

    /// Lambda^-1/2 V^T without the eigenvalues below the cut-off.
    private static func inverseRoot(byEigenvalues gram: [Double], _ count: Int, _ cutoff: Double) throws -> Matrix {
        let (values, vectors) = try LAPACK.symmetricEigen(gram, size: count)
        let smallest = (values.last ?? 0) * cutoff
        let kept = values.indices.filter { values[$0] > smallest }
        var root = Matrix(rows: kept.count, columns: count)
        for (row, index) in kept.enumerated() {
            let scale = 1 / values[index].squareRoot()
            for pattern in 0..<count { root[row, pattern] = Float(scale * vectors[index * count + pattern]) }
        }
        return root
    }
}
