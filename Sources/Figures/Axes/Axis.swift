/// What an axis shows: its quantity, its unit and its range.
package struct Axis: Sendable, Equatable {
    /// Name of the quantity, such as "load α".
    package var label: String
    /// Unit, written in parentheses behind the label.
    package var unit: String?
    package var kind: Scale.Kind
    /// Values at both ends; nil takes them from the data. Bounds that cannot be shown are ignored.
    package var range: ClosedRange<Double>?
    /// The quantity is counted: ticks at whole numbers only.
    package var wholeNumbers: Bool
    /// A linear axis reaches to zero.
    package var includesZero: Bool
    /// Names of the places 0, 1, 2, … instead of numbers.
    package var categories: [String]?

    package init(
        _ label: String = "", unit: String? = nil, kind: Scale.Kind = .linear,
        range: ClosedRange<Double>? = nil,
        wholeNumbers: Bool = false, includesZero: Bool = false, categories: [String]? = nil
    ) {
        self.label = label
        self.unit = unit
        self.kind = kind
        self.range = range
        self.wholeNumbers = wholeNumbers
        self.includesZero = includesZero
        self.categories = categories
    }

    /// Label and unit: "time (ms)".
    var caption: String {
        guard let unit, !unit.isEmpty, unit != "1" else { return label }
        return label.isEmpty ? unit : "\(label) (\(unit))"
    }

    /// The scale of the axis, over its own range or over the values.
    func scale(showing values: some Sequence<Double>, margin: Double = 0.04) -> Scale {
        if let range, range.lowerBound < range.upperBound, (range.upperBound - range.lowerBound).isFinite,
            kind == .linear || range.lowerBound > 0
        {
            return Scale(kind, from: range.lowerBound, to: range.upperBound)
        }
        return Scale.showing(values, kind, margin: margin, includesZero: includesZero)
    }
}
