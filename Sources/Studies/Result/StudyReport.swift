/// A table of a study for scripts: a row for each point of some axes, always with the same columns, whatever was studied.
public struct StudyReport: Sendable {
    public enum Value: Sendable, Equatable {
        case number(Double)
        case integer(Int)
        case text(String)
        /// What this result does not have, such as the theory of a rule that has none.
        case missing
    }

    /// The axes of which every point is a row, slowest first.
    public let axes: [String]
    /// The axes and the columns along some of them, as the result names them.
    public let columns: [String]

    public init(axes: [String], columns: [String]) {
        self.axes = axes
        self.columns = columns
    }

    /// The report that tells a result of a study: the first whose axes it has. A study that declares none has one of all
    /// columns along its first axis.
    public static func of(_ result: StudyResult, _ description: StudyDescription) -> StudyReport {
        if let fitting = description.reports.first(where: { $0.axes.allSatisfy { result.column($0) != nil } }) {
            return fitting
        }
        let axes = Array((result.columns.first { $0.axes == [$0.name] }?.axes ?? []).prefix(1))
        let columns = result.columns.filter { $0.axes.allSatisfy(axes.contains) }
        return StudyReport(axes: axes, columns: columns.map(\.name))
    }

    /// The values of a result, [row][column], numbers as they are stored.
    public func rows(of result: StudyResult) -> [[Value]] {
        let lengths = axes.map { result.column($0)?.values.count ?? 0 }
        return (0..<lengths.reduce(1, *)).map { row in
            var rest = row
            var place: [String: Int] = [:]
            for (axis, length) in zip(axes, lengths).reversed() {
                place[axis] = rest % length
                rest /= length
            }
            return columns.map { Self.value(result, $0, at: place) }
        }
    }

    private static func value(_ result: StudyResult, _ name: String, at place: [String: Int]) -> Value {
        guard let column = result.column(name) else { return .missing }
        var index = 0
        for (axis, length) in zip(column.axes, result.shape(of: column)) {
            guard let step = place[axis] else { return .missing }
            index = index * length + step
        }
        switch column.values {
        case .numbers(let values): return .number(values[index])
        case .integers(let values): return .integer(values[index])
        case .texts(let values): return .text(values[index])
        }
    }

    /// The names of columns, those of measured quantities each followed by that of its standard error.
    static func measured(_ names: String...) -> [String] { names.flatMap { [$0, $0 + "_error"] } }
}
