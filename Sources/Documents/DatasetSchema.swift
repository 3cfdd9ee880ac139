import HDF5Store
import Patterns

/// What the format says of one dataset: axes, type and range.
struct DatasetSchema {
    enum Kind {
        case integers, numbers, strings
    }

    enum Range {
        case any, finite, coding, finiteOrNaN
        case within(ClosedRange<Float>)
    }

    let name: String
    let axes: [String]
    let kind: Kind
    let range: Range
    /// The kinds of file that must have it; others may.
    let required: Set<DocumentKind>

    private init(
        _ name: String, _ axes: [String], _ kind: Kind, _ range: Range, required: Set<DocumentKind> = []
    ) {
        self.name = name
        self.axes = axes
        self.kind = kind
        self.range = range
        self.required = required
    }

    static let all = [
        DatasetSchema("patterns", ["pattern", "neuron"], .numbers, .coding, required: [.patterns]),
        DatasetSchema("names", ["pattern"], .strings, .any),
        DatasetSchema("sources", ["pattern"], .strings, .any),
        DatasetSchema("thresholds", ["pattern"], .numbers, .within(0...255)),
        DatasetSchema("weights", ["post", "pre"], .numbers, .finite),
        DatasetSchema("coefficients", ["pattern"], .numbers, .finite),
        DatasetSchema("offsets", ["pattern"], .numbers, .finite),
        DatasetSchema("cues", ["trial", "neuron"], .numbers, .coding, required: [.recall]),
        DatasetSchema("final", ["trial", "neuron"], .numbers, .coding, required: [.recall]),
        DatasetSchema("cue_names", ["trial"], .strings, .any),
        DatasetSchema("target", ["trial"], .integers, .within(-1...Float.greatestFiniteMagnitude), required: [.recall]),
        DatasetSchema("steps", ["trial"], .integers, .within(0...Float.greatestFiniteMagnitude), required: [.recall]),
        DatasetSchema("stop", ["trial"], .integers, .within(0...2), required: [.recall]),
        DatasetSchema("energy", ["trial", "step"], .numbers, .finiteOrNaN, required: [.recall]),
        DatasetSchema("overlap", ["trial", "pattern"], .numbers, .finite),
        DatasetSchema("states", ["trial", "step", "neuron"], .numbers, .coding),
    ]

    /// The row of a dataset at a path from the root; nil for one that the format does not know.
    static func row(at path: String) -> DatasetSchema? { all.first { "/\($0.name)" == path } }

    /// Why the type of a dataset is wrong; nil if it is right.
    func objection(to found: HDF5ElementKind) -> String? {
        switch (kind, found) {
        case (.integers, .integer), (.numbers, .integer), (.numbers, .real), (.strings, .string): nil
        case (.integers, _): "holds \(found), expected whole numbers"
        case (.numbers, _): "holds \(found), expected numbers"
        case (.strings, _): "holds \(found), expected strings"
        }
    }

    /// Why a value is wrong, as what was expected; nil if it is right.
    func objection(to value: Float, coding: String?) -> String? {
        switch range {
        case .any: nil
        case .finite: value.isFinite ? nil : "expected finite numbers"
        case .finiteOrNaN: value.isInfinite ? "expected finite numbers, or none (nan) after the stop" : nil
        case .within(let range):
            range.contains(value)
                ? nil
                : range.upperBound == .greatestFiniteMagnitude
                    ? "expected at least \(Int(range.lowerBound))"
                    : "expected \(Int(range.lowerBound)) to \(Int(range.upperBound))"
        case .coding:
            coding.flatMap(Coding.init(rawValue:)).flatMap { $0.holds(value) ? nil : $0.expectation }
                ?? (value.isFinite ? nil : Coding.real.expectation)
        }
    }

    /// Why a dataset does not have the axes it should.
    static func objection(to dataset: borrowing HDF5Dataset, axes: [String]) -> String {
        "is \(dataset.shapeText), expected the axes \(axes.joined(separator: ", "))"
    }

    /// `pattern 3, neuron 17`.
    static func position(_ index: Int, _ shape: [Int], _ axes: [String]) -> String {
        var rest = index
        var parts: [String] = []
        for (axis, extent) in zip(axes, shape).reversed() {
            parts.append("\(axis) \(rest % extent)")
            rest /= extent
        }
        return parts.reversed().joined(separator: ", ")
    }
}

extension Coding {
    fileprivate func holds(_ value: Float) -> Bool {
        switch self {
        case .bipolar: value == -1 || value == 0 || value == 1
        case .binary, .spikes: value == 0 || value == 1
        case .real: value.isFinite
        }
    }

    /// What a value of this coding is, for messages.
    var expectation: String {
        switch self {
        case .bipolar: "expected -1, 0 or 1 (bipolar)"
        case .binary, .spikes: "expected 0 or 1 (\(rawValue))"
        case .real: "expected finite numbers"
        }
    }
}
