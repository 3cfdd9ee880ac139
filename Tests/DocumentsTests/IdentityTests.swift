import HDF5Store
import Numerics
import Patterns
import Studies
import TestSupport
import Testing
import Training

@testable import Documents
@testable import Models

/// The id of every kind of file follows from its contents: a changed value is found, whatever the chunk sums say.
@Suite struct IdentityTests {
    /// A file of each kind and form, as `f.h5`.
    private enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case patterns, dense, rows, outerProduct, mixing, layer, checkpoint, recall, responses, outputSpikes, study
        var testDescription: String { rawValue }

        /// A dataset and values that it does not hold.
        var change: (path: String, values: [Float]) {
            switch self {
            case .patterns: ("/patterns", [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1])
            case .dense, .layer, .checkpoint: ("/weights", [Float](repeating: 0.5, count: 36))
            case .rows: ("/weight_rows", [Float](repeating: 0.5, count: 18))
            case .outerProduct: ("/coefficients", [0.5, 0.75])
            case .mixing: ("/mixing", [1, 0, 0, 2])
            case .recall: ("/final", [Float](repeating: 1, count: 12))
            case .responses: ("/responses", [3, 3])
            case .outputSpikes: ("/potentials", [0.5, 0.5])
            case .study: ("/results/change", [1, 2, 3])
            }
        }
    }

    private func write(_ kind: Kind, to path: String) throws {
        let (provenance, set) = (Sample.provenance, Sample.patterns(.bipolar))
        let square = Matrix(rows: 6, columns: 6, values: (0..<36).map { Float($0) })
        func layer(_ model: String) -> WeightsDocument {
            WeightsDocument(model: WeightsDocument.Model(kind: model), form: .dense, content: .matrix(.values(square)))
        }
        switch kind {
        case .patterns: try PatternsDocument.write(set, to: path, replacing: false, provenance: provenance)
        case .dense: try Sample.weights(.dense).write(to: path, replacing: false, provenance: provenance)
        case .rows:
            var trainer = HebbianTrainer(AmariHopfieldNetwork(neurons: 6))
            let part = try StudyShard(number: 2, count: 2)
            let learned = try trainer.train(rows: part.rows(of: 6), of: set)
            try WeightRowsDocument(learned, part, of: trainer, input: nil, command: "canns-train")
                .write(to: path, replacing: false, provenance: provenance)
        case .outerProduct: try Sample.weights(.outerProduct).write(to: path, replacing: false, provenance: provenance)
        case .mixing:
            let memory = OuterProductWeights(
                patterns: set, inverseCorrelation: Matrix(rows: 2, columns: 2, values: [1, 0, 0, 1]), offsets: [0, 0],
                zeroDiagonal: true)
            try WeightsDocument(model: Sample.weights(.dense).model, form: .outerProduct, content: .memory(memory))
                .write(to: path, replacing: false, provenance: provenance)
        case .layer:
            var document = layer(LinearLayer.kind)
            document.state.set("theta", shape: [6], [1, 2, 3, 4, 5, 6])
            document.state.set("own", shape: [2], [1, 2])
            document.snapshots = [WeightSnapshot(epoch: 1, weights: square)]
            try document.write(to: path, replacing: false, provenance: provenance)
        case .checkpoint:
            try TrainingState(
                epoch: 1, step: 2, weights: square, rule: NamedArrays(["theta": [1]]),
                record: NamedArrays(["curve/change": [1, 2]])
            ).write(to: path, kind: LinearLayer.kind, key: "k", provenance: provenance)
        case .recall:
            let recall = Recall(
                final: set, span: -1...1, steps: [0, 1], stop: [.fixedPoint, .cycle],
                energy: Matrix(rows: 2, columns: 2, values: [-1, .nan, -2, -3]), history: nil,
                historySteps: [0, 1])
            try RecallDocument(
                weights: Sample.weights(.outerProduct), cues: set, target: [0, -1], recall: recall, overlap: nil,
                parameters: []
            ).write(to: path, replacing: false, provenance: provenance)
        case .responses:
            try ResponseDocument(
                inputs: set,
                contents: .linear(
                    responses: Matrix(rows: 2, columns: 1, values: [1, 2]),
                    reconstruction: Matrix(rows: 2, columns: 6)), weights: layer(LinearLayer.kind)
            ).write(to: path, replacing: false, provenance: provenance)
        case .outputSpikes:
            try ResponseDocument(
                inputs: Sample.patterns(.spikes),
                contents: .spiking(
                    spikes: Matrix(rows: 2, columns: 1, values: [0, 1]),
                    potentials: Matrix(rows: 2, columns: 1, values: [0, 1]), rates: [0.5]),
                weights: layer(SpikingLayer.kind)
            ).write(to: path, replacing: false, provenance: provenance)
        case .study:
            let study = try WindowStudy(largestLag: 1) { Double($0) }
            var document = StudyDocument(study, input: .none, provenance: Provenance(command: "canns-study window"))
            for cell in 0..<3 { document.cells.set(cell, try study.cell(cell)) }
            document.result = try study.result(document.cells)
            try document.write(to: path, replacing: false)
        }
    }

    @Test(arguments: Kind.allCases)
    private func aChangedValueIsFound(kind: Kind) throws {
        let scratch = try Scratch()
        try write(kind, to: scratch.path("f.h5"))
        // A window of one's own names no rule that the study could be made again with.
        func idFindings() -> [String] {
            DocumentVerification.check(scratch.path("f.h5")).map(\.description).filter { !$0.contains("custom") }
        }
        #expect(idFindings() == [])
        let (path, values) = kind.change
        try scratch.change("f.h5") { root in
            try root.dataset(path) { dataset in
                if case .integer = dataset.elementKind {
                    try dataset.write(values.map { Int8($0) })
                } else {
                    try dataset.write(values)
                }
            }
        }
        let found = idFindings()
        #expect(found.count == 1 && found.first?.hasPrefix("/@id: is ") == true, "\(found)")
    }

    /// Rows of 4096 bytes and more have digests of their own, which blocks of any height come to.
    @Test func matrixInBlocksAndAtOnce() throws {
        let set = PatternSet(
            coding: .bipolar, neurons: 1100, values: .integers((0..<2200).map { $0 % 7 < 3 ? 1 : -1 }))
        let memory = OuterProductWeights(
            patterns: set, coefficients: [0.5, 0.5], offsets: [0, 0], zeroDiagonal: true)
        let scratch = try Scratch()
        try WeightsDocument(
            model: WeightsDocument.Model(kind: "amari-hopfield"), form: .dense, content: .memory(memory)
        )
        .write(to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance, workers: .all)
        let values = memory.dense().values
        let digest = try HDF5File.open(at: scratch.path("f.h5")).root { root in
            try root.dataset("weights") { try DataDigest.of($0) }
        }
        #expect(DataDigest.of(values, shape: [1100, 1100]) == digest)
        #expect(DocumentVerification.check(scratch.path("f.h5")) == [])
    }

    /// Ids of format 1.0, as canns 1.0.0 wrote them: of patterns they are compared as they were made.
    @Test func earlierFormat() throws {
        let scratch = try Scratch()
        let set = Sample.patterns(.bipolar)
        try PatternsDocument.write(set, to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance)
        try Sample.weights(.dense).write(to: scratch.path("w.h5"), replacing: false, provenance: Sample.provenance)
        for name in ["f.h5", "w.h5"] {
            try scratch.change(name) { root in
                try root.setAttribute("format_version", [1, 0, 0] as [Int32])
                try root.setAttribute("id", EarlierIdentity.of(set))
            }
        }
        #expect(DocumentVerification.check(scratch.path("f.h5")) == [])
        #expect(DocumentVerification.check(scratch.path("w.h5")).map(\.isFault) == [false])
        try scratch.change("f.h5") { try $0.dataset("thresholds") { try $0.write([1, 2] as [Float]) } }
        #expect(DocumentVerification.check(scratch.path("f.h5")).map(\.isFault) == [true])
    }

    @Test func twoFilesInOne() throws {
        let scratch = try Scratch()
        try write(.patterns, to: scratch.path("f.h5"))
        let bytes = try scratch.bytes("f.h5")
        try scratch.write(bytes + bytes, to: "f.h5")
        let sentence = "/: \(bytes.count) bytes follow the end of the file, expected none"
        #expect(DocumentVerification.check(scratch.path("f.h5")).map(\.description) == [sentence])
        let error = #expect(throws: DocumentError.self) { try PatternsDocument.read(scratch.path("f.h5")) }
        #expect(error?.description == "\(scratch.path("f.h5")): \(sentence)")
    }

    @Test func filesOfOtherOrigin() throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.createDataset("patterns", of: Int8.self, shape: [1, 2]) { try $0.write([1, -1] as [Int8]) }
        }
        let findings = DocumentVerification.check(path)
        #expect(findings.map(\.description) == ["/: is not one of ours; it can be read as a patterns file"])
        #expect(findings.map(\.isFault) == [false])
    }

    /// A number that readers would refuse is refused by the writer, and nothing is left.
    @Test func whatIsWrittenIsChecked() throws {
        let scratch = try Scratch()
        var document = Sample.weights(.dense)
        document.content = .memory(
            OuterProductWeights(
                patterns: Sample.patterns(.bipolar), coefficients: [.infinity, 1], offsets: [0, 0], zeroDiagonal: true))
        let error = #expect(throws: DocumentError.self) {
            try document.write(to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance)
        }
        #expect(
            error?.description
                == "\(scratch.path("f.h5")): /coefficients: is inf at pattern 0, expected finite numbers; nothing was written"
        )
        #expect(scratch.files.isEmpty)
    }
}
