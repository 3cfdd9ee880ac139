import Models
import Numerics

extension WeightsDocument {
    /// Rows (units behind the synapses) and columns (units before them) of the weights.
    public func weightShape() throws -> (rows: Int, columns: Int) {
        if let matrix { return (matrix.rows, matrix.columns) }
        guard let weights = associativeWeights else { throw DocumentError("the file holds no weights") }
        return (weights.neurons, weights.neurons)
    }

    /// Calls `body` for block after block of rows, in order, in row-major order; no more than a block a thread is
    /// held. The next blocks are read or made meanwhile, and `body` runs on any thread, once at a time.
    public func forEachBlock(
        workers: Workers = .single, _ body: (UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        if let matrix { return try matrix.values.withUnsafeBufferPointer { try body($0) } }
        guard let weights = associativeWeights else { throw DocumentError("the file holds no weights") }
        let source: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Float>) throws -> Void
        var perChunk = 1
        switch weights {
        case .outerProduct(let memory):
            source = { memory.materialise(rows: $0, into: SharedPointer($1).base, workers: .single) }
        case .stored(let rows):
            perChunk = rows.rowsPerChunk
            source = { try rows.read(rows: $0, into: $1) }
        case .dense(let matrix): return try matrix.values.withUnsafeBufferPointer { try body($0) }
        }
        let blocks = RowBlocks(rows: weights.neurons, columns: weights.neurons, multipleOf: perChunk)
        try blocks.forEachInTurn(workers: workers) { range, buffer in
            try source(range, buffer)
        } finish: { range, buffer in
            try body(UnsafeBufferPointer(rebasing: buffer[..<(range.count * weights.neurons)]))
        }
    }
}
