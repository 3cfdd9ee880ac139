// Aim: the spectrum of weights, by the cheapest way there is to it.
//
//     outer products   W + D = sum_k c_k t_k t_kᵀ, D the removed diagonal; t_k a pattern less its mean, or one of the
//                      components that an inverse correlation makes of the patterns, with c_k = 1
//                      its eigenvalues that are not zero are those of S C S, with G = V L Vᵀ the K×K matrix of
//                      G_kl = t_k · t_l, S = V sqrt(L) Vᵀ, C = diag(c)
//     symmetric        eigenvalues of W
//     other            singular values: square roots of the eigenvalues of W Wᵀ or Wᵀ W, whichever is smaller
//
// Where all D_i are equal, W has the eigenvalues of the first line less that number, and the N - K others are its
// negative.
//
// Reference: R. A. Horn, C. R. Johnson, Matrix Analysis, Cambridge 1985, theorem 1.3.20 (AB and BA share their nonzero
// eigenvalues).

import Models
import Numerics
import Patterns

/// Eigenvalues of symmetric weights, singular values of others.
package struct Spectrum: Sendable {
    package enum Kind: Sendable { case eigenvalues, singularValues }

    package let kind: Kind
    /// Largest first.
    package let values: [Double]
    /// What the values are of, for people.
    package let subject: String
    /// A value that many more eigenvalues share, and how many.
    package let bulk: (value: Double, count: Int)?

    /// The largest matrix that is decomposed.
    package static let largest = 4096

    /// - Throws: `StudyError` for weights of which a matrix larger than `largest` would have to be decomposed; errors of
    ///   rows that cannot be read.
    package init(_ weights: AssociativeWeights, workers: Workers = .single) throws {
        // More products than units have no smaller matrix of their own.
        if case .outerProduct(let memory) = weights, memory.componentCount <= memory.neurons {
            try self.init(memory, workers)
            return
        }
        try Self.check(weights.neurons, weights.neurons)
        try self.init(try weights.matrix(workers: workers), workers: workers)
    }

    private static func check(_ rows: Int, _ columns: Int) throws {
        guard min(rows, columns) > largest else { return }
        throw StudyError("the weights are \(rows)×\(columns), expected at most \(largest) units for their spectrum")
    }

    // MARK: - Outer products

    private init(_ memory: OuterProductWeights, _ workers: Workers) throws {
        let (count, neurons) = (memory.componentCount, memory.neurons)
        try Self.check(count, neurons)
        let factors = memory.componentFactors.map { Double($0) }
        let root = try Self.squareRoot(Self.gram(memory, workers), size: count)
        var scaled = root
        for row in 0..<count {
            for column in 0..<count { scaled[row * count + column] *= factors[column] }
        }
        let product = Self.product(scaled, root, size: count)
        let own = try LAPACK.symmetricEigen(product, size: count, vectors: false).values
        kind = .eigenvalues
        let size = "\(neurons)×\(neurons) weights"
        let products = count == 1 ? "1 outer product" : "\(count) outer products"
        let others = neurons - count
        guard memory.zeroDiagonal else {
            values = own.sorted(by: >)
            subject = "\(size) of \(products)"
            bulk = others > 0 ? (0, others) : nil
            return
        }
        let diagonal = memory.removedDiagonal(0..<neurons).map { Double($0) }
        let (low, high) = (diagonal.min() ?? 0, diagonal.max() ?? 0)
        guard high - low <= 1e-6 * max(abs(high), abs(low)) else {
            values = own.sorted(by: >)
            subject = "\(size), of the sum of \(products) before its diagonal is removed"
            bulk = others > 0 ? (0, others) : nil
            return
        }
        values = own.map { $0 - high }.sorted(by: >)
        subject = "\(size) of \(products) without diagonal"
        bulk = others > 0 ? (-high, others) : nil
    }

    /// t_k · t_l, block of units by block of units.
    private static func gram(_ memory: OuterProductWeights, _ workers: Workers) -> [Double] {
        let count = memory.componentCount
        var result = [Double](repeating: 0, count: count * count)
        for start in stride(from: 0, to: memory.neurons, by: 4096) {
            let units = start..<min(memory.neurons, start + 4096)
            let block = memory.withComponents(units) { values in
                Matrix(
                    rows: count, columns: units.count,
                    values: Array(UnsafeBufferPointer(start: values, count: count * units.count)))
            }
            let part = block.times(block, transposed: true, workers: workers)
            for index in result.indices { result[index] += Double(part.values[index]) }
        }
        return result
    }

    /// The symmetric root of a matrix without negative eigenvalues; what rounding made negative counts as 0.
    private static func squareRoot(_ matrix: [Double], size: Int) throws -> [Double] {
        let (values, vectors) = try LAPACK.symmetricEigen(matrix, size: size)
        var scaled = vectors
        for row in 0..<size {
            let factor = max(0, values[row]).squareRoot()
            for column in 0..<size { scaled[row * size + column] *= factor }
        }
        // Vᵀ stands in rows: S = (rows)ᵀ · (scaled rows).
        var transposed = vectors
        for row in 0..<size {
            for column in 0..<size { transposed[column * size + row] = vectors[row * size + column] }
        }
        return product(transposed, scaled, size: size)
    }

    private static func product(_ a: [Double], _ b: [Double], size: Int) -> [Double] {
        var result = [Double](repeating: 0, count: size * size)
        result.withUnsafeMutableBufferPointer { result in
            b.withUnsafeBufferPointer { b in
                for row in 0..<size {
                    for middle in 0..<size {
                        let factor = a[row * size + middle]
                        for column in 0..<size { result[row * size + column] += factor * b[middle * size + column] }
                    }
                }
            }
        }
        return result
    }

    // MARK: - Matrices

    /// - Throws: `StudyError` for a matrix larger than `largest` on both sides.
    package init(_ matrix: Matrix, workers: Workers = .single) throws {
        try Self.check(matrix.rows, matrix.columns)
        bulk = nil
        subject = "\(matrix.rows)×\(matrix.columns) weights"
        if matrix.rows == matrix.columns, matrix.symmetryError < 1e-6 {
            kind = .eigenvalues
            let doubles = matrix.values.map { Double($0) }
            values = try LAPACK.symmetricEigen(doubles, size: matrix.rows, vectors: false).values.sorted(by: >)
            return
        }
        kind = .singularValues
        let short = matrix.rows <= matrix.columns ? matrix : matrix.transposed
        let gram = short.times(short, transposed: true, workers: workers).values.map { Double($0) }
        values = try LAPACK.symmetricEigen(gram, size: short.rows, vectors: false).values
            .map { max(0, $0).squareRoot() }.sorted(by: >)
    }
}
