// Aim: what a network computes with where a file holds a matrix and the outer products it was made of.
//
// The products are exact where the matrix is rounded, and quicker; but a matrix may have been changed since, weights cut
// off for example. Whether it is still theirs is seen at N² cost from the fields of two random states s of +1 and -1:
//
//     | sum_j w_ij s_j - h_i |  <=  tolerance · sum_j |w_ij|  for every unit i,
//
// h the fields of the products. A change of one weight shows in its row whatever s; changes of several weights of a
// row that cancel in one state do not in the other, or nearly never.
//
// Reference: R. Freivalds, IFIP Congress 1977, 839 (products of matrices verified by random vectors).

import Models
import Numerics
import Patterns
import Synchronization

extension WeightsDocument {
    /// The weights that recall computes with: those that learning goes on from, unless there are so many products
    /// that their matrix is quicker.
    ///
    /// - Throws: `DocumentError` for a document without weights; errors of rows that cannot be read.
    package func associativeWeights(workers: Workers = .single) throws -> AssociativeWeights {
        if case .both(let matrix, let memory) = content, Self.isQuickerAsMatrix(memory) {
            return matrix.associativeWeights
        }
        return try trainableWeights(workers: workers)
    }

    private static func isQuickerAsMatrix(_ memory: OuterProductWeights) -> Bool {
        memory.count > max(2 * memory.neurons, 4096)
    }

    /// What is to be said of the weights that were chosen: that the matrix is not that of the products beside it.
    package func remark(on weights: AssociativeWeights) -> String? {
        guard case .both(_, let memory) = content, !Self.isQuickerAsMatrix(memory) else { return nil }
        if case .outerProduct = weights { return nil }
        return "/weights is not the matrix that the stored patterns make; it is used as it stands"
    }

    /// The weights that learning goes on from: outer products where the file keeps them and its matrix, if there is
    /// one, is theirs; else the matrix as it stands.
    ///
    /// - Throws: `DocumentError` for a document without weights; errors of rows that cannot be read.
    package func trainableWeights(workers: Workers = .single) throws -> AssociativeWeights {
        switch content {
        case nil: throw DocumentError("the file holds no weights")
        case .memory(let memory): return .outerProduct(memory)
        case .matrix(let matrix): return matrix.associativeWeights
        case .connections: throw DocumentError("the weights are those of connections, expected a matrix")
        case .bits: throw DocumentError("the weights are bits of a \(WillshawMemory.kind) memory, expected numbers")
        case .both(let matrix, let memory):
            return try matrix.isProduct(of: memory, workers: workers)
                ? .outerProduct(memory) : matrix.associativeWeights
        }
    }
}

extension WeightMatrix {
    /// Rounding of a sum of N weights, each rounded once, relative to the sum of their magnitudes; seldom above 1e-6.
    private static let tolerance = 1e-5

    /// Whether it is the matrix of these outer products, but for rounding.
    func isProduct(of memory: OuterProductWeights, workers: Workers) throws -> Bool {
        guard rows == memory.neurons, columns == rows else { return false }
        let neurons = rows
        var random = RandomStream(seed: 0, purpose: "matrix of a memory")
        let states = PatternSet(
            coding: .bipolar, neurons: neurons, values: .integers(random.signs(2 * neurons)))
        let fields = try AmariHopfieldNetwork(weights: .outerProduct(memory)).fields(of: states, workers: workers)
        let (first, second) = (states.row(0), states.row(1))
        let isSame = Mutex(true)
        try forEachBlock(workers: workers) { range, block in
            for (index, unit) in range.enumerated() {
                let row = UnsafeBufferPointer(rebasing: block[index * neurons..<(index + 1) * neurons])
                let (own, other, size) = Self.sums(row, first, second)
                let bound = Self.tolerance * size
                if abs(own - Double(fields[0, unit])) > bound || abs(other - Double(fields[1, unit])) > bound {
                    isSame.withLock { $0 = false }
                }
            }
        }
        return isSame.withLock { $0 }
    }

    /// w·a, w·b and sum |w|.
    private static func sums(
        _ row: UnsafeBufferPointer<Float>, _ a: [Float], _ b: [Float]
    ) -> (Double, Double, Double) {
        var (first, second, size) = (0.0, 0.0, 0.0)
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                // Short sums in Float32 first, side by side.
                for start in stride(from: 0, to: row.count, by: 64) {
                    var (one, two, magnitude): (Float, Float, Float) = (0, 0, 0)
                    for index in start..<min(row.count, start + 64) {
                        one += row[index] * a[index]
                        two += row[index] * b[index]
                        magnitude += abs(row[index])
                    }
                    first += Double(one)
                    second += Double(two)
                    size += Double(magnitude)
                }
            }
        }
        return (first, second, size)
    }

    /// Calls `body` for block after block of rows, on several threads where the matrix is read from its file.
    func forEachBlock(
        workers: Workers, _ body: @Sendable (Range<Int>, UnsafeBufferPointer<Float>) -> Void
    ) throws {
        switch self {
        case .values(let matrix):
            let columns = columns
            matrix.values.withUnsafeBufferPointer { values in
                nonisolated(unsafe) let values = values
                workers.forEachRange(of: matrix.rows, size: 64) { rows in
                    let range = rows.lowerBound * columns..<rows.upperBound * columns
                    body(rows, UnsafeBufferPointer(rebasing: values[range]))
                }
            }
        case .rows(let source):
            let columns = columns
            let blocks = RowBlocks(rows: rows, columns: columns, multipleOf: source.rowsPerChunk)
            try blocks.forEachInOrder(workers: workers) { range, buffer in
                try source.read(rows: range, into: buffer)
                body(range, UnsafeBufferPointer(rebasing: buffer[..<(range.count * columns)]))
            } finish: { _, _ in
            }
        }
    }
}
