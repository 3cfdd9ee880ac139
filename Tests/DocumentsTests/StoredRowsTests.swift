import HDF5Store
import Numerics
import Patterns
import Synchronization
import TestSupport
import Testing

@testable import Documents

/// Dense matrices that are made and read by blocks of rows.
@Suite struct StoredRowsTests {
    /// 1100 units: chunks of 65 rows and blocks of 910, so that both end with a part.
    private static let memory: OuterProductWeights = {
        let random = { (pattern: Int) in
            var stream = RandomStream(seed: 3, purpose: "stored rows", index: pattern)
            return (0..<1_100).map { _ in Int8(stream.nextInt(below: 2) == 0 ? 1 : -1) }
        }
        return OuterProductWeights(
            patterns: PatternSet(
                coding: .bipolar, neurons: 1_100, values: .integers((0..<3).flatMap(random)), names: ["a", "b", "c"]),
            coefficients: [0.5, 0.25, 1], offsets: [0, 0.125, 0], zeroDiagonal: true)
    }()

    private func write(_ scratch: Scratch, threads: Int = 1) throws -> String {
        let path = scratch.path("w.h5")
        let document = WeightsDocument(
            model: WeightsDocument.Model(kind: "amari-hopfield"), form: .dense, content: .memory(Self.memory))
        try document.write(
            to: path, replacing: true, provenance: Sample.provenance, workers: Workers(count: threads))
        return path
    }

    @Test func writtenAlikeByAnyNumberOfThreads() throws {
        let scratch = try Scratch()
        let image = try DocumentWriter.image(.weights, Sample.provenance) { writer, root in
            try WeightsDocument(
                model: WeightsDocument.Model(kind: "amari-hopfield"), form: .dense, content: .memory(Self.memory)
            ).writeContents(writer, root, .single)
        }
        for threads in 1...3 {
            _ = try write(scratch, threads: threads)
            #expect(try scratch.bytes("w.h5") == image)
        }
    }

    @Test func readFromManyThreads() throws {
        let scratch = try Scratch()
        let path = try write(scratch, threads: 2)
        let source = try StoredRows(path: path, neurons: 1_100)
        let expected = Self.memory.dense()
        let wrong = Mutex(0)
        Workers(count: 4).forEach(40) { block in
            let rows = block * 27..<min(1_100, block * 27 + 50)
            var values = [Float](repeating: 9, count: rows.count * 1_100)
            let isRead = values.withUnsafeMutableBufferPointer { buffer in
                do {
                    try source.read(rows: rows, into: buffer)
                    return true
                } catch {
                    return false
                }
            }
            let own = expected.values[rows.lowerBound * 1_100..<rows.upperBound * 1_100]
            if !isRead || !own.elementsEqual(values) { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock { $0 } == 0)
    }

    /// The same rows in the same order from the file, and from the patterns.
    @Test(arguments: 1...3) func blocksInOrder(threads: Int) throws {
        let scratch = try Scratch()
        let rows = try StoredRows(path: try write(scratch), neurons: 1_100)
        let document = WeightsDocument(
            model: WeightsDocument.Model(kind: "amari-hopfield"), form: .dense, content: .matrix(.rows(rows)))
        let made = WeightsDocument(
            model: WeightsDocument.Model(kind: "amari-hopfield"), form: .outerProduct, content: .memory(Self.memory))
        for document in [document, made] {
            var values: [Float] = []
            try document.forEachBlock(workers: Workers(count: threads)) { values += $0 }
            #expect(values == Self.memory.dense().values)
        }
    }

    @Test func damageIsReportedWithTheFile() throws {
        let scratch = try Scratch()
        let path = try write(scratch)
        var bytes = try scratch.bytes("w.h5")
        // Most of the file is the matrix.
        bytes[bytes.count / 2] ^= 1
        try scratch.write(bytes, to: "w.h5")
        let document = WeightsDocument(
            model: WeightsDocument.Model(kind: "amari-hopfield"), form: .dense,
            content: .matrix(.rows(try StoredRows(path: path, neurons: 1_100))))
        let error = #expect(throws: DocumentError.self) {
            try document.forEachBlock(workers: Workers(count: 2)) { _ in }
        }
        #expect(
            error?.description
                == "\(path): /weights: cannot be read (data error detected by Fletcher32 checksum)")
    }
}
