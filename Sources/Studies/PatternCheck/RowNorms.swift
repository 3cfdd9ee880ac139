// Aim: the length of every row of the weights, for stabilities that do not depend on the scale of the weights.
//
//     |w_i|² = sum_j w_ij²;  of outer products  sum_kl a_k a_l G_kl - d_i²,  a_k = c_k y_ki,
//     G_kl = sum_j y_kj y_lj,  d_i = sum_k c_k y_ki² where the diagonal is removed, else 0
//
// y_k the components of the products (see OuterProductWeights), c_k their coefficients: K² N numbers are touched instead
// of N².
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
        let (count, neurons) = (product.componentCount, product.neurons)
        var components = Matrix(rows: count, columns: neurons)
        product.withComponents(0..<neurons) { block in
            for index in 0..<count * neurons { components.values[index] = block[index] }
        }
        let gram = components.times(components, transposed: true).values.map { Double($0) }
        let factors = product.componentFactors
        return (0..<neurons).map { unit in
            let values = (0..<count).map { Double(components.values[$0 * neurons + unit]) }
            let parts = values.indices.map { values[$0] * Double(factors[$0]) }
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
