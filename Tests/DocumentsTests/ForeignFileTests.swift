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
        #expect(
            error?.description
                == "\(path): there is no dataset /patterns, expected one with a pattern a row; numbers are in /g/x (1×3)"
        )
    }

    @Test func whatWasNeverWrittenIsNoPattern() throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.createDataset("patterns", of: Int8.self, shape: [2, 3]) { _ in }
        }
        let error = #expect(throws: DocumentError.self) { try PatternsDocument.read(path) }
        #expect(error?.description == "\(path): /patterns: was declared but never written, expected values")
    }

    /// What the file says of its coding holds for all its values, of any type; what it says must be a coding.
    @Test(
        arguments: [
            ("bipolr", [1, -1, 1], "/patterns@coding: is bipolr, expected one of bipolar, binary, real, spikes, grey"),
            ("bipolar", [1, 0.5, 1], "/patterns: is 0.5 at pattern 0, neuron 1, expected -1, 0 or 1 (bipolar)"),
            ("binary", [0, 1, 255], "/patterns: is 255 at pattern 0, neuron 2, expected 0 or 1 (binary)"),
            ("real", [0, 1, 1], nil), ("binary  ", [0, 1, 1], nil), ("bipolar", [1, 1, 1], nil),
        ] as [(String, [Float], String?)])
    func statedCodings(coding: String, values: [Float], says: String?) throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.createDataset("patterns", of: Float.self, shape: [1, 3]) { dataset in
                try dataset.setAttribute("coding", coding)
                try dataset.write(values)
            }
        }
        guard let says else {
            let name = coding.split(separator: " ")[0]
            #expect(try PatternsDocument.read(path).patterns.coding.rawValue == name)
            return
        }
        let error = #expect(throws: DocumentError.self) { try PatternsDocument.read(path) }
        #expect(error?.description == "\(path): \(says)")
    }

    /// Numbers that Float32 does not hold are told as they are.
    @Test func numbersBeyondFloat() throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            for name in ["patterns", "weights"] {
                try root.createDataset(name, of: Double.self, shape: [2, 2]) { try $0.write([0, 0.5, -1e300, 1.0]) }
            }
        }
        let patterns = #expect(throws: DocumentError.self) { try PatternsDocument.read(path) }
        #expect(
            patterns?.description
                == "\(path): /patterns: is -1e+300 at pattern 1, neuron 0, expected numbers that float32 holds")
        let weights = #expect(throws: DocumentError.self) { try WeightsDocument.read(path) }
        #expect(
            weights?.description
                == "\(path): /weights: is -1e+300 at post 1, pre 0, expected numbers that float32 holds")
    }

    /// Both are used: the patterns are what the weights store.
    @Test func patternsBesideWeights() throws {
        let scratch = try Scratch()
        func file(_ name: String, units: Int) throws -> String {
            try scratch.foreign(name) { root in
                try root.createDataset("weights", of: Float.self, shape: [3, 3]) {
                    try $0.write([0, 1, -1, 1, 0, -1, -1, -1, 0] as [Float])
                }
                try root.createDataset("patterns", of: Int8.self, shape: [1, units]) {
                    try $0.write([Int8](repeating: -1, count: units - 1) + [1])
                }
            }
        }
        let path = try file("f.h5", units: 3)
        let document = try WeightsDocument.read(path)
        #expect(document.patterns?.values == .integers([-1, -1, 1]) && document.matrix?.values[1] == 1)
        #expect(try AnyDocument.read(path).patterns?.count == 1)
        let wrong = try file("g.h5", units: 2)
        let error = #expect(throws: DocumentError.self) { try WeightsDocument.read(wrong) }
        #expect(error?.description.contains("/patterns: has 2 units, but /weights is 3×3") == true)
    }

    /// What is W(post, pre) in MATLAB is [pre, post] in the file.
    @Test func weightsOfMATLAB() throws {
        let scratch = try Scratch()
        let path = try scratch.foreign("f.h5") { root in
            try root.createDataset("weights", of: Double.self, shape: [3, 2]) { dataset in
                try dataset.setAttribute("MATLAB_class", "double")
                try dataset.write([1, 4, 2, 5, 3, 6.0])
            }
        }
        let document = try WeightsDocument.read(path)
        #expect(document.matrix?.rows == 2 && document.matrix?.values == [1, 2, 3, 4, 5, 6])
        #expect(document.remarks.count == 1)
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
