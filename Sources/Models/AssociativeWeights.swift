import Numerics
import Patterns

/// A square matrix that stands elsewhere, in a file for example, and is read by blocks of rows.
public protocol WeightRowSource: Sendable {
    var neurons: Int { get }
    /// Rows that are read at the cost of one: blocks of a multiple of so many rows are read fastest.
    var rowsPerChunk: Int { get }
    /// Whether a row costs as much as all that are read with it, because they are compressed together.
    var readsWholeChunks: Bool { get }
    /// Fills `buffer` with rows `rows`, rows.count · neurons values in row-major order; it may have room for more.
    /// Any thread may call it at any time.
    func read(rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) throws
}

extension WeightRowSource {
    public var rowsPerChunk: Int { 1 }
    public var readsWholeChunks: Bool { false }
}

/// The weights of an associative network in one of their forms; all forms give the same fields.
public enum AssociativeWeights: Sendable {
    /// No connections, of so many units: nothing is learned yet, and nothing is held.
    case empty(neurons: Int)
    /// The matrix, [post, pre].
    case dense(Matrix)
    /// The patterns, coefficients and offsets that make the matrix.
    case outerProduct(OuterProductWeights)
    /// A matrix too large for memory.
    case stored(any WeightRowSource)

    public var neurons: Int {
        switch self {
        case .empty(let neurons): neurons
        case .dense(let matrix): matrix.rows
        case .outerProduct(let weights): weights.neurons
        case .stored(let source): source.neurons
        }
    }

    /// The matrix itself; of outer products it is computed, of stored rows it is read.
    public func matrix(workers: Workers = .single) throws -> Matrix {
        if case .dense(let matrix) = self { return matrix }
        try MemoryDemand.check(
            4 * Double(neurons) * Double(neurons), work: "a matrix of \(neurons)×\(neurons) weights",
            remedy: "keep the patterns instead of a matrix")
        switch self {
        case .empty(let neurons): return Matrix(rows: neurons, columns: neurons)
        case .dense(let matrix): return matrix
        case .outerProduct(let weights): return weights.dense(workers: workers)
        case .stored(let source):
            var result = Matrix(rows: source.neurons, columns: source.neurons)
            try result.values.withUnsafeMutableBufferPointer { try source.read(rows: 0..<source.neurons, into: $0) }
            return result
        }
    }

    /// One row of the matrix.
    public func row(_ unit: Int) throws -> [Float] {
        switch self {
        case .empty(let neurons): return [Float](repeating: 0, count: neurons)
        case .dense(let matrix): return matrix.row(unit)
        case .outerProduct(let weights):
            var result = [Float](repeating: 0, count: weights.neurons)
            result.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                weights.materialise(rows: unit..<unit + 1, into: base, workers: .single)
            }
            return result
        case .stored(let source):
            var result = [Float](repeating: 0, count: source.neurons)
            try result.withUnsafeMutableBufferPointer { try source.read(rows: unit..<unit + 1, into: $0) }
            return result
        }
    }

    /// The outer products that make the weights; none of them make no connections.
    var products: OuterProductWeights? {
        switch self {
        case .outerProduct(let weights): weights
        case .empty(let neurons):
            OuterProductWeights(
                patterns: PatternSet(empty: .bipolar, neurons: neurons), coefficients: [], offsets: [],
                zeroDiagonal: false)
        case .dense, .stored: nil
        }
    }
}
