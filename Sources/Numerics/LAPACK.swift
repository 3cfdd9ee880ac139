import CBLAS

/// A failure of a factorisation: the matrix is not what the method needs.
package struct FactorisationError: Error, CustomStringConvertible {
    package let description: String
}

package enum LAPACK {
    /// Eigenvalues (ascending) and eigenvectors (one a row, in the same order) of a symmetric matrix, in Double.
    ///
    /// - Parameter matrix: n·n values, row-major; only one triangle is read.
    /// - Parameter n: rows and columns of the matrix.
    /// - Parameter wantsVectors: whether eigenvectors are found as well.
    /// - Throws: `FactorisationError` where the iteration does not converge (a non-finite matrix).
    package static func symmetricEigen(
        _ matrix: [Double], size n: Int, vectors wantsVectors: Bool = true
    ) throws -> (values: [Double], vectors: [Double]) {
        precondition(matrix.count == n * n, "a square matrix")
        guard n > 0 else { return ([], []) }
        var a = matrix
        var eigenvalues = [Double](repeating: 0, count: n)
        var size = Int32(n)
        var info: Int32 = 0
        let job = wantsVectors ? "V" : "N"
        var workSize: Int32 = -1
        var integerWorkSize: Int32 = -1
        var work = [0.0]
        var integerWork: [Int32] = [0]
        dsyevd_(
            job, "U", &size, &a, &size, &eigenvalues, &work, &workSize, &integerWork, &integerWorkSize, &info)
        workSize = Int32(work[0])
        integerWorkSize = integerWork[0]
        work = [Double](repeating: 0, count: Int(workSize))
        integerWork = [Int32](repeating: 0, count: Int(integerWorkSize))
        dsyevd_(
            job, "U", &size, &a, &size, &eigenvalues, &work, &workSize, &integerWork, &integerWorkSize, &info)
        guard info == 0, eigenvalues.allSatisfy(\.isFinite) else {
            throw FactorisationError(description: "the eigenvalues of a \(n)×\(n) matrix did not converge")
        }
        return (eigenvalues, wantsVectors ? a : [])
    }

    /// L of A = L·Lᵀ for a symmetric positive definite A, in Double, row-major with zeros above the diagonal; nil
    /// where A is not positive definite.
    package static func choleskyFactor(_ a: [Double], size n: Int) -> [Double]? {
        precondition(a.count == n * n, "a square matrix")
        guard n > 0 else { return [] }
        var factor = a
        var size = Int32(n)
        var info: Int32 = 0
        // Row-major and lower is column-major and upper.
        dpotrf_("U", &size, &factor, &size, &info)
        guard info == 0 else { return nil }
        for row in 0..<n { for column in row + 1..<max(n, row + 1) { factor[row * n + column] = 0 } }
        return factor
    }

    /// The inverse of a lower triangular matrix, row-major; nil where a diagonal element is 0.
    package static func lowerTriangularInverse(_ factor: [Double], size n: Int) -> [Double]? {
        precondition(factor.count == n * n, "a square matrix")
        guard n > 0 else { return [] }
        var inverse = factor
        var size = Int32(n)
        var info: Int32 = 0
        dtrtri_("U", "N", &size, &inverse, &size, &info)
        return info == 0 ? inverse : nil
    }
}
