// Aim: patches whose pixels are uncorrelated and equally strong, close to the originals.
//
//     C = X^T X / n = E diag(lambda) E^T,   X' = X E diag(1/sqrt(lambda + eps)) E^T
//
// X patches, one a row, their means removed; C their covariance; eps a hundredth of the mean eigenvalue keeps
// directions of noise from being blown up. Of all whitening transforms this one changes the patches least.
//
// Reference: A. J. Bell, T. J. Sejnowski, Vision Research 37, 3327 (1997).

import Numerics

package enum Whitening {
    /// Whitens patches, [patch, pixel].
    ///
    /// - Throws: `PictureError` for fewer than two patches; `FactorisationError` if the spectrum does not converge.
    package static func zca(_ patches: Matrix) throws -> Matrix {
        let (count, size) = (patches.rows, patches.columns)
        guard count > 1 else { throw PictureError("one patch, expected at least two to whiten") }
        let transposed = patches.transposed
        let covariance = transposed.times(transposed, transposed: true).values.map { Double($0) / Double(count) }
        let (values, vectors) = try LAPACK.symmetricEigen(covariance, size: size)
        let floor = 0.01 * max(values.reduce(0, +) / Double(size), .leastNormalMagnitude)
        var scaled = Matrix(rows: size, columns: size)
        var basis = scaled
        for direction in 0..<size {
            let gain = 1 / (max(values[direction], 0) + floor).squareRoot()
            for pixel in 0..<size {
                basis[direction, pixel] = Float(vectors[direction * size + pixel])
                scaled[direction, pixel] = Float(gain * vectors[direction * size + pixel])
            }
        }
        let transform = basis.transposed.times(scaled)
        return patches.times(transform, transposed: true)
    }
}
