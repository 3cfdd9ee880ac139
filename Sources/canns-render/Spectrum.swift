// Aim: the spectrum of weights, by the cheapest way there is to it.
//
//     outer products   W + D = sum_p c_p t_p t_pᵀ,  t_p = x_p - rho_p, D the removed diagonal
//                      its eigenvalues that are not zero are those of S C S, with G = V L Vᵀ the P×P matrix of
//                      G_pq = t_p · t_q, S = V sqrt(L) Vᵀ, C = diag(c)
//     symmetric        eigenvalues of W
//     other            singular values: square roots of the eigenvalues of W Wᵀ or Wᵀ W, whichever is smaller
//
// Where all D_i are equal, W has the eigenvalues of the first line less that number, and the N - P others are its
// negative.
//
// Reference: R. A. Horn, C. R. Johnson, Matrix Analysis, Cambridge 1985, theorem 1.3.20 (AB and BA share their nonzero
// eigenvalues).

import CommandKit
import Documents
import Models
import Numerics
import Patterns

struct Spectrum {
    enum Kind { case eigenvalues, singularValues }

    var kind: Kind
    /// Largest first.
    var values: [Double]
    /// What the values are of, for people.
    var subject: String
    /// A value that many more eigenvalues share, and how many.
    var bulk: (value: Double, count: Int)?

    /// The largest matrix that is decomposed.
    static let largest = 4096

    init(_ weights: WeightsDocument, workers: Workers) throws {
        // More products than units have no smaller matrix of their own.
        if let memory = weights.memory, memory.count <= memory.neurons {
            try self.init(memory, workers: workers)
        } else if let matrix = try weights.matrix ?? weights.associativeWeights?.matrix(workers: workers) {
            try self.init(matrix, workers: workers)
        } else {
            throw Failure("no weights")
        }
    }

    // MARK: - Outer products

    private init(_ memory: OuterProductWeights, workers: Workers) throws {
        let count = memory.count
        var centred = memory.patterns.matrix
        for pattern in 0..<count {
            for unit in 0..<memory.neurons { centred[pattern, unit] -= memory.offsets[pattern] }
        }
        let gram = centred.times(centred, transposed: true, workers: workers).values.map { Double($0) }
        let root = try Self.squareRoot(gram, size: count)
        var scaled = root
        for row in 0..<count {
            for column in 0..<count { scaled[row * count + column] *= Double(memory.coefficients[column]) }
        }
        let product = Self.product(scaled, root, size: count)
        let own = try LAPACK.symmetricEigen(product, size: count, vectors: false).values
        kind = .eigenvalues
        let size = "\(memory.neurons)×\(memory.neurons) weights"
        let products = count == 1 ? "1 outer product" : "\(count) outer products"
        let others = memory.neurons - count
        guard memory.zeroDiagonal else {
            values = own.sorted(by: >)
            subject = "\(size) of \(products)"
            bulk = others > 0 ? (0, others) : nil
            return
        }
        let diagonal = (0..<memory.neurons).map { unit in
            (0..<count).reduce(0.0) { sum, pattern in
                let value = Double(centred[pattern, unit])
                return sum + Double(memory.coefficients[pattern]) * value * value
            }
        }
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

    private init(_ matrix: Matrix, workers: Workers) throws {
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
