// The one door to BLAS. Every call here runs on the calling thread; parallel products are cut into tiles whose
// shape depends on the operands alone, so the same operands give the same bits on any number of threads.

import CBLAS

@usableFromInline package enum BLAS {
    /// Keeps the library on the calling thread: its own threads would cut products by their number.
    private static let singleThreaded: Void = canns_blas_stay_on_thread()

    @inline(__always)
    static func ensureSingleThreaded() { _ = singleThreaded }

    /// The library's version and the kernels it chose for this processor, such as "OpenBLAS 0.3.21 Haswell".
    package static var version: String {
        let configuration = String(cString: canns_blas_version()).split(separator: " ")
        return (configuration.prefix(2) + [Substring(String(cString: canns_blas_kernels()))])
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// C <- alpha·op(A)·op(B) + beta·C on plain buffers: C is m×n, the inner dimension k, row-major.
    @inline(__always)
    @usableFromInline package static func gemm(
        transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Float = 1,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int, beta: Float = 0,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        _ = singleThreaded
        guard m > 0, n > 0 else { return }
        cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            Int32(m), Int32(n), Int32(k), alpha, a, Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
    }

    /// y <- alpha·A·x + beta·y with A m×n in row-major order.
    @usableFromInline package static func gemv(
        m: Int, n: Int, alpha: Float = 1, _ a: UnsafePointer<Float>, _ lda: Int, _ x: UnsafePointer<Float>,
        beta: Float = 0, _ y: UnsafeMutablePointer<Float>
    ) {
        _ = singleThreaded
        cblas_sgemv(
            CblasRowMajor, CblasNoTrans, Int32(m), Int32(n), alpha, a, Int32(lda), x, 1, beta, y, 1)
    }

    /// The inner product of two vectors.
    @inline(__always)
    @usableFromInline package static func dot(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>)
        -> Float
    {
        cblas_sdot(Int32(count), x, 1, y, 1)
    }

    /// y <- y + alpha·x.
    @inline(__always)
    @usableFromInline package static func axpy(
        _ count: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        cblas_saxpy(Int32(count), alpha, x, 1, y, 1)
    }

    /// Rows of a tile of a parallel product; large enough that packing costs little, small enough to share out.
    static let tileRows = 256
    static let tileColumns = 1024

    /// C <- alpha·op(A)·op(B) + beta·C, shared out in tiles of C over `workers`.
    @usableFromInline package static func multiply(
        transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Float = 1,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int, beta: Float = 0,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int, workers: Workers
    ) {
        let rowTiles = (m + tileRows - 1) / tileRows
        let columnTiles = (n + tileColumns - 1) / tileColumns
        nonisolated(unsafe) let (a, b, c) = (a, b, c)
        workers.forEach(rowTiles * columnTiles) { tile in
            let row = tile / columnTiles * tileRows
            let column = tile % columnTiles * tileColumns
            gemm(
                transposeA: transposeA, transposeB: transposeB, m: min(tileRows, m - row),
                n: min(tileColumns, n - column), k: k, alpha: alpha,
                a + (transposeA ? row : row * lda), lda, b + (transposeB ? column * ldb : column), ldb,
                beta: beta, c + row * ldc + column, ldc)
        }
    }
}

extension Matrix {
    /// self · other, or with `transposed` self · otherᵀ.
    public func times(_ other: Matrix, transposed: Bool = false, workers: Workers = .single) -> Matrix {
        precondition(columns == (transposed ? other.columns : other.rows), "inner dimensions agree")
        var result = Matrix(rows: rows, columns: transposed ? other.rows : other.columns)
        let (m, n, k, lda, ldb) = (rows, result.columns, columns, max(1, columns), max(1, other.columns))
        guard m > 0, n > 0, k > 0 else { return result }
        withPointers(values, other.values, &result.values) { a, b, c in
            BLAS.multiply(transposeB: transposed, m: m, n: n, k: k, a, lda, b, ldb, c, n, workers: workers)
        }
        return result
    }

    /// self · vector.
    public func times(_ vector: [Float]) -> [Float] {
        precondition(vector.count == columns, "the vector has as many entries as the matrix columns")
        var result = [Float](repeating: 0, count: rows)
        guard rows > 0, columns > 0 else { return result }
        withPointers(values, vector, &result) { a, x, y in
            BLAS.gemv(m: rows, n: columns, a, columns, x, y)
        }
        return result
    }
}

/// Two arrays to read and one to write as non-empty pointers.
func withPointers(
    _ a: [Float], _ b: [Float], _ c: inout [Float],
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
) {
    a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
            c.withUnsafeMutableBufferPointer { c in
                guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
                body(a, b, c)
            }
        }
    }
}
