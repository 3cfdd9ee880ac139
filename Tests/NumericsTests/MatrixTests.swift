import Testing

@testable import Numerics

@Suite struct MatrixTests {
    /// Whole squares of 16, and what is left beside and below them.
    @Test(arguments: [(1, 1), (16, 16), (3, 40), (40, 3), (33, 50), (64, 17)])
    func transposed(rows: Int, columns: Int) {
        let matrix = Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map { Float($0) })
        let transposed = matrix.transposed
        #expect(transposed.rows == columns && transposed.columns == rows)
        for row in 0..<rows {
            for column in 0..<columns { #expect(transposed[column, row] == Float(row * columns + column)) }
        }
    }

    @Test func emptyTransposed() {
        #expect(Matrix(rows: 0, columns: 3).transposed == Matrix(rows: 3, columns: 0))
    }

    /// Sums over several parts of 65536 values: 3 parts of ones and one of 7 twos, exact in Double.
    @Test func normsByParts() {
        var matrix = Matrix(rows: 3, columns: 65536, repeating: 1)
        matrix = Matrix(rows: 1, columns: 3 * 65536 + 7, values: matrix.values + [Float](repeating: 2, count: 7))
        let expected = Double(3 * 65536 + 28).squareRoot()
        let ones = Matrix(rows: 1, columns: matrix.columns, repeating: 1)
        for threads in 1...3 {
            let norms = matrix.norms(beside: ones, workers: Workers(count: threads))
            #expect(norms.own == expected && norms.difference == 7.0.squareRoot())
            #expect(norms.other == Double(3 * 65536 + 7).squareRoot())
        }
        #expect(matrix.norm == expected)
        matrix[0, 70_000] = .nan
        #expect(matrix.norms(beside: ones).own.isNaN)
        #expect(Matrix(rows: 0, columns: 4).norm == 0)
    }

    /// The odd one out in the first part, in the last, and among the last few that fill no vector.
    @Test(arguments: [0, 5, 65536, 131_079])
    func checksEveryElement(place: Int) {
        for odd in [Float.nan, .infinity, -.infinity, 1.5, -0.5] {
            var matrix = Matrix(rows: 1, columns: 131_080, repeating: 1)
            #expect(matrix.isWithin(0...1) && matrix.isFinite)
            matrix[0, place] = odd
            for threads in [1, 2] {
                #expect(!matrix.isWithin(0...1, workers: Workers(count: threads)))
                #expect(matrix.isFinite(workers: Workers(count: threads)) == odd.isFinite)
            }
        }
    }
}
