import Models
import Numerics

extension WeightsDocument {
    /// Rows (units behind the synapses) and columns (units before them) of the weights.
    package func weightShape() throws -> (rows: Int, columns: Int) {
        switch content {
        case nil: throw DocumentError("the file holds no weights")
        case .memory(let memory): return (memory.neurons, memory.neurons)
        case .matrix(let matrix), .both(let matrix, _): return (matrix.rows, matrix.columns)
        case .bits(let bits): return (bits.rows, bits.columns)
        case .connections(let connections, _): return (connections.units, connections.sources)
        }
    }

    /// Calls `body` for block after block of rows, in order, in row-major order; no more than a block a thread is
    /// held. The next blocks are read or made meanwhile, and `body` runs on any thread, once at a time.
    package func forEachBlock(
        workers: Workers = .single, _ body: (UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        let source: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Float>) throws -> Void
        var perChunk = 1
        switch content {
        case nil: throw DocumentError("the file holds no weights")
        case .memory(let memory):
            source = { memory.materialise(rows: $0, into: SharedPointer($1).base, workers: .single) }
        case .matrix(.rows(let rows)), .both(.rows(let rows), _):
            perChunk = rows.rowsPerChunk
            source = { try rows.read(rows: $0, into: $1) }
        case .matrix(.values(let matrix)), .both(.values(let matrix), _):
            return try matrix.values.withUnsafeBufferPointer { try body($0) }
        case .connections(let connections, let weights):
            let bytes = 4 * Double(connections.units) * Double(connections.sources)
            guard bytes <= Double(Self.denseLimit) else {
                throw DocumentError(
                    "a matrix of \(connections.units)×\(connections.sources) connections is beyond "
                        + "\(Self.denseLimit >> 20) MiB, expected a smaller network")
            }
            return try connections.matrix(weights).values.withUnsafeBufferPointer { try body($0) }
        case .bits(let bits):
            for row in 0..<bits.rows { try bits.floats(row: row).withUnsafeBufferPointer { try body($0) } }
            return
        }
        let neurons = try weightShape().rows
        let blocks = RowBlocks(rows: neurons, columns: neurons, multipleOf: perChunk)
        try blocks.forEachInOrder(workers: workers) { range, buffer in
            try source(range, buffer)
        } finish: { range, buffer in
            try body(UnsafeBufferPointer(rebasing: buffer[..<(range.count * neurons)]))
        }
    }
}
