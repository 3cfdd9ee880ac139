import CBLAS
import CSupport

/// The kernels of blocked learning, by pointer.
public enum BlockKernels {
    /// z[r, c] <- scale[c]·z[r, c] + step[c]·gram[r].
    @inline(__always)
    public static func blendRows(
        _ z: UnsafeMutablePointer<Float>, rows: Int, columns: Int, scale: UnsafePointer<Float>,
        step: UnsafePointer<Float>, gram: UnsafePointer<Float>
    ) {
        canns_blend_rows(z, rows, columns, scale, step, gram)
    }

    /// z[r, c] <- scale[c]·z[r, c].
    @inline(__always)
    public static func scaleRows(
        _ z: UnsafeMutablePointer<Float>, rows: Int, columns: Int, scale: UnsafePointer<Float>
    ) {
        canns_scale_rows(z, rows, columns, scale)
    }

    /// The scalars of one sample for all outputs by Oja's rule; `squares` is nil where rows are not normalised.
    ///
    /// - Returns: whether all numbers are finite.
    @inline(__always)
    public static func ojaStep(
        outputs: Int, responses: UnsafePointer<Float>, rate: Float, square: Float,
        squares: UnsafeMutablePointer<Double>?, scale: UnsafeMutablePointer<Float>, step: UnsafeMutablePointer<Float>,
        scales: UnsafeMutablePointer<Float>, peaks: UnsafeMutablePointer<Float>
    ) -> Bool {
        canns_oja_step(outputs, responses, rate, square, squares, scale, step, scales, peaks)
    }

    /// One sample through all outputs by Sanger's rule; `squares` is nil where rows are not normalised, `scalars` is
    /// room for three values an output.
    ///
    /// - Returns: whether all numbers were finite.
    @inline(__always)
    public static func sangerStep(
        _ rows: UnsafeMutablePointer<Float>, outputs: Int, dimension: Int, sample: Int,
        rests: UnsafeMutablePointer<Float>, rate: Float, squares: UnsafeMutablePointer<Double>?,
        scalars: UnsafeMutablePointer<Float>, peaks: UnsafeMutablePointer<Float>
    ) -> Bool {
        canns_sanger_step(rows, outputs, dimension, sample, rests, rate, squares, scalars, peaks)
    }

    /// sum (a - b)² over `count` values in Double; b is zero if nil.
    public static func squareDistance(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>?, count: Int) -> Double {
        canns_square_distance(a, b, count)
    }

    /// sum <- sum + alpha·a + beta·b.
    @inline(__always)
    public static func addTwo(
        _ alpha: Float, _ a: UnsafePointer<Float>, _ beta: Float, _ b: UnsafePointer<Float>,
        to sum: UnsafeMutablePointer<Float>, count: Int
    ) {
        canns_add_two(sum, count, alpha, a, beta, b)
    }

    /// sum <- sum + row.
    @inline(__always)
    public static func addRow(_ row: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int) {
        canns_add_row(sum, row, count)
    }

    /// row <- row + rate·(up·pre - down·post), kept within bounds; rounded as the same expression in Swift is.
    @inline(__always)
    public static func moveSynapses(
        _ row: UnsafeMutablePointer<Float>, count: Int, up: UnsafePointer<Float>, pre: Float, down: Float,
        post: UnsafePointer<Float>, rate: Float, bounds: ClosedRange<Float>
    ) {
        canns_move_synapses(row, count, up, pre, down, post, rate, bounds.lowerBound, bounds.upperBound)
    }

    /// The traces of the listed inputs, ascending, up to the first that did not fire in the step before `now`. A mark
    /// is twice the step up to which an input is done, and one more if it fires in it.
    ///
    /// - Returns: how many they are.
    @inline(__always)
    public static func advanceTraces(
        _ inputs: UnsafeBufferPointer<Int32>, now: Int, marks: UnsafeMutablePointer<Int32>,
        pre: UnsafeMutablePointer<Float>, decay: Float, nearest: Bool
    ) -> Int {
        guard let first = inputs.baseAddress else { return 0 }
        return canns_advance_traces(first, inputs.count, Int32(now), marks, pre, decay, nearest)
    }

    /// `moveSynapses` on each of the listed rows, with `pre` of that row, and the row then added to `sum`.
    @inline(__always)
    public static func moveAndAddRows(
        _ weights: UnsafeMutablePointer<Float>, columns: Int, rows: UnsafeBufferPointer<Int32>,
        pre: UnsafePointer<Float>, up: UnsafePointer<Float>, down: Float, post: UnsafePointer<Float>, rate: Float,
        bounds: ClosedRange<Float>, sum: UnsafeMutablePointer<Float>
    ) {
        guard let first = rows.baseAddress else { return }
        canns_move_and_add_rows(
            weights, columns, first, rows.count, pre, up, down, post, rate, bounds.lowerBound, bounds.upperBound, sum)
    }

    /// row <- row + rate·up·pre, kept within bounds; rounded as the same expression in Swift is.
    @inline(__always)
    public static func strengthenSynapses(
        _ row: UnsafeMutablePointer<Float>, count: Int, up: UnsafePointer<Float>, pre: Float, rate: Float,
        bounds: ClosedRange<Float>
    ) {
        canns_strengthen_synapses(row, count, up, pre, rate, bounds.lowerBound, bounds.upperBound)
    }
}

extension BLAS {
    /// x <- alpha·x.
    @inline(__always)
    public static func scale(_ count: Int, _ alpha: Float, _ x: UnsafeMutablePointer<Float>) {
        cblas_sscal(Int32(count), alpha, x, 1)
    }

    /// B <- L·B in place, with L lower triangular, m×m, and B m×n.
    public static func multiplyLower(
        m: Int, n: Int, _ l: UnsafePointer<Float>, _ ldl: Int, _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        ensureSingleThreaded()
        guard m > 0, n > 0 else { return }
        cblas_strmm(
            CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(m), Int32(n), 1, l, Int32(ldl), b,
            Int32(ldb))
    }

    /// B <- B·Lᵀ in place, with L lower triangular, n×n, and B m×n.
    public static func multiplyByLowerTransposed(
        m: Int, n: Int, _ l: UnsafePointer<Float>, _ ldl: Int, _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        ensureSingleThreaded()
        guard m > 0, n > 0 else { return }
        cblas_strmm(
            CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, Int32(m), Int32(n), 1, l, Int32(ldl), b,
            Int32(ldb))
    }

    /// B <- L⁻¹·B in place, with L lower triangular, m×m, and B m×n.
    public static func solveLower(
        m: Int, n: Int, _ l: UnsafePointer<Float>, _ ldl: Int, _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        ensureSingleThreaded()
        guard m > 0, n > 0 else { return }
        cblas_strsm(
            CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(m), Int32(n), 1, l, Int32(ldl), b,
            Int32(ldb))
    }

    /// The lower triangle of A·Aᵀ, with A n×k; what is above it stays.
    public static func lowerGram(
        n: Int, k: Int, _ a: UnsafePointer<Float>, _ lda: Int, _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        ensureSingleThreaded()
        guard n > 0, k > 0 else { return }
        cblas_ssyrk(
            CblasRowMajor, CblasLower, CblasNoTrans, Int32(n), Int32(k), 1, a, Int32(lda), 0, c, Int32(ldc))
    }

    /// max |x|, 0 for no values.
    @inline(__always)
    public static func largestMagnitude(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
        count > 0 ? abs(x[Int(cblas_isamax(Int32(count), x, 1))]) : 0
    }
}
