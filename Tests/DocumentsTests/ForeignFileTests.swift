import HDF5Store
import Patterns
import TestSupport
import Testing

@testable import Documents

/// Files that others made, and headers of other versions.
@Suite struct ForeignFileTests {
    private func floats(_ values: [Float], _ shape: [Int]) throws -> PatternSet {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.createDataset("patterns", of: Float.self, shape: shape) { try $0.write(values) }
        }
        return try PatternsDocument.read(path).patterns
    }

    @Test func codingComesFromTheValues() throws {
        #expect(try floats([1, -1, 1, 1], [2, 2]).coding == .bipolar)
        #expect(try floats([1, 0, 1, 1], [2, 2]).coding == .binary)
        #expect(try floats([1, 0, -1, 1], [2, 2]).coding == .bipolar)
        #expect(try floats([1, 0, 0.5, 1], [2, 2]).coding == .real)
    }

    @Test func anotherDatasetCanBeNamed() throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.createGroup("g") { group in
                try group.createDataset("x", of: Int16.self, shape: [1, 3]) { try $0.write([1, -1, 1] as [Int16]) }
            }
        }
        #expect(try PatternsDocument.read(path, dataset: "/g/x").patterns.values == .integers([1, -1, 1]))
        let error = #expect(throws: DocumentError.self) { try PatternsDocument.read(path) }
        #expect(error?.description == "\(path): there is no dataset /patterns, expected one with a pattern a row")
    }

    @Test func weightsOfAnybody() throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.createDataset("weights", of: Double.self, shape: [2, 2]) { try $0.write([0, 1, 1, 0.0]) }
        }
        let document = try WeightsDocument.read(path)
        #expect(document.model.kind == "amari-hopfield" && document.matrix?.values == [0, 1, 1, 0])
    }

    /// Same major number, minor not above ours; the last number does not matter.
    @Test(arguments: [
        ([1, 0, 0], true), ([1, 0, 9], true), ([1, 1, 0], true), ([1, 2, 0], false), ([2, 0, 0], false),
        ([0, 9, 0], false),
    ])
    func versions(version: [Int], isRead: Bool) throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.setAttribute("format", "canns-patterns")
            try root.setAttribute("format_version", version.map { Int32($0) })
            try root.createDataset("patterns", of: Int8.self, shape: [1, 2]) { try $0.write([1, -1] as [Int8]) }
        }
        guard !isRead else {
            #expect(try PatternsDocument.read(path).patterns.count == 1)
            return
        }
        let error = #expect(throws: DocumentError.self) { try PatternsDocument.read(path) }
        #expect(error?.description.hasPrefix("\(path): the file has format version \(version[0])") == true)
    }

    /// A shape that nobody stored is refused before memory is taken for it.
    @Test func declaredSizeIsNotBelieved() throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.createDataset("patterns", of: Int8.self, shape: [100_000, 10_000]) { _ in }
        }
        let error = #expect(throws: DocumentError.self) { try PatternsDocument.read(path) }
        #expect(error?.description.contains("declares 100000×10000 elements but stores only 0 bytes") == true)
    }
}
