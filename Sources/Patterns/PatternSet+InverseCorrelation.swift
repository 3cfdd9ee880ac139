// Aim: the inverse correlation of patterns by a square root, so that a projection keeps the patterns it is made of.
//
//     M^T M = (X X^T)^+
//
// X patterns, one a row. With the Cholesky factor X X^T = L L^T, M = L^-1; where a pattern depends on others
// (duplicates, pictures that are sums of others), M = Lambda^-1/2 V^T from the eigenvalues above `cutoff` times the
// largest, and what is left out is 0 in the inverse (Moore and Penrose).

import Numerics

extension PatternSet {
    /// M, [component, pattern]: as many components as patterns, fewer where some depend on others.
    ///
    /// - Parameter cutoff: eigenvalues of X X^T below this share of the largest count as 0.
    /// - Throws: `CorrelationError` for patterns that are all 0 or not finite; `MemoryDemandError`; `FactorisationError`.
    package func inverseCorrelationRoot(cutoff: Double, workers: Workers = .single) throws -> Matrix {
        try MemoryDemand.check(
            24 * Double(count) * Double(count), work: "the inverse correlation of \(count) patterns",
            remedy: "store fewer, or by a rule that does not correlate them")
        let gram = innerProducts(workers: workers)
        guard gram.allSatisfy(\.isFinite), gram.contains(where: { $0 != 0 }) else {
            throw CorrelationError()
        }
        return try Self.root(byCholesky: gram, count, cutoff) ?? Self.root(byEigenvalues: gram, count, cutoff)
    }

    /// L^-1; nil where a pattern is nearly a sum of those before it: the square of its distance from their span,
    /// which is the square of its diagonal element of L, is below the cut-off.
    private static func root(byCholesky gram: [Double], _ count: Int, _ cutoff: Double) -> Matrix? {
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
    private static func root(byEigenvalues gram: [Double], _ count: Int, _ cutoff: Double) throws -> Matrix {
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

/// Patterns that have no inverse correlation.
package struct CorrelationError: Error, CustomStringConvertible {
    package var description: String {
        "the patterns are all 0 or hold a value that is not finite, expected finite numbers"
    }
}
