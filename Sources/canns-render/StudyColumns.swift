import Figures
import Studies

/// What a study's columns are called at an axis, and where their values lie along it.
struct StudyColumns {
    let result: StudyResult
    /// A single plot has the page, and room for longer labels.
    let isAlone: Bool

    /// Places along an axis: its numbers, or 0, 1, 2, ... with names.
    func across(_ name: String) -> ([Double], Axis) {
        guard let column = result.column(name) else { return ([], Axis(name)) }
        // A level label has more room than an upright one.
        let label = shortened(column, most: isAlone ? 48 : 38)
        guard let numbers = risingNumbers(column) else {
            let texts = column.texts
            return (texts.indices.map(Double.init), Axis(label, categories: texts))
        }
        let isInteger = if case .integers = column.values { true } else { false }
        let isWide = numbers.count > 2 && (numbers.first ?? 0) > 0 && (numbers.last ?? 0) >= 50 * (numbers.first ?? 1)
        return (
            numbers, Axis(label, unit: column.units, kind: isWide ? .log : .linear, wholeNumbers: isInteger && !isWide)
        )
    }

    /// The values of a swept quantity; nil for things that have no order.
    func risingNumbers(_ column: StudyColumn) -> [Double]? {
        column.numbers.flatMap { zip($0, $0.dropFirst()).allSatisfy { $0 < $1 } ? $0 : nil }
    }

    /// The axes of a column with more than one value.
    func longAxes(_ column: StudyColumn) -> [String] {
        zip(column.axes, result.shape(of: column)).filter { $1 > 1 }.map { $0.0 }
    }

    /// The upright axis of a plot: where its title tells the quantity, the title is the label.
    func upwards(_ plot: StudyPlot) -> Axis {
        guard let first = plot.y.first.flatMap(result.column) else { return Axis(plot.name) }
        var axis = Axis(plot.y.count == 1 ? label(plot, first) : words(plot.name), unit: first.units)
        // A little beyond, so that markers at the ends stay whole.
        if let range = plot.range {
            let margin = 0.03 * (range.upperBound - range.lowerBound)
            axis.range = range.lowerBound - margin...range.upperBound + margin
        }
        return axis
    }

    func label(_ plot: StudyPlot, _ column: StudyColumn) -> String {
        let title = plot.title.prefix(1).lowercased() + plot.title.dropFirst()
        return title.hasPrefix(words(column.name)) && title.count <= Self.most(isAlone) ? title : shortened(column)
    }

    /// What stands at an axis: the description up to its first comma or colon, or the name where that is long.
    func shortened(_ column: StudyColumn, most: Int? = nil) -> String {
        let most = most ?? Self.most(isAlone)
        let text = column.description.split(whereSeparator: { ",:;(".contains($0) }).first.map(String.init) ?? ""
        let trimmed = text.hasSuffix(" ") ? String(text.dropLast()) : text
        return (1...most).contains(trimmed.count) ? trimmed : words(column.name)
    }

    /// What a line of theory is called beside others: its description without the word itself and the source.
    func told(_ column: StudyColumn) -> String {
        let text =
            column.description.hasPrefix("theory: ") ? String(column.description.dropFirst(8)) : column.description
        return text.split(separator: ",").first.map(String.init) ?? words(column.name)
    }

    func words(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }

    private static func most(_ isAlone: Bool) -> Int { isAlone ? 48 : 26 }
}
