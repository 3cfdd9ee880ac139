/// What a study found: arrays over named axes, theory beside them, how to draw them, and what a person should read.
public struct StudyResult: Sendable, Equatable {
    /// The name of the study.
    public let study: String
    /// Axes first, each before the columns that use it.
    public let columns: [StudyColumn]
    package let plots: [StudyPlot]
    public let table: StudyTable
    /// Sentences that say what came out.
    public let findings: [String]
    /// Sentences on what should worry the reader.
    public let warnings: [String]

    package init(
        study: String, columns: [StudyColumn], plots: [StudyPlot], table: StudyTable, findings: [String] = [],
        warnings: [String] = []
    ) {
        self.study = study
        self.columns = columns
        self.plots = plots
        self.table = table
        self.findings = findings
        self.warnings = warnings
        for column in columns {
            precondition(
                shape(of: column).reduce(1, *) == column.values.count, "\(column.name) has a value for each point")
        }
    }

    /// The column of a name, or nil.
    public func column(_ name: String) -> StudyColumn? { columns.first { $0.name == name } }

    /// The values of a numeric column.
    ///
    /// - Precondition: there is one of this name.
    public func numbers(_ name: String) -> [Double] {
        guard let numbers = column(name)?.numbers else { preconditionFailure("no numeric column \(name)") }
        return numbers
    }

    /// The lengths of a column's axes, slowest first.
    public func shape(of column: StudyColumn) -> [Int] {
        column.axes.map { name in
            guard let axis = self.column(name) else { preconditionFailure("no axis \(name) of \(column.name)") }
            return axis.values.count
        }
    }
}
