import Foundation
import HDF5Store
import Models
import Patterns
import Testing

/// Likeness of pictures against scikit-image, see Reference/README.md.
@Suite struct StructuralSimilarityTests {
    struct Case: CustomStringConvertible, Sendable {
        let description: String
        let geometry: Geometry
        let a: [UInt8]
        let b: [UInt8]
        let similarity: Double
        let error: Double

        func pictures(_ levels: [UInt8]) -> PatternSet {
            PatternSet(coding: .grey, neurons: geometry.neurons, values: .levels(levels), geometry: geometry)
        }
    }

    static func cases() throws -> [Case] {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Reference/similarity.h5").path
        let file = try HDF5File.open(at: path)
        let cases = try file.root { root in
            try root.childNames().map { name in
                try root.group(name) { group in
                    let shape = try group.dataset("a") { $0.shape }
                    let geometry = Geometry(rows: shape[0], columns: shape[1], channels: shape.count > 2 ? shape[2] : 1)
                    let pictures = try ["a", "b"].map { try group.dataset($0) { try $0.read(as: UInt8.self) } }
                    let numbers = try ["ssim", "rms"].map { try group.attribute($0)?.double ?? .nan }
                    return Case(
                        description: name, geometry: geometry, a: pictures[0], b: pictures[1], similarity: numbers[0],
                        error: numbers[1])
                }
            }
        }
        try file.close()
        return cases
    }

    @Test func allCasesAreThere() throws { #expect(try Self.cases().count == 7) }

    @Test(arguments: try StructuralSimilarityTests.cases()) func scikitImage(_ example: Case) {
        let likeness = PictureLikeness(
            example.pictures(example.a), example.pictures(example.b), targets: [0])
        // Float32 keeps seven digits.
        #expect(abs(Double(likeness.structure[0]) - example.similarity) < 2e-6, "\(likeness.structure)")
        #expect(abs(Double(likeness.rootMeanSquare[0]) - example.error) < 1e-6, "\(likeness.rootMeanSquare)")
    }

    /// Equal pictures have 1 and no error; one without a target, and one smaller than a window, have none.
    @Test func whereThereIsNothingToCompare() {
        let levels = (0..<242).map { UInt8($0) }
        let pictures = PatternSet(
            coding: .grey, neurons: 121, values: .levels(levels), geometry: Geometry(rows: 11, columns: 11))
        let likeness = PictureLikeness(pictures, pictures, targets: [0, nil])
        #expect(abs(likeness.structure[0] - 1) < 1e-6 && likeness.rootMeanSquare[0] == 0)
        #expect(likeness.structure[1].isNaN && likeness.rootMeanSquare[1].isNaN)
        let narrow = PatternSet(
            coding: .grey, neurons: 121, values: .levels(levels), geometry: Geometry(rows: 121, columns: 1))
        #expect(PictureLikeness(narrow, narrow, targets: [0, 1]).structure.allSatisfy { $0.isNaN })
    }
}
