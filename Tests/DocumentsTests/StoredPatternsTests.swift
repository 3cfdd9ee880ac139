import Foundation
import HDF5Store
import Models
import Numerics
import Patterns
import Separations
import TestSupport
import Testing

@testable import Documents

/// Grey patterns that stay in their file do what the same patterns in memory do.
@Suite struct StoredPatternsTests {
    /// 70 pictures of 300 units in chunks of 8 rows, which are neither blocks nor all.
    private static let patterns: PatternSet = {
        var random = RandomStream(seed: 2, purpose: "stored patterns")
        return PatternSet(
            coding: .grey, neurons: 300, values: .levels((0..<70 * 300).map { _ in UInt8(random.nextInt(below: 256)) }),
            geometry: Geometry(rows: 10, columns: 10, channels: 3))
    }()

    private func stored(_ scratch: Scratch) throws -> PatternSet {
        let path = scratch.path("p.h5")
        let file = try HDF5File.create(at: path)
        try file.root { root in
            let storage = HDF5Storage.chunked([8, 300], deflate: nil, shuffle: false)
            try root.createDataset("patterns", of: UInt8.self, shape: [70, 300], storage: storage) { dataset in
                guard case .levels(let levels) = Self.patterns.values else { return }
                try dataset.write(levels)
            }
        }
        try file.close()
        let levels = try #require(try StoredLevels(path: path, dataset: "/patterns"))
        return PatternSet(levels, geometry: Self.patterns.geometry)
    }

    @Test(arguments: [Similarity.euclidean, .dot, .cosine, .manhattan])
    func recallIsThatOfPatternsInMemory(similarity: Similarity) throws {
        let stored = try stored(Scratch())
        let cues = try Self.patterns.damaged(by: [.noise(deviation: 0.3)], seed: 3)
        var options = RecallOptions()
        for threads in 1...2 {
            options.workers = Workers(count: threads)
            let recalls = try [stored, Self.patterns].map { patterns in
                try DenseAssociativeMemory(patterns, separation: SoftmaxSeparation(beta: 4), similarity: similarity)
                    .recall(cues, options: options)
            }
            #expect(recalls[0].final.values == recalls[1].final.values)
            #expect(recalls[0].energy.values.map(\.bitPattern) == recalls[1].energy.values.map(\.bitPattern))
            #expect(recalls[0].overlaps(with: stored) == recalls[1].overlaps(with: Self.patterns))
        }
    }

    @Test func valuesAreThoseOfTheFile() throws {
        let stored = try stored(Scratch())
        #expect(stored.count == 70 && stored.values == Self.patterns.values && stored.row(69) == Self.patterns.row(69))
        #expect(stored.selecting([7, 8, 69]).values == Self.patterns.selecting([7, 8, 69]).values)
        #expect(stored.index(equalTo: 12, of: Self.patterns) == 12)
    }

    /// What is written of them is what is written of patterns in memory, but for the compression.
    @Test func copiedIntoAnotherFile() throws {
        let scratch = try Scratch()
        let stored = try stored(scratch)
        for (name, patterns) in [("a.h5", stored), ("b.h5", Self.patterns)] {
            try PatternsDocument.write(
                patterns, to: scratch.path(name), replacing: false, provenance: Sample.provenance)
        }
        let documents = try ["a.h5", "b.h5"].map { try PatternsDocument.read(scratch.path($0)) }
        #expect(documents[0].patterns.values == Self.patterns.values)
        #expect(documents[0].header?.id == documents[1].header?.id)
    }

    /// A recall from them names the pattern that a cue was made of, and keeps them.
    @Test func keptByARecall() throws {
        let scratch = try Scratch()
        let stored = try stored(scratch)
        let memory = try DenseAssociativeMemory(stored, separation: SoftmaxSeparation(beta: 4))
        var weights = WeightsDocument(
            model: .init(kind: DenseAssociativeMemory.kind), form: .patterns, content: nil, training: .init())
        weights.patterns = stored
        let recall = try memory.recall(Self.patterns.selecting([69]), options: RecallOptions())
        let document = RecallDocument(
            weights: weights, cues: Self.patterns.selecting([69]), target: [69], recall: recall,
            overlap: recall.overlaps(with: stored), parameters: [])
        try document.write(to: scratch.path("r.h5"), replacing: false, provenance: Sample.provenance)
        let read = try RecallDocument.read(scratch.path("r.h5"))
        #expect(read.target == [69] && read.patterns?.values == Self.patterns.values)
        #expect(read.final.values == recall.final.values)
    }

    /// A file that grows short while it is in use: nothing is made of what was not read.
    @Test func aFailureIsNotForgotten() throws {
        let scratch = try Scratch()
        let stored = try stored(scratch)
        let bytes = try scratch.bytes("p.h5")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path("p.h5")))
        try handle.truncate(atOffset: UInt64(bytes.count / 2))
        try handle.close()
        _ = stored.values
        #expect(throws: DocumentError.self) { try stored.storedLevels?.check() }
        let memory = try DenseAssociativeMemory(stored, separation: SoftmaxSeparation(beta: 4))
        #expect(throws: DocumentError.self) {
            try memory.recall(Self.patterns.selecting([0]), options: RecallOptions())
        }
    }
}
