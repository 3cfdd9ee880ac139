import HDF5Store

/// Numbers that Float32 holds, read so that one which it does not hold is told as it stands in the file.
enum FiniteValues {
    /// All values of a dataset, in the order of the file.
    ///
    /// - Parameter axes: their names, for messages.
    /// - Throws: `DocumentError` for a value that is not finite, or too large for Float32.
    static func read(_ dataset: borrowing HDF5Dataset, axes: [String]) throws -> [Float] {
        let (path, shape, limit) = (dataset.path, dataset.shape, Double(Float.greatestFiniteMagnitude))
        guard case .real(bytes: 5...) = dataset.elementKind else {
            let values = try dataset.read(as: Float.self)
            guard let bad = first(in: values, beyond: limit) else { return values }
            throw error(Double(values[bad]), at: bad, path, shape, axes)
        }
        let values = try dataset.read(as: Double.self)
        guard let bad = first(in: values, beyond: limit) else { return values.map { Float($0) } }
        throw error(values[bad], at: bad, path, shape, axes)
    }

    /// The position of the first value that is none or larger in size than the limit.
    static func first<Number: PatternNumber>(in values: [Number], beyond limit: Double) -> Int? {
        // A comparison with what is no number is false.
        values.firstIndex { !(abs($0.asDouble) <= limit) }
    }

    /// - Parameter shape: extents of `axes`.
    static func error(
        _ value: Double, at index: Int, _ path: String, _ shape: [Int], _ axes: [String]
    ) -> DocumentError {
        let expected = value.isFinite ? "expected numbers that float32 holds" : "expected finite numbers"
        return DocumentError(
            "\(path): is \(value.text) at \(FormatTable.position(index, shape, axes)), \(expected)")
    }
}
