/// Reduces a matrix that is too large to be drawn, or even to be held, to a grid of blocks.
///
/// Rows arrive in order, any number at a time; only one row of blocks is kept. Block b of B over n rows covers rows
/// b·n/B (rounded down) up to those of the next block, columns likewise, so that every entry belongs to one block.
///
///     average   v(b, c) = mean of the entries of block (b, c)
///     extremes  v(b, c) = the entry of largest magnitude, with its sign
///
/// A block that holds something that is not finite becomes NaN.
public struct BlockReducer: Sendable {
    public enum Method: Sendable {
        case average, extremes
    }

    public let method: Method
    /// Size of the matrix.
    public let rows: Int
    public let columns: Int
    /// Size of the reduced grid.
    public let blockRows: Int
    public let blockColumns: Int
    /// Rows taken so far.
    public private(set) var position = 0
    /// Least and largest finite entries seen; infinity and minus infinity before there is one.
    public private(set) var minimum = Float.infinity
    public private(set) var maximum = -Float.infinity

    private var sums: [Double]
    private var peaks: [Float]
    private var reduced: [Float] = []
    private let edges: [Int]

    /// - Parameters:
    ///   - rows, columns: size of the matrix.
    ///   - maximumRows, maximumColumns: the grid gets no larger than this, and never larger than the matrix.
    public init(rows: Int, columns: Int, maximumRows: Int, maximumColumns: Int, method: Method = .average) {
        precondition(rows > 0 && columns > 0, "a matrix has rows and columns")
        precondition(maximumRows > 0 && maximumColumns > 0, "a grid has at least one block")
        self.method = method
        self.rows = rows
        self.columns = columns
        blockRows = min(rows, maximumRows)
        blockColumns = min(columns, maximumColumns)
        let count = blockColumns
        edges = (0...count).map { $0 * columns / count }
        sums = Array(repeating: 0, count: columns)
        peaks = Array(repeating: 0, count: method == .extremes ? columns : 0)
        reduced.reserveCapacity(blockRows * blockColumns)
    }

    /// Takes whole rows, in order.
    /// - Parameter entries: a multiple of `columns` numbers.
    public mutating func add(_ entries: [Float]) {
        entries.withUnsafeBufferPointer { add($0) }
    }

    /// Takes whole rows, in order, without copying them.
    public mutating func add(_ entries: UnsafeBufferPointer<Float>) {
        precondition(entries.count % columns == 0, "rows of the matrix are added whole")
        precondition(position + entries.count / columns <= rows, "more rows than the matrix has")
        for start in stride(from: 0, to: entries.count, by: columns) {
            take(UnsafeBufferPointer(rebasing: entries[start..<start + columns]))
            position += 1
            if position == (reduced.count / blockColumns + 1) * rows / blockRows { closeBlocks() }
        }
    }

    /// The reduced grid, row by row, after the last row of the matrix.
    public func finished() -> [Float] {
        precondition(position == rows, "the matrix is not complete")
        return reduced
    }

    /// Least and largest entry of a row, four at a time; nil where one is not finite (x·0 is not 0 then).
    private static func finiteRange(_ row: UnsafeBufferPointer<Float>) -> ClosedRange<Float>? {
        guard let first = row.first else { return nil }
        var (low, high) = (SIMD4<Float>(repeating: first), SIMD4<Float>(repeating: first))
        var probe = SIMD4<Float>.zero
        let bytes = UnsafeRawBufferPointer(row)
        let whole = row.count / 4 * 4
        for column in stride(from: 0, to: whole, by: 4) {
            let values = bytes.loadUnaligned(fromByteOffset: column * 4, as: SIMD4<Float>.self)
            low.replace(with: values, where: values .< low)
            high.replace(with: values, where: values .> high)
            probe += values * 0
        }
        for column in whole..<row.count {
            low[0] = min(low[0], row[column])
            high[0] = max(high[0], row[column])
            probe[0] += row[column] * 0
        }
        return probe == .zero ? low.min()...high.max() : nil
    }

    /// Adds a row column by column, which needs no order of summation and so runs on whole vectors.
    private mutating func take(_ row: UnsafeBufferPointer<Float>) {
        sums.withUnsafeMutableBufferPointer { sums in
            for column in 0..<row.count { sums[column] += Double(row[column]) }
        }
        if method == .extremes {
            peaks.withUnsafeMutableBufferPointer { peaks in
                for column in 0..<row.count {
                    let value = row[column]
                    peaks[column] = value.magnitude > peaks[column].magnitude ? value : peaks[column]
                }
            }
        }
        widen(by: row)
    }

    /// Widens the range of entries by a row, four at a time.
    private mutating func widen(by row: UnsafeBufferPointer<Float>) {
        var low = SIMD4(repeating: Float.infinity)
        var high = -low
        let whole = row.count - row.count % 4
        for start in stride(from: 0, to: whole, by: 4) {
            let four = SIMD4(row[start], row[start + 1], row[start + 2], row[start + 3])
            // What is not a number is neither less nor greater.
            low.replace(with: four, where: four .< low)
            high.replace(with: four, where: four .> high)
        }
        if low.min().isFinite, high.max().isFinite {
            minimum = min(minimum, low.min())
            maximum = max(maximum, high.max())
        }
        // The remainder, or the whole row where it holds an infinity.
        let isClean = low.min() > -.infinity && high.max() < .infinity
        for value in row[(isClean ? whole : 0)...] where value.isFinite {
            minimum = min(minimum, value)
            maximum = max(maximum, value)
        }
    }

    private mutating func closeBlocks() {
        let block = reduced.count / blockColumns
        let height = (block + 1) * rows / blockRows - block * rows / blockRows
        for index in 0..<blockColumns {
            let range = edges[index]..<edges[index + 1]
            let sum = sums[range].reduce(0, +)
            if !sum.isFinite {
                reduced.append(.nan)
            } else if method == .average {
                reduced.append(Float(sum / Double(height * range.count)))
            } else {
                reduced.append(peaks[range].reduce(0) { $1.magnitude > $0.magnitude ? $1 : $0 })
            }
        }
        for column in sums.indices { sums[column] = 0 }
        for column in peaks.indices { peaks[column] = 0 }
    }
}
