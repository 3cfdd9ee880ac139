import HDF5Store
import Numerics
import Patterns
import TestSupport
import Testing

@testable import Documents
@testable import Models

/// What is written comes back, value for value.
@Suite struct RoundTripTests {
    @Test(arguments: Coding.allCases)
    func patterns(coding: Coding) throws {
        let scratch = try Scratch()
        let set = Sample.patterns(coding)
        try PatternsDocument.write(
            set, to: scratch.path("p.h5"), replacing: false, provenance: Sample.provenance)
        let document = try PatternsDocument.read(scratch.path("p.h5"))
        let back = document.patterns
        #expect(back.coding == set.coding && back.neurons == set.neurons && back.values == set.values)
        #expect(back.geometry == set.geometry && back.timeStep == set.timeStep)
        #expect(back.thresholds == set.thresholds && back.sources == set.sources)
        if coding != .spikes { #expect(back.names == set.names) }
        let header = try #require(document.header)
        #expect(header.kind == .patterns && header.version == [1, 1, 0] && header.id.count == 64)
        #expect(header.history.hasSuffix("\nbefore"))
    }

    @Test(arguments: WeightsDocument.Form.allCases)
    func weights(form: WeightsDocument.Form) throws {
        let scratch = try Scratch()
        let weights = Sample.weights(form)
        try weights.write(to: scratch.path("w.h5"), replacing: false, provenance: Sample.provenance)
        let back = try WeightsDocument.read(scratch.path("w.h5"))
        #expect(back.form == form && back.model.kind == "amari-hopfield")
        #expect(back.model.value("neurons")?.integer == 6 && back.model.value("slope")?.real == 0.1)
        guard case .coefficients(let coefficients)? = back.memory?.coupling else {
            Issue.record("no coefficients")
            return
        }
        #expect(coefficients == [0.5, 0.25] && back.memory?.offsets == [0, 0.5])
        #expect(back.memory?.zeroDiagonal == false)
        #expect(back.training.value("rule")?.text == "hebbian" && back.training.value("seed")?.integer == 7)
        #expect(back.training.value("zero_diagonal")?.truth == false)
        #expect(back.training.curves.map(\.name) == ["weight_norm"] && back.training.curves.first?.values == [1, 2, 3])
        // W = 1/2 a aT + 1/4 (b - 1/2)(b - 1/2)T; its first row by hand:
        // a0 = 1, b0 - 1/2 = -1.5; so 0.5 a_j - 0.375 (b_j - 0.5).
        let a: [Float] = [1, -1, 1, 1, -1, -1]
        let b: [Float] = [-1, -1, 1, 1, 1, -1]
        let row = zip(a, b).map { 0.5 * $0 - 0.375 * ($1 - 0.5) }
        if form == .dense { #expect(back.matrix.map { Array($0.values[0..<6]) } == row) }
        #expect(back.memory.map { Array($0.dense().values[0..<6]) } == row)
    }

    @Test func matrixOfALayer() throws {
        let scratch = try Scratch()
        let matrix = Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
        let weights = WeightsDocument(
            model: WeightsDocument.Model(kind: "linear-layer"), form: .dense, content: .matrix(.values(matrix)))
        try weights.write(to: scratch.path("w.h5"), replacing: false, provenance: Sample.provenance)
        #expect(try WeightsDocument.read(scratch.path("w.h5")).matrix?.values == matrix.values)
    }

    @Test func recall() throws {
        let scratch = try Scratch()
        let weights = Sample.weights(.outerProduct)
        let set = Sample.patterns(.bipolar)
        let history = PatternSet(
            coding: .bipolar, neurons: 6, values: .integers([Int8](repeating: 1, count: 24)), geometry: set.geometry)
        let recall = Recall(
            final: set, span: -1...1, steps: [0, 1], stop: [.fixedPoint, .cycle],
            energy: Matrix(rows: 2, columns: 2, values: [-1, .nan, -2, -3]), history: history, historySteps: [0, 1])
        let document = RecallDocument(
            weights: weights, cues: set, target: [0, -1], recall: recall,
            overlap: Matrix(rows: 2, columns: 2, values: [1, 0, 0, 1]), parameters: [("update", .text("sync"))])
        try document.write(to: scratch.path("r.h5"), replacing: false, provenance: Sample.provenance)
        let back = try RecallDocument.read(scratch.path("r.h5"))
        #expect(back.cues.values == set.values && back.final.values == set.values && back.cues.names == set.names)
        #expect(back.target == [0, -1] && back.steps == [0, 1] && back.stop == [.fixedPoint, .cycle])
        #expect(back.energy.values[0] == -1 && back.energy.values[1].isNaN && back.energy.values[3] == -3)
        #expect(back.overlap?.values == [1, 0, 0, 1] && back.history?.values == history.values)
        // What the weights file knew is carried on.
        #expect(back.patterns?.names == set.names && back.patterns?.sources == set.sources)
        #expect(back.training.value("rule")?.text == "hebbian" && back.model.value("slope")?.real == 0.1)
        #expect(back.parameters.map(\.name) == ["update"])
        #expect(DocumentVerification.check(scratch.path("r.h5")) == [])
    }

    /// The id names the content: it depends on values and attributes, not on time, command or form of storage.
    @Test func identity() throws {
        let set = Sample.patterns(.bipolar)
        let scratch = try Scratch()
        func id(_ set: PatternSet, _ command: String) throws -> String? {
            let path = scratch.path("x.h5")
            try PatternsDocument.write(set, to: path, replacing: true, provenance: Provenance(command: command))
            return try PatternsDocument.read(path).header?.id
        }
        let first = try id(set, "one")
        #expect(try id(set, "two") == first)
        var turned = set
        turned.geometry = Geometry(rows: 3, columns: 2)
        #expect(try id(turned, "one") != first)
        #expect(try id(set.selecting([1, 0]), "one") != first)
    }
}
