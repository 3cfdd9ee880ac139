import HDF5Store
import Patterns

/// A number that datasets of patterns are read as: Float where it holds every value of the type in the file.
protocol PatternNumber: CheckedElement, Comparable {}

extension Float: PatternNumber {}
extension Double: PatternNumber {}

/// Values brought to a coding, and what to say of how they were taken.
struct CodedValues {
    let coding: Coding
    let values: PatternSet.Values
    var remark: String?
}

/// The values of a dataset on their way to patterns: checked, and brought to a coding.
///
/// The rule for files that name no coding: -1, 0 and 1 are themselves. Two other values become -1 and +1 where the lower
/// one is below 0, else 0 and 1. All else is real.
struct PatternValues<Number: PatternNumber> {
    let values: [Number]
    let shape: PatternShape
    let path: String
    private let least: Number
    private let greatest: Number
    /// Whether each value is the least or the greatest.
    private let hasTwoLevels: Bool

    /// - Throws: `DocumentError` for a value that is not finite.
    init(_ values: [Number], _ shape: PatternShape, path: String) throws {
        if let bad = FiniteValues.first(in: values, beyond: .greatestFiniteMagnitude) {
            throw FiniteValues.error(values[bad].asDouble, at: bad, path, shape.extents, shape.axes)
        }
        // A shape without values was refused before.
        var (least, greatest) = (values[0], values[0])
        for value in values {
            least = min(least, value)
            greatest = max(greatest, value)
        }
        self.values = values
        self.shape = shape
        self.path = path
        (self.least, self.greatest) = (least, greatest)
        hasTwoLevels = least < greatest && values.allSatisfy { $0 == least || $0 == greatest }
    }

    /// - Parameters:
    ///   - stated: the coding that the file names.
    ///   - isWhole: whether the type in the file has whole numbers only.
    func coded(stated: Coding?, _ reading: PatternReading, isWhole: Bool) throws -> CodedValues {
        if let wanted = reading.coding, wanted != stated { return try brought(to: wanted) }
        if let stated { return CodedValues(coding: stated, values: try held(as: stated)) }
        if values.allSatisfy({ $0.asDouble == 0 || $0.asDouble == 1 }) {
            // Of 0 and 1 alone, or of 1 alone, nobody can say: where ±1 is expected, a 0 is a hidden unit.
            let coding: Coding = reading.expected == .bipolar ? .bipolar : .binary
            return CodedValues(coding: coding, values: discrete { Int8($0) })
        }
        if values.allSatisfy({ abs($0.asDouble) == 1 || $0.asDouble == 0 }) {
            return CodedValues(coding: .bipolar, values: discrete { Int8($0) })
        }
        if hasTwoLevels, reading.expected?.isGraded != true {
            let own: Coding = least.asDouble < 0 ? .bipolar : .binary
            return twoLevels(as: reading.expected.flatMap { $0 == .bipolar || $0 == .binary ? $0 : nil } ?? own)
        }
        let range = "whole numbers from \(least.text) to \(greatest.text)"
        return CodedValues(
            coding: .real, values: try reals(), remark: isWhole ? "\(path): holds \(range), taken as real" : nil)
    }

    /// The values as the user wants them.
    private func brought(to wanted: Coding) throws -> CodedValues {
        if wanted == .real { return CodedValues(coding: .real, values: try reals()) }
        if wanted == .grey { return CodedValues(coding: .grey, values: try levels()) }
        if hasTwoLevels { return twoLevels(as: wanted) }
        if let values = try? held(as: wanted) { return CodedValues(coding: wanted, values: values) }
        throw DocumentError(
            "\(path): holds more than two values, from \(least.text) to \(greatest.text), "
                + "expected two to be \(wanted.rawValue)")
    }

    /// The lower value becomes -1 or 0, the upper one 1.
    private func twoLevels(as coding: Coding) -> CodedValues {
        let low: Int8 = coding == .bipolar ? -1 : 0
        let changes = least.asDouble != Double(low) || greatest.asDouble != 1
        return CodedValues(
            coding: coding, values: discrete { $0 == greatest.asDouble ? 1 : low },
            remark: changes
                ? "\(path): holds \(least.text) and \(greatest.text), taken as \(low) and 1"
                : nil)
    }

    private func held(as coding: Coding) throws -> PatternSet.Values {
        if coding == .real { return try reals() }
        if coding == .grey { return try levels() }
        try check(coding)
        return discrete { Int8($0) }
    }

    /// - Throws: `DocumentError` for a value that the coding does not hold.
    private func check(_ coding: Coding) throws {
        guard let bad = values.firstIndex(where: { !coding.holds($0.asDouble) }) else { return }
        let place = FormatTable.position(bad, shape.extents, shape.axes)
        throw DocumentError("\(path): is \(values[bad].text) at \(place), \(coding.expectation)")
    }

    /// - Throws: `DocumentError` for a value that is no level of eight bits.
    private func levels() throws -> PatternSet.Values {
        try check(.grey)
        return .levels(values.map { UInt8($0.asDouble) })
    }

    private func discrete(_ convert: (Double) -> Int8) -> PatternSet.Values {
        .integers(values.map { convert($0.asDouble) })
    }

    /// - Throws: `DocumentError` for a value that Float32 does not hold.
    private func reals() throws -> PatternSet.Values {
        if let values = values as? [Float] { return .reals(values) }
        if let bad = FiniteValues.first(in: values, beyond: Double(Float.greatestFiniteMagnitude)) {
            throw FiniteValues.error(values[bad].asDouble, at: bad, path, shape.extents, shape.axes)
        }
        return .reals(values.map { Float($0.asDouble) })
    }
}
