import Foundation
import HDF5Store
import Models
import Numerics
import Parameters
import Patterns
import Separations
import TestSupport

/// The memories computed apart in NumPy that stand beside these tests; see Reference/README.md.
enum MemoryCases {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Reference/memories.h5").path

    /// One case: its arrays by name and its attributes.
    struct Case: CustomStringConvertible, Sendable {
        let description: String
        let arrays: [String: Matrix]
        let numbers: [String: Double]
        let words: [String: String]

        /// An array whose last axis is kept: others are rows.
        func matrix(_ name: String) -> Matrix { arrays[name] ?? Matrix(rows: 0, columns: 0) }

        func patterns(_ name: String, _ coding: Coding) -> PatternSet {
            let matrix = matrix(name)
            return coding == .real
                ? PatternSet(matrix)
                : PatternSet(
                    coding: coding, neurons: matrix.columns, values: .integers(matrix.values.map { Int8($0) }))
        }

        /// The states after a step, [cue, unit].
        func states(_ step: Int) -> [Float] {
            let states = matrix("states")
            let size = matrix("cues").values.count
            return Array(states.values[step * size..<(step + 1) * size])
        }

        var stepCount: Int { matrix("states").values.count / matrix("cues").values.count - 1 }

        /// The separation with the parameters of the case.
        func separation() throws -> any Separation {
            guard let type = SeparationRegistry.separation(named: words["separation"] ?? "") else {
                preconditionFailure("\(description) names no separation")
            }
            var given: [String: ParameterValue] = [:]
            for parameter in type.parameterTable {
                guard let value = numbers[parameter.name] else { continue }
                given[parameter.name] = parameter.name == "degree" ? .integer(Int(value)) : .number(value)
            }
            return try type.init(given)
        }
    }

    /// All cases of a group, such as `real`.
    static func cases(_ name: String) throws -> [Case] {
        try referenceCases(name, in: path, read: read)
    }

    private static func read(_ group: borrowing HDF5Group, _ description: String) throws -> Case {
        let arrays = try referenceArrays(group)
        var (numbers, words): ([String: Double], [String: String]) = ([:], [:])
        for name in [
            "alpha", "beta", "degree", "separation", "similarity", "update", "lam", "delay", "symmetric", "cyclic",
        ] {
            guard let attribute = try group.attribute(name) else { continue }
            numbers[name] = attribute.double ?? attribute.int.map(Double.init)
            words[name] = attribute.string
        }
        return Case(description: description, arrays: arrays, numbers: numbers, words: words)
    }
}
