import Numerics

/// Reduces a matrix that is too large to be drawn, or even to be held, to a grid of blocks.
///
/// Rows arrive in order, any number at a time; only one row of blocks is kept. Block b of B over n rows covers rows
/// b·n/B (rounded down) up to those of the next block, columns likewise, so that every entry belongs to one block.
///
///     average   v(b, c) = mean of the entries of block (b, c)
///     extremes  v(b, c) = the entry of largest magnitude, with its sign
///
/// A block that holds something that is not finite becomes NaN.
package struct BlockReducer: Sendable {
    package enum Method: Sendable {
        case average, extremes
    }

    package let method: Method
    /// Size of the matrix.
    package let rows: Int
    package let columns: Int
    /// Size of the reduced grid.
    package let blockRows: Int
    package let blockColumns: Int
    /// Rows taken so far.
    package private(set) var position = 0
    /// Least and largest finite entries seen; infinity and minus infinity before there is one.
    package private(set) var minimum = Float.infinity
    package private(set) var maximum = -Float.infinity

    private var sums: [Double]
    private var peaks: [Float]
    private var reduced: [Float] = []
    private let edges: [Int]

    /// - Parameters:
    ///   - rows, columns: size of the matrix.
    ///   - maximumRows, maximumColumns: the grid gets no larger than this, and never larger than the matrix.
    package init(rows: Int, columns: Int, maximumRows: Int, maximumColumns: Int, method: Method = .average) {
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
    package mutating func add(_ entries: [Float]) {
        entries.withUnsafeBufferPointer { add($0) }
    }

    /// Takes whole rows, in order, without copying them.
    package mutating func add(_ entries: UnsafeBufferPointer<Float>) {
        precondition(entries.count % columns == 0, "rows of the matrix are added whole")
        var rest = entries
        precondition(position + rest.count / columns <= rows, "more rows than the matrix has")
        while !rest.isEmpty {
            let end = (reduced.count / blockColumns + 1) * rows / blockRows
            let count = min(end - position, rest.count / columns)
            take(UnsafeBufferPointer(rebasing: rest[..<(count * columns)]), rows: count)
            position += count
            if position == end { closeBlocks() }
            rest = UnsafeBufferPointer(rebasing: rest[(count * columns)...])
        }
    }

    /// The reduced grid, row by row, after the last row of the matrix.
    package func finished() -> [Float] {
        precondition(position == rows, "the matrix is not complete")
        return reduced
    }

    /// Adds rows of one block, column by column in the order of the rows: the sums do not depend on how the rows
    /// come.
    private mutating func take(_ entries: UnsafeBufferPointer<Float>, rows count: Int) {
        guard let base = entries.baseAddress else { return }
        var range = Columns.add(base, rows: count, columns: columns, to: &sums)
        if method == .extremes { Columns.findPeaks(base, rows: count, columns: columns, in: &peaks) }
        if range.low == -.infinity || range.high == .infinity {
            range = (.infinity, -.infinity)
            for value in entries where value.isFinite {
                range = (min(range.low, value), max(range.high, value))
            }
        }
        minimum = min(minimum, range.low)
        maximum = max(maximum, range.high)
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
