import HDF5Store
import Numerics
import Patterns

/// Reading values, compared with the range that the table gives them.
extension FileLayout {
    /// All values of a dataset of the table, row by row.
    ///
    /// - Throws: `DocumentError` that names the first value out of range; `HDF5Error`.
    func numbers<Element: HDF5Element & CheckedElement>(
        _ path: String, _ root: borrowing HDF5Group, as element: Element.Type = Element.self
    ) throws -> [Element] {
        try root.dataset(path) { dataset in
            let values = try dataset.read(as: Element.self)
            let coding = try dataset.attribute("coding")?.string.flatMap(Coding.init(rawValue:))
            let row = FormatTable.row(at: dataset.path, in: kind, coding: coding)
            if let row, let problem = row.objection(to: values, coding: coding, shape: dataset.shape, axes: axes) {
                throw DocumentError("\(dataset.path): \(problem)")
            }
            return values
        }
    }

    /// A dataset of two axes.
    func matrix(_ path: String, _ root: borrowing HDF5Group) throws -> Matrix {
        let shape = try root.dataset(path) { $0.shape }
        guard shape.count == 2 else { throw DocumentError("\(path): has other than two axes, expected two") }
        return Matrix(rows: shape[0], columns: shape[1], values: try numbers(path, root))
    }

    /// Texts, each short enough for a line.
    func texts(_ path: String, _ root: borrowing HDF5Group) throws -> [String] {
        try root.dataset(path) { dataset in
            let texts = try dataset.readStrings()
            if let problem = Self.objection(texts, axis: FormatTable.row(at: dataset.path, in: kind)?.axes?.first) {
                throw DocumentError("\(dataset.path): \(problem)")
            }
            return texts
        }
    }

    static func objection(_ texts: [String], axis: String?) -> String? {
        guard let long = texts.firstIndex(where: { !FormatTable.isShort($0) }) else { return nil }
        return "is \"\(Excerpt.of(texts[long]))\" at \(axis ?? "position") \(long), "
            + "expected at most \(FormatTable.longestText) characters"
    }
}

extension FormatDataset {
    /// What is wrong with the first of some values that is out of range; nil if none is.
    ///
    /// - Parameters:
    ///   - lengths: of the axes of the file.
    ///   - first: the index of the first of the values in the whole dataset.
    func objection<Element: CheckedElement>(
        to values: some Collection<Element>, coding: Coding?, shape: [Int], axes lengths: AxisLengths,
        from first: Int = 0
    ) -> String? {
        // Every byte is a level of grey.
        guard range != .any, !(range == .coding && coding == .grey && Element.self == UInt8.self) else { return nil }
        if range == .finite || range == .coding && coding == .real, values.allSatisfy({ $0.isFiniteNumber }) {
            return nil
        }
        if let distinct = Element.distinct(values),
            distinct.allSatisfy({ range.objection(to: $0.asDouble, coding: coding, axes: lengths) == nil })
        {
            return nil
        }
        for (index, value) in values.enumerated() {
            guard let expected = range.objection(to: value.asDouble, coding: coding, axes: lengths) else { continue }
            let names = axes ?? shape.indices.map { "axis \($0)" }
            return "is \(value.text) at \(FormatTable.position(first + index, shape, names)), \(expected)"
        }
        return nil
    }
}

/// Numbers that ranges are compared with.
protocol CheckedElement: HDF5Element, CustomStringConvertible {
    var asDouble: Double { get }
    var isFiniteNumber: Bool { get }
    /// Each value once, of types with so few values that they are compared instead of all elements; else nil.
    static func distinct(_ values: some Collection<Self>) -> [Self]?
}

extension CheckedElement {
    static func distinct(_ values: some Collection<Self>) -> [Self]? { nil }

    /// As `ValueRange.number` writes it; a fraction with the digits of its own type.
    var text: String {
        let text = ValueRange.number(asDouble)
        return Int(text) == nil && isFiniteNumber ? "\(self)" : text
    }
}

extension CheckedElement where Self: BinaryInteger {
    var asDouble: Double { Double(self) }
    var isFiniteNumber: Bool { true }
}

extension CheckedElement where Self: BinaryFloatingPoint {
    var asDouble: Double { Double(self) }
    var isFiniteNumber: Bool { isFinite }
}

extension Int8: CheckedElement {
    static func distinct(_ values: some Collection<Int8>) -> [Int8]? { values.distinctBytes }
}
extension UInt8: CheckedElement {
    static func distinct(_ values: some Collection<UInt8>) -> [UInt8]? { values.distinctBytes }
}
extension Int32: CheckedElement {}
extension Int64: CheckedElement {}
extension Float: CheckedElement {}
extension Double: CheckedElement {}
