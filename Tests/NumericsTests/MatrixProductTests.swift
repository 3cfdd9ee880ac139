import Numerics
import Testing

/// Products of small whole numbers are exact in Float32, so that every path must give the same.
@Suite struct MatrixProductTests {
    static func matrix(_ rows: Int, _ columns: Int, _ index: Int) -> Matrix {
        var random = RandomStream(seed: 1, purpose: "matrix", index: index)
        return Matrix(
            rows: rows, columns: columns, values: (0..<rows * columns).map { _ in Float(random.nextInt(below: 9) - 4) })
    }

    /// op(A)·op(B) by plain loops.
    static func plain(_ a: Matrix, _ b: Matrix, transposeA: Bool, transposeB: Bool) -> Matrix {
        let (m, depth) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
        var result = Matrix(rows: m, columns: transposeB ? b.rows : b.columns)
        for row in 0..<m {
            for column in 0..<result.columns {
                var sum: Float = 0
                for k in 0..<depth {
                    sum += (transposeA ? a[k, row] : a[row, k]) * (transposeB ? b[column, k] : b[k, column])
                }
                result[row, column] = sum
            }
        }
        return result
    }

    /// Shapes on both sides of the tiles of 256 rows and 1024 columns.
    @Test(arguments: [(1, 1, 1), (3, 5, 2), (257, 7, 3), (5, 1025, 2), (258, 1026, 2)], [1, 2, 3])
    func tilesMakeTheWholeProduct(_ shape: (Int, Int, Int), _ threads: Int) {
        let (m, n, k) = shape
        for (transposeA, transposeB) in [(false, false), (true, false), (false, true), (true, true)] {
            let a = Self.matrix(transposeA ? k : m, transposeA ? m : k, 1)
            let b = Self.matrix(transposeB ? n : k, transposeB ? k : n, 2)
            let before = Self.matrix(m, n, 3)
            var result = before
            a.values.withUnsafeBufferPointer { left in
                b.values.withUnsafeBufferPointer { right in
                    result.values.withUnsafeMutableBufferPointer { out in
                        guard let left = left.baseAddress, let right = right.baseAddress, let out = out.baseAddress
                        else { return }
                        BLAS.multiply(
                            transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, alpha: 2, left,
                            a.columns, right, b.columns, beta: 3, out, n, workers: Workers(count: threads))
                    }
                }
            }
            let product = Self.plain(a, b, transposeA: transposeA, transposeB: transposeB)
            let expected = zip(product.values, before.values).map { 2 * $0 + 3 * $1 }
            #expect(result.values == expected)
        }
    }

    /// Rows that are no whole squares of four, columns that are no whole vectors, and both; what is above stays.
    @Test(arguments: [(1, 1), (4, 16), (3, 15), (5, 33), (7, 1024), (48, 130)])
    func innerProductsOfRows(_ rows: Int, _ columns: Int) {
        let a = Self.matrix(rows, columns + 3, 1)
        var result = Matrix(rows: rows, columns: rows, values: [Float](repeating: 0.5, count: rows * rows))
        a.values.withUnsafeBufferPointer { a in
            result.values.withUnsafeMutableBufferPointer { out in
                guard let a = a.baseAddress, let out = out.baseAddress else { return }
                BlockKernels.lowerGram(a, rows: rows, columns: columns, stride: columns + 3, into: out, stride: rows)
            }
        }
        for row in 0..<rows {
            for other in 0..<rows {
                let product = (0..<columns).reduce(Float(0)) { $0 + a[row, $1] * a[other, $1] }
                #expect(result[row, other] == (other <= row ? product : 0.5))
            }
        }
    }

    @Test func productsOfMatricesAndVectors() {
        let (a, b) = (Self.matrix(4, 6, 1), Self.matrix(5, 6, 2))
        #expect(a.times(b, transposed: true) == Self.plain(a, b, transposeA: false, transposeB: true))
        #expect(a.times(b.transposed) == Self.plain(a, b, transposeA: false, transposeB: true))
        let vector = Self.matrix(1, 6, 3)
        #expect(a.times(vector.values) == Self.plain(a, vector, transposeA: false, transposeB: true).values)
    }

    /// 300 is more than one tile of 256.
    @Test(arguments: [1, 2, 20, 300], [1, 2])
    func symmetricUpdates(_ size: Int, _ threads: Int) {
        let (x, y) = (Self.matrix(2, size, 1), Self.matrix(2, size, 2))
        // XᵀY + YᵀX is symmetric.
        let left = Matrix(rows: 4, columns: size, values: x.values + y.values)
        let right = Matrix(rows: 4, columns: size, values: y.values + x.values)
        var weights = Self.plain(x, x, transposeA: true, transposeB: false)
        let before = weights
        weights.addSymmetric(left, right, alpha: 2, scale: 3, workers: Workers(count: threads))
        let product = Self.plain(left, right, transposeA: true, transposeB: false)
        #expect(weights.values == zip(before.values, product.values).map { 3 * $0 + 2 * $1 })
        #expect(weights.isSymmetric)
        weights.addSymmetric(left, right, zeroDiagonal: true)
        #expect((0..<size).allSatisfy { weights[$0, $0] == 0 })
    }

    /// One element that differs is found, wherever it stands; 130 is more than two tiles of 64.
    @Test func symmetryIsSeen() {
        let x = Self.matrix(2, 130, 1)
        var matrix = Self.plain(x, x, transposeA: true, transposeB: false)
        #expect(matrix.isSymmetric)
        for (row, column) in [(1, 0), (64, 63), (129, 0), (129, 128), (70, 65), (3, 100)] {
            matrix[row, column] += 1
            #expect(!matrix.isSymmetric)
            matrix[row, column] -= 1
        }
        #expect(!Matrix(rows: 2, columns: 3).isSymmetric)
    }
}
