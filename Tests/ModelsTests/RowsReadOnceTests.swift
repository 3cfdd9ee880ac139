import Models
import Numerics
import Patterns
import Synchronization
import TestSupport
import Testing

/// Rows that stand in a file are read once for a recall unit by unit, not for each unit of each sweep.
@Suite struct RowsReadOnceTests {
    private final class CountedRows: WeightRowSource {
        let matrix: Matrix
        let count = Mutex(0)
        var neurons: Int { matrix.rows }
        let rowsPerChunk = 16
        let readsWholeChunks = true

        init(_ matrix: Matrix) { self.matrix = matrix }

        func read(rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) throws {
            count.withLock { $0 += rows.count }
            try RowsInMemory(matrix: matrix).read(rows: rows, into: buffer)
        }
    }

    @Test func asynchronousSweeps() throws {
        let patterns = randomPatterns(12, 60)
        let dense = Networks.hebbian(patterns).dense()
        let source = CountedRows(dense)
        let cues = try Networks.cues(patterns, hiding: false)
        let stored = AmariHopfieldNetwork(weights: .stored(source), order: .asynchronous)
        let recall = try stored.recall(cues, options: Networks.options())
        #expect(source.count.withLock { $0 } == 60)
        let inMemory = AmariHopfieldNetwork(weights: .dense(dense), order: .asynchronous)
        #expect(try inMemory.recall(cues, options: Networks.options()).final.values == recall.final.values)
    }
}
