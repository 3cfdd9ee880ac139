import Foundation
import HDF5Store
import Patterns
import TestSupport
import Testing

@testable import Documents

/// What is wrong is found, and named; what is right is not accused.
@Suite struct VerificationTests {
    private func patternsFile(_ scratch: Scratch, _ coding: Coding = .bipolar) throws {
        try PatternsDocument.write(
            Sample.patterns(coding), to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance)
    }

    private func lines(_ scratch: Scratch) -> [String] {
        DocumentVerification.check(scratch.path("f.h5")).map(\.description)
    }

    @Test(arguments: Coding.allCases)
    func soundPatterns(coding: Coding) throws {
        let scratch = try Scratch()
        try patternsFile(scratch, coding)
        #expect(lines(scratch) == [])
    }

    @Test(arguments: WeightsDocument.Form.allCases)
    func soundWeights(form: WeightsDocument.Form) throws {
        let scratch = try Scratch()
        try Sample.weights(form).write(to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance)
        #expect(lines(scratch) == [])
    }

    @Test func missingFile() throws {
        let scratch = try Scratch()
        #expect(lines(scratch).count == 1)
    }

    /// One changed value is a valid file for any reader; the id tells.
    @Test func changedValue() throws {
        let scratch = try Scratch()
        try patternsFile(scratch)
        try scratch.change("f.h5") { root in
            try root.dataset("patterns") { dataset in
                try dataset.write([Int8](repeating: 1, count: 12))
            }
        }
        let found = lines(scratch)
        #expect(found.count == 1 && found.first?.hasPrefix("/@id: is ") == true)
    }

    @Test func valueOutOfRange() throws {
        let scratch = try Scratch()
        try patternsFile(scratch)
        try scratch.change("f.h5") { root in
            try root.dataset("patterns") { try $0.write([1, 1, 1, 1, 1, 1, 1, 1, 5, 1, 1, 1] as [Int8]) }
            try root.dataset("thresholds") { try $0.write([1, 300] as [Float]) }
        }
        #expect(
            lines(scratch) == [
                "/patterns: is 5 at pattern 1, neuron 2, expected -1, 0 or 1 (bipolar)",
                "/thresholds: is 300 at pattern 1, expected 0 to 255",
            ])
    }

    /// Whole and broken numbers of any type are written alike by `verify` and by readers.
    @Test(arguments: [("2", 2), ("0.1", 0.1)] as [(String, Float)])
    func readersSayTheSame(text: String, value: Float) throws {
        let scratch = try Scratch()
        try patternsFile(scratch, .real)
        try scratch.change("f.h5") { root in
            try root.dataset("patterns") { dataset in
                try dataset.write([1, -1, 1, 1, 1, 1, 1, 1, value, 1, 1, 1])
                try dataset.setAttribute("coding", "bipolar")
            }
        }
        let sentence = "/patterns: is \(text) at pattern 1, neuron 2, expected -1, 0 or 1 (bipolar)"
        #expect(lines(scratch) == [sentence])
        let error = #expect(throws: DocumentError.self) { try PatternsDocument.read(scratch.path("f.h5")) }
        #expect(error?.description == "\(scratch.path("f.h5")): \(sentence)")
    }

    @Test func attributesAndAxes() throws {
        let scratch = try Scratch()
        try Sample.weights(.outerProduct).write(
            to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance)
        try scratch.change("f.h5") { root in
            try root.setAttribute("id", "12")
            try root.setAttribute("created", "yesterday")
            try root.createDataset("weights", of: Int8.self, shape: [2, 2, 1]) { _ in }
        }
        #expect(
            lines(scratch) == [
                "/@id: is not a SHA-256, expected 64 hexadecimal digits",
                "/@created: is \"yesterday\", expected a time such as 2026-01-31T12:00:00Z",
                "/weights: has 3 axes (2×2×1), expected 2: post, pre",
            ])
    }

    /// A flipped bit in a chunk is found by its checksum, and the dataset named.
    @Test func flippedBit() throws {
        let scratch = try Scratch()
        let values = (0..<10_000).map { Float($0) + 0.25 }
        let set = PatternSet(coding: .real, neurons: 100, values: .reals(values))
        try PatternsDocument.write(set, to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance)
        let url = URL(fileURLWithPath: scratch.path("f.h5"))
        var bytes = try Data(contentsOf: url)
        // 5000.25 as it stands in the file, little-endian and uncompressed.
        let needle = withUnsafeBytes(of: Float(5000.25).bitPattern.littleEndian) { Data($0) }
        let place = try #require(bytes.range(of: needle)?.lowerBound)
        bytes[place] ^= 1
        try bytes.write(to: url)
        let found = lines(scratch)
        #expect(found.count == 1 && found.first?.hasPrefix("/patterns: cannot be read") == true, "\(found)")
        #expect(found.first?.contains("Fletcher32") == true)
    }

    /// Texts have no checksum, but a flipped high bit leaves no UTF-8.
    @Test func damagedText() throws {
        let scratch = try Scratch()
        try Sample.weights(.dense).write(to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance)
        var bytes = try scratch.bytes("f.h5")
        let place = try #require(bytes.firstRange(of: Array("amari-hopfield".utf8))?.lowerBound)
        bytes[place] ^= 0x80
        try scratch.write(bytes, to: "f.h5")
        #expect(lines(scratch) == ["/model@kind: is not UTF-8, expected text"])
    }

    /// It may be the user's own, so it is named and is no fault.
    @Test func unknownModel() throws {
        let scratch = try Scratch()
        var document = Sample.weights(.dense)
        document.model.kind = "boltzmann"
        try document.write(to: scratch.path("f.h5"), replacing: false, provenance: Sample.provenance)
        #expect(
            lines(scratch) == [
                "/: the model is boltzmann, expected one of amari-hopfield, linear-layer, spiking-layer, "
                    + "spiking-network, relay-layer, adaptive-exponential-layer, lateral-layer, adaptive-threshold-layer, dense-memory, projection-sequence, "
                    + "bidirectional-memory, willshaw; another is known to the program that registers it"
            ]
        )
        #expect(DocumentVerification.check(scratch.path("f.h5")).map(\.isFault) == [false])
    }
}
