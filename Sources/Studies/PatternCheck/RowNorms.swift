// Aim: the length of every row of the weights, for stabilities that do not depend on the scale of the weights.
//
//     |w_i|² = sum_j w_ij²;  of outer products  sum_pq a_p a_q G_pq - d_i²,  a_p = c_p (x_pi - rho_p),
//     G_pq = sum_j (x_pj - rho_p)(x_qj - rho_q),  d_i = sum_p c_p (x_pi - rho_p)² where the diagonal is removed, else 0
//
// so that P² N numbers are touched instead of N².
//
// Reference: elementary.

import Models
import Numerics
import Patterns

enum RowNorms {
    /// One length a unit.
    static func of(_ weights: AssociativeWeights) throws -> [Double] {
        if case .outerProduct(let product) = weights { return of(product) }
        return try (0..<weights.neurons).map { unit in
            try weights.row(unit).reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
    }

    private static func of(_ product: OuterProductWeights) -> [Double] {
        let (count, neurons) = (product.count, product.neurons)
        var centred = product.patterns.matrix
        for pattern in 0..<count {
            for unit in 0..<neurons { centred.values[pattern * neurons + unit] -= product.offsets[pattern] }
        }
        let gram = centred.times(centred, transposed: true).values.map { Double($0) }
        return (0..<neurons).map { unit in
            let values = (0..<count).map { Double(centred.values[$0 * neurons + unit]) }
            let parts = (0..<count).map { Double(product.coefficients[$0]) * values[$0] }
            var square = 0.0
            for (row, part) in parts.enumerated() {
                var sum = 0.0
                for column in 0..<count { sum += gram[row * count + column] * parts[column] }
                square += part * sum
            }
            let diagonal = product.zeroDiagonal ? zip(parts, values).reduce(0) { $0 + $1.0 * $1.1 } : 0
            return max(0, square - diagonal * diagonal).squareRoot()
        }
    }
}
