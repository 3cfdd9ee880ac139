import Foundation
import HDF5Store
import LearningRules
import Numerics
import Parameters
import Patterns
import TestSupport

/// The results of canns 1.5.0 that stand beside these tests; see Reference/README.md.
enum ReferenceFile {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Reference/canns-1.5.0.h5").path

    /// One case: its arrays by name, its options as attributes.
    struct Case: CustomStringConvertible {
        let description: String
        let arrays: [String: Matrix]
        let options: [String: Double]
        /// `sign`, `tanh` or `sigmoid`, of networks.
        let activation: String

        func matrix(_ name: String) -> Matrix { arrays[name] ?? Matrix(rows: 0, columns: 0) }
        func vector(_ name: String) -> [Float] { matrix(name).values }

        /// Spikes or real patterns.
        func patterns(_ coding: Coding) -> PatternSet {
            let matrix = matrix("patterns")
            return coding == .real
                ? PatternSet(matrix)
                : PatternSet(
                    coding: coding, neurons: matrix.columns, values: .integers(matrix.values.map { Int8($0) }))
        }

        /// The options that a rule has, by its own names.
        func parameters(of rule: any LearningRule.Type) -> [String: ParameterValue] {
            var given: [String: ParameterValue] = [:]
            for parameter in rule.parameterTable {
                let attribute = ["a-plus": "A_plus", "a-minus": "A_minus"][parameter.name] ?? parameter.attributeName
                guard let value = options[attribute] else { continue }
                if case .toggle = parameter.kind { given[parameter.name] = .toggle(value != 0) }
                if case .number = parameter.kind { given[parameter.name] = .number(value) }
            }
            return given
        }
    }

    /// All cases of a group, such as `oja`.
    static func cases(_ name: String) throws -> [Case] {
        try referenceCases(name, in: path, read: read)
    }

    private static func read(_ group: borrowing HDF5Group, _ description: String) throws -> Case {
        let arrays = try referenceArrays(group)
        var options: [String: Double] = [:]
        for name in [
            "learning_rate", "normalize_weights", "threshold_tau", "A_plus", "A_minus", "w_min", "w_max", "threshold",
            "v_reset", "leak", "trace_decay", "subtract_mean", "zero_diagonal", "normalize_by_patterns", "temperature",
        ] {
            // Truth values are an enumeration in the file, kept as text where that cannot be read as a number.
            guard let attribute = try group.attribute(name) else { continue }
            options[name] = attribute.double ?? (attribute.string == "TRUE" ? 1 : 0)
        }
        let activation = try group.attribute("activation")?.string ?? ""
        return Case(description: description, arrays: arrays, options: options, activation: activation)
    }
}
