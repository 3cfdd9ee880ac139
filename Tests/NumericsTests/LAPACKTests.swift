import Numerics
import Testing

/// Factorisations of A = BᵀB + I, put together again. 1e-10 is far above Double rounding (1e-16) of numbers near 100
/// in a 12×12 matrix, and far below anything that is wrong.
@Suite struct LAPACKTests {
    static let size = 12
    static let matrix: [Double] = {
        let b = MatrixProductTests.matrix(size, size, 4)
        var a = MatrixProductTests.plain(b, b, transposeA: true, transposeB: false).values.map { Double($0) }
        for index in 0..<size { a[index * size + index] += 1 }
        return a
    }()

    static func times(_ a: [Double], _ b: [Double], transposed: Bool) -> [Double] {
        (0..<size * size).map { index in
            (0..<size).reduce(0.0) { sum, k in
                let right = transposed ? b[index % size * size + k] : b[k * size + index % size]
                return sum + a[index / size * size + k] * right
            }
        }
    }

    static func expectEqual(_ a: [Double], _ b: [Double]) {
        #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-10 })
    }

    @Test func eigenvectors() throws {
        let (values, vectors) = try LAPACK.symmetricEigen(Self.matrix, size: Self.size)
        #expect(values == values.sorted() && (values.first ?? 0) >= 1 - 1e-10)
        var scaled = vectors
        for index in scaled.indices { scaled[index] *= values[index / Self.size] }
        // V A = Lambda V, and the rows of V are orthonormal.
        Self.expectEqual(Self.times(vectors, Self.matrix, transposed: false), scaled)
        let identity = (0..<Self.size * Self.size).map { $0 % (Self.size + 1) == 0 ? 1.0 : 0 }
        Self.expectEqual(Self.times(vectors, vectors, transposed: true), identity)
    }

    @Test func cholesky() throws {
        let factor = try #require(LAPACK.choleskyFactor(Self.matrix, size: Self.size))
        Self.expectEqual(Self.times(factor, factor, transposed: true), Self.matrix)
        #expect(
            (0..<Self.size).allSatisfy { row in (row + 1..<Self.size).allSatisfy { factor[row * Self.size + $0] == 0 } }
        )
        let inverse = try #require(LAPACK.lowerTriangularInverse(factor, size: Self.size))
        let identity = (0..<Self.size * Self.size).map { $0 % (Self.size + 1) == 0 ? 1.0 : 0 }
        Self.expectEqual(Self.times(inverse, factor, transposed: false), identity)
    }

    @Test func notPositiveDefinite() {
        #expect(LAPACK.choleskyFactor([0, 1, 1, 0], size: 2) == nil)
        #expect(LAPACK.lowerTriangularInverse([1, 0, 1, 0], size: 2) == nil)
    }

    @Test func notFinite() {
        #expect(throws: FactorisationError.self) { try LAPACK.symmetricEigen([.nan, 0, 0, 1], size: 2) }
    }
}
