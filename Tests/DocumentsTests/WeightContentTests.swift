import HDF5Store
import Models
import Numerics
import Patterns
import TestSupport
import Testing

@testable import Documents

/// What a network computes with where a file holds a matrix, the outer products it was made of, or both.
@Suite struct WeightContentTests {
    private static let coupled = OuterProductWeights(
        patterns: Sample.patterns(.bipolar), inverseCorrelation: Matrix([[0.5, 0.25], [0, 0.75]]), offsets: [0, 0],
        zeroDiagonal: true)

    private func document(_ content: WeightsDocument.Content, _ form: WeightsDocument.Form) -> WeightsDocument {
        WeightsDocument(model: WeightsDocument.Model(kind: "amari-hopfield"), form: form, content: content)
    }

    private func expectMemory(_ document: WeightsDocument, _ sourceLocation: SourceLocation = #_sourceLocation) throws {
        guard case .outerProduct = try document.associativeWeights() else {
            Issue.record("not the outer products", sourceLocation: sourceLocation)
            return
        }
    }

    @Test(arguments: WeightsDocument.Form.allCases)
    func inverseCorrelation(form: WeightsDocument.Form) throws {
        let scratch = try Scratch()
        try document(.memory(Self.coupled), form)
            .write(to: scratch.path("w.h5"), replacing: false, provenance: Sample.provenance)
        let back = try WeightsDocument.read(scratch.path("w.h5"))
        guard case .inverseCorrelation(let root)? = back.memory?.coupling else {
            Issue.record("no inverse correlation")
            return
        }
        #expect(root.values == [0.5, 0.25, 0, 0.75])
        #expect(back.memory.map { $0.dense().values } == Self.coupled.dense().values)
        #expect((back.matrix != nil) == (form == .dense))
        try expectMemory(back)
    }

    /// A matrix that was changed after it was made counts as it stands; the products are what it was.
    @Test func changedMatrix() throws {
        let scratch = try Scratch()
        try Sample.weights(.dense).write(to: scratch.path("w.h5"), replacing: false, provenance: Sample.provenance)
        try expectMemory(try WeightsDocument.read(scratch.path("w.h5")))
        var values = try WeightsDocument.read(scratch.path("w.h5")).matrix?.values ?? []
        values[3] = 0
        try scratch.change("w.h5") { root in
            try root.dataset("weights") { try $0.write(values) }
        }
        let changed = try WeightsDocument.read(scratch.path("w.h5"))
        guard case .dense(let matrix) = try changed.associativeWeights() else {
            Issue.record("not the matrix")
            return
        }
        #expect(matrix.values == values)
    }

    /// The same of rows that stay in their file.
    @Test func rowsOfAMemory() throws {
        struct Rows: WeightRowSource {
            let matrix: Matrix
            var neurons: Int { matrix.rows }
            func read(rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) throws {
                for (place, index) in (rows.lowerBound * neurons..<rows.upperBound * neurons).enumerated() {
                    buffer[place] = matrix.values[index]
                }
            }
        }
        var matrix = Self.coupled.dense()
        try expectMemory(document(.both(.rows(Rows(matrix: matrix)), Self.coupled), .dense))
        matrix[2, 5] += 0.125
        guard
            case .stored = try document(.both(.rows(Rows(matrix: matrix)), Self.coupled), .dense).associativeWeights()
        else {
            Issue.record("not the rows")
            return
        }
    }

    @Test func noWeights() {
        let carried = WeightsDocument(
            model: WeightsDocument.Model(kind: "amari-hopfield"), form: .outerProduct, content: nil)
        #expect(throws: DocumentError.self) { try carried.associativeWeights() }
    }
}
