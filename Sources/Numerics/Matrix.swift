/// A dense matrix of Float32 in row-major order: element (row, column) is `values[row * columns + column]`.
public struct Matrix: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    public var values: [Float]

    /// - Precondition: `values.count == rows * columns`.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "a \(rows)×\(columns) matrix has \(rows * columns) values")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    public init(rows: Int, columns: Int, repeating value: Float = 0) {
        self.init(rows: rows, columns: columns, values: [Float](repeating: value, count: rows * columns))
    }

    /// Rows given one by one; all must have the same length.
    public init(_ rowValues: [[Float]]) {
        let columns = rowValues.first?.count ?? 0
        precondition(rowValues.allSatisfy { $0.count == columns }, "rows of a matrix have one length")
        self.init(rows: rowValues.count, columns: columns, values: rowValues.flatMap { $0 })
    }

    public subscript(row: Int, column: Int) -> Float {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    public func row(_ index: Int) -> [Float] {
        Array(values[index * columns..<(index + 1) * columns])
    }

    public var transposed: Matrix { transposed(columns: 0..<columns) }

    /// Some of the columns as rows.
    package func transposed(columns range: Range<Int>) -> Matrix {
        let (rows, columns) = (rows, columns)
        let values = [Float](unsafeUninitializedCapacity: rows * range.count) { target, count in
            self.values.withUnsafeBufferPointer { source in
                guard let source = source.baseAddress, let target = target.baseAddress else { return }
                BlockKernels.transpose(
                    source + range.lowerBound, rows: rows, columns: range.count, stride: columns, into: target,
                    stride: rows)
            }
            count = rows * range.count
        }
        return Matrix(rows: range.count, columns: rows, values: values)
    }

    /// The sum of two matrices of one shape.
    public func adding(_ other: Matrix) -> Matrix {
        precondition(rows == other.rows && columns == other.columns, "matrices of one shape")
        return Matrix(rows: rows, columns: columns, values: zip(values, other.values).map { $0 + $1 })
    }

    /// The largest absolute value; 0 for an empty matrix.
    public var largestMagnitude: Float { values.reduce(0) { max($0, abs($1)) } }

    /// max_i sum_k |a_ik|, which bounds the magnitude of every eigenvalue; 0 for an empty matrix.
    package var largestRowSum: Float {
        (0..<rows).reduce(0) { most, row in max(most, withRow(row) { $0.reduce(0) { $0 + abs($1) } }) }
    }

    /// Whether the matrix is square and equal to its transpose, bit for bit.
    public var isSymmetric: Bool { isSymmetric(within: 0) }

    /// Whether the matrix is square and no element differs from its mirror image by more than a share of the largest
    /// element, such as the rounding of a matrix product.
    public func isSymmetric(within share: Float, workers: Workers = .single) -> Bool {
        guard rows == columns else { return false }
        let (size, tile) = (rows, 64)
        let bands = (size + tile - 1) / tile
        var ranges = [(largest: Float, difference: Float)](repeating: (0, 0), count: bands)
        values.withUnsafeBufferPointer { values in
            ranges.withUnsafeMutableBufferPointer { ranges in
                let ranges = SharedPointer(ranges)
                nonisolated(unsafe) let values = values
                workers.forEach(bands) { band in
                    var (largest, difference) = (Float(0), Float(0))
                    let top = band * tile
                    // In tiles, so that columns are read while they are in the cache.
                    for left in stride(from: 0, through: top, by: tile) {
                        for row in top..<min(top + tile, size) {
                            for column in left..<max(left, min(left + tile, row)) {
                                let (lower, upper) = (values[row * size + column], values[column * size + row])
                                difference = max(difference, abs(lower - upper))
                                largest = max(largest, abs(lower))
                            }
                        }
                    }
                    ranges.base[band] = (largest, difference)
                }
            }
        }
        let largest = ranges.reduce(0) { max($0, $1.largest) }
        return ranges.allSatisfy { $0.difference <= share * largest }
    }

    /// ||W - Wᵀ||_F / ||W||_F, and 0 for the zero matrix.
    ///
    /// - Precondition: the matrix is square.
    public var symmetryError: Double {
        precondition(rows == columns, "symmetry is defined for square matrices")
        var difference = 0.0
        for row in 0..<rows {
            for column in 0..<row {
                let gap = Double(self[row, column]) - Double(self[column, row])
                difference += 2 * gap * gap
            }
        }
        let size = norm
        return size == 0 ? 0 : difference.squareRoot() / size
    }
}
