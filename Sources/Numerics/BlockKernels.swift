import CBLAS
import CKernels

/// The kernels of blocked learning, by pointer.
@usableFromInline package enum BlockKernels {
    /// z[r, c] <- scale[c]·z[r, c] + step[c]·gram[r].
    @inline(__always)
    @usableFromInline package static func blendRows(
        _ z: UnsafeMutablePointer<Float>, rows: Int, columns: Int, scale: UnsafePointer<Float>,
        step: UnsafePointer<Float>, gram: UnsafePointer<Float>
    ) {
        canns_blend_rows(z, rows, columns, scale, step, gram)
    }

    /// z[r, c] <- scale[c]·z[r, c].
    @inline(__always)
    @usableFromInline package static func scaleRows(
        _ z: UnsafeMutablePointer<Float>, rows: Int, columns: Int, scale: UnsafePointer<Float>
    ) {
        canns_scale_rows(z, rows, columns, scale)
    }

    /// The scalars of one sample for all outputs by Oja's rule; `squares` is nil where rows are not normalised.
    ///
    /// - Returns: whether all numbers are finite.
    @inline(__always)
    @usableFromInline package static func ojaStep(
        outputs: Int, responses: UnsafePointer<Float>, rate: Float, square: Float,
        squares: UnsafeMutablePointer<Double>?, scale: UnsafeMutablePointer<Float>, step: UnsafeMutablePointer<Float>,
        scales: UnsafeMutablePointer<Float>, peaks: UnsafeMutablePointer<Float>
    ) -> Bool {
        canns_oja_step(outputs, responses, rate, square, squares, scale, step, scales, peaks)
    }

    /// One sample through all outputs by Sanger's rule: see `canns_sanger_step`.
    ///
    /// - Returns: whether all numbers were finite.
    @inline(__always)
    @usableFromInline package static func sangerStep(
        _ rows: UnsafeMutablePointer<Float>, outputs: Int, samples: Int, sample: Int, gram: UnsafePointer<Float>,
        rate: Float, squares: UnsafeMutablePointer<Double>?, scratch: UnsafeMutablePointer<Float>,
        peaks: UnsafeMutablePointer<Float>
    ) -> Bool {
        canns_sanger_step(rows, outputs, samples, sample, gram, rate, squares, scratch, peaks)
    }

    /// The parts of its rows.
    @usableFromInline package static func sangerRow(outputs: Int, samples: Int, normalizes: Bool) -> SangerParts {
        canns_sanger_row(outputs, samples, normalizes)
    }

    /// Values in the scratch of `sangerStep`.
    @usableFromInline package static func sangerScratch(outputs: Int, samples: Int) -> Int {
        canns_sanger_scratch(outputs, samples)
    }

    /// out[r] <- sum_k |rows[r, k] - a[k]|.
    @inline(__always)
    @usableFromInline package static func absoluteDistances(
        _ rows: UnsafePointer<Float>, rowCount: Int, count: Int, from a: UnsafePointer<Float>,
        into out: UnsafeMutablePointer<Float>
    ) {
        canns_absolute_distances(rows, rowCount, count, a, out)
    }

    /// sum a² over `count` values in Double.
    @usableFromInline package static func squareSum(_ a: UnsafePointer<Float>, count: Int) -> Double {
        canns_square_sum(a, count)
    }

    /// sum a², sum b² and sum (a - b)² over `count` values in Double.
    @usableFromInline package static func squareSums(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, into sums: UnsafeMutablePointer<Double>
    ) {
        canns_square_sums(a, b, count, sums)
    }

    /// sum <- sum + alpha·a + beta·b.
    @inline(__always)
    @usableFromInline package static func addTwo(
        _ alpha: Float, _ a: UnsafePointer<Float>, _ beta: Float, _ b: UnsafePointer<Float>,
        to sum: UnsafeMutablePointer<Float>, count: Int
    ) {
        canns_add_two(sum, count, alpha, a, beta, b)
    }

    /// sum <- sum + row.
    @inline(__always)
    @usableFromInline package static func addRow(
        _ row: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int
    ) {
        canns_add_row(sum, row, count)
    }

    /// target[c·targetStride + r] <- source[r·sourceStride + c].
    @inline(__always)
    @usableFromInline package static func transpose(
        _ source: UnsafePointer<Float>, rows: Int, columns: Int, stride sourceStride: Int,
        into target: UnsafeMutablePointer<Float>, stride targetStride: Int
    ) {
        canns_transpose(source, rows, columns, sourceStride, target, targetStride)
    }

    /// The lower triangle of A·Aᵀ, with A rows×columns; what is above it stays.
    @inline(__always)
    @usableFromInline package static func lowerGram(
        _ a: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int, into gram: UnsafeMutablePointer<Float>,
        stride gramStride: Int
    ) {
        canns_lower_gram(a, rows, columns, stride, gram, gramStride)
    }

    /// Visits to synapses, in order: see `canns_visit_synapses`.
    @inline(__always)
    @usableFromInline package static func visitSynapses(
        _ weights: UnsafeMutablePointer<Float>, columns: Int, _ visits: UnsafeBufferPointer<SynapseVisit>,
        _ memory: SpikeMemory, _ limits: SpikeLimits, sum: UnsafeMutablePointer<Float>
    ) {
        guard let first = visits.baseAddress else { return }
        withUnsafePointer(to: memory) {
            canns_visit_synapses(weights, columns, first, visits.count, $0, limits, sum)
        }
    }
}

extension BlockKernels {
    /// What one unit's spike does to its synapses, `stride` apart: see `canns_change_synapses`.
    @inline(__always)
    package static func changeSynapses(
        _ weights: UnsafeMutablePointer<Float>, stride: Int = 1, count: Int, found: UnsafePointer<Float>,
        amount: Float, _ dependence: SynapseDependence
    ) {
        withUnsafePointer(to: dependence) { canns_change_synapses(weights, stride, count, found, amount, $0) }
    }
}

/// How changes of synapses depend on their weights.
package typealias SynapseDependence = canns_dependence

extension SynapseDependence {
    /// By a power of the room that is left to the limits; additive where the exponent is 0.
    package init(byRoom exponent: Float, within bounds: ClosedRange<Float>) {
        self.init(
            form: CANNS_BY_ROOM, low: bounds.lowerBound, high: bounds.upperBound, exponent: exponent, reference: 1)
    }

    /// By a power of the weight in units of a reference.
    package init(byWeight exponent: Float, reference: Float, within bounds: ClosedRange<Float>) {
        self.init(
            form: CANNS_BY_WEIGHT, low: bounds.lowerBound, high: bounds.upperBound, exponent: exponent,
            reference: reference)
    }
}

/// Where the parts of a row begin under Sanger's rule.
@usableFromInline package typealias SangerParts = canns_sanger_parts

/// What the steps of a window left behind, by pointer.
@usableFromInline package typealias SpikeMemory = canns_spike_memory

/// The limits of the weights and the order of changes within a step.
@usableFromInline package typealias SpikeLimits = canns_spike_limits
@usableFromInline package typealias SpikeOrder = canns_spike_order

extension SpikeOrder {
    package static let weakensFirst = CANNS_WEAKENS_FIRST
    package static let together = CANNS_TOGETHER
    package static let strengthensFirst = CANNS_STRENGTHENS_FIRST
}

/// A visit to all synapses of one input, which was visited last in the remembered step `since`.
@usableFromInline package typealias SynapseVisit = canns_visit

extension SynapseVisit {
    /// Columns of visited weights are padded to a multiple of this.
    @usableFromInline package static let width = Int(CANNS_SYNAPSE_WIDTH)
}

extension BLAS {
    /// x <- alpha·x.
    @inline(__always)
    @usableFromInline package static func scale(_ count: Int, _ alpha: Float, _ x: UnsafeMutablePointer<Float>) {
        cblas_sscal(Int32(count), alpha, x, 1)
    }

    /// B <- L·B in place, with L lower triangular, m×m, and B m×n.
    @usableFromInline package static func multiplyLower(
        m: Int, n: Int, _ l: UnsafePointer<Float>, _ ldl: Int, _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        ensureSingleThreaded()
        guard m > 0, n > 0 else { return }
        cblas_strmm(
            CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(m), Int32(n), 1, l, Int32(ldl), b,
            Int32(ldb))
    }

    /// B <- B·Lᵀ in place, with L lower triangular, n×n, and B m×n.
    @usableFromInline package static func multiplyByLowerTransposed(
        m: Int, n: Int, _ l: UnsafePointer<Float>, _ ldl: Int, _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        ensureSingleThreaded()
        guard m > 0, n > 0 else { return }
        cblas_strmm(
            CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, Int32(m), Int32(n), 1, l, Int32(ldl), b,
            Int32(ldb))
    }

    /// B <- L⁻¹·B in place, with L lower triangular, m×m, and B m×n.
    @usableFromInline package static func solveLower(
        m: Int, n: Int, _ l: UnsafePointer<Float>, _ ldl: Int, _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        ensureSingleThreaded()
        guard m > 0, n > 0 else { return }
        cblas_strsm(
            CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(m), Int32(n), 1, l, Int32(ldl), b,
            Int32(ldb))
    }

    /// max |x|, 0 for no values.
    @inline(__always)
    @usableFromInline package static func largestMagnitude(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
        count > 0 ? abs(x[Int(cblas_isamax(Int32(count), x, 1))]) : 0
    }
}
