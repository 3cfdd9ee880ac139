import Models
import Numerics

extension WeightsDocument {
    /// Rows (units behind the synapses) and columns (units before them) of the weights.
    public func weightShape() throws -> (rows: Int, columns: Int) {
        if let matrix { return (matrix.rows, matrix.columns) }
        guard let weights = associativeWeights else { throw DocumentError("the file holds no weights") }
        return (weights.neurons, weights.neurons)
    }

    /// Calls `body` for block after block of rows, in order, in row-major order; no more than a block is held.
    public func forEachBlock(
        workers: Workers = .single, _ body: (UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        if let matrix { return try matrix.values.withUnsafeBufferPointer { try body($0) } }
        guard let weights = associativeWeights else { throw DocumentError("the file holds no weights") }
        let neurons = weights.neurons
        let rows = max(1, Self.blockBytes / (neurons * 4))
        var block = [Float](repeating: 0, count: min(rows, neurons) * neurons)
        for first in stride(from: 0, to: neurons, by: rows) {
            let range = first..<min(neurons, first + rows)
            try block.withUnsafeMutableBufferPointer { buffer in
                let part = UnsafeMutableBufferPointer(rebasing: buffer[0..<range.count * neurons])
                switch weights {
                case .outerProduct(let memory):
                    memory.materialise(rows: range, into: SharedPointer(part).base, workers: workers)
                case .stored(let source): try source.read(rows: range, into: part)
                case .dense: break
                }
                try body(UnsafeBufferPointer(part))
            }
        }
    }
}
