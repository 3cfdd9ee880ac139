// Aim: patches of equal contrast, so that none counts only because it holds a strong edge.
//
//     x_p <- x_p / sqrt(s_p + eps),  s_p = sum_i x_pi² / N
//
// x_p a patch of N pixels whose mean is removed; eps a hundredth of the mean of all s_p keeps flat patches from being
// blown up to noise.
//
// Reference: A. Coates, H. Lee, A. Y. Ng, AISTATS 15, 215 (2011).

import Numerics

package enum ContrastNormalization {
    /// Brings patches, [patch, pixel], to variance 1 each.
    package static func apply(to patches: inout Matrix) {
        let size = Double(patches.columns)
        let variances = (0..<patches.rows).map { patch in
            patches.row(patch).reduce(0.0) { $0 + Double($1) * Double($1) } / size
        }
        let floor = 0.01 * variances.reduce(0, +) / Double(max(1, patches.rows))
        for (patch, variance) in variances.enumerated() where variance > 0 {
            let gain = Float(1 / (variance + floor).squareRoot())
            patches.withMutableRow(patch) { row in for pixel in row.indices { row[pixel] *= gain } }
        }
    }
}
