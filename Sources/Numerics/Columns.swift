import CKernels

/// Sums and extremes of the columns of a matrix, whose rows are taken in order: the results do not depend on the
/// processor, nor on how many rows come at a time.
@usableFromInline package enum Columns {
    /// Adds rows to the sums of their columns.
    ///
    /// - Returns: the least and the largest of the values, infinities among them; what is not a number does not count.
    @usableFromInline package static func add(
        _ values: UnsafePointer<Float>, rows: Int, columns: Int, to sums: inout [Double]
    ) -> (low: Float, high: Float) {
        precondition(sums.count == columns, "a sum for each column")
        var range: [Float] = [.infinity, -.infinity]
        canns_reduce_columns(values, rows, columns, &sums, &range)
        return (range[0], range[1])
    }

    /// Each peak becomes the first value of largest magnitude of itself and its column.
    @usableFromInline package static func findPeaks(
        _ values: UnsafePointer<Float>, rows: Int, columns: Int, in peaks: inout [Float]
    ) {
        precondition(peaks.count == columns, "a peak for each column")
        canns_peak_columns(values, rows, columns, &peaks)
    }
}
