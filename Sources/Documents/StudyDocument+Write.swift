import HDF5Store
import Studies

extension StudyDocument {
    package func write(to path: String?, replacing: Bool) throws {
        let provenance = provenance.made(created)
        try DocumentWriter.write(.study, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try writeInput(writer, root)
            try writeStudy(writer, root)
            try writeCells(writer, root)
            if let result { try Self.write(result, writer, root) }
        }
    }

    private func writeInput(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        if let weights = input.weights {
            try weights.writeContents(writer, root, .single)
        } else if let patterns = input.patterns {
            try PatternsSchema.write(patterns, writer, root)
        }
        if let responses = input.responses {
            try writer.dataset(
                root, "responses", responses.values, shape: [responses.rows, responses.columns],
                storage: .automatic(deflate: nil))
        }
    }

    private func writeStudy(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        try root.createGroup("study") { group in
            try writer.attribute(group, "name", .text(kind))
            try writer.attribute(group, "command", .text(provenance.command))
            try writer.attribute(group, "input_sha256", .text(input.digest))
            if !joinedTrials.isEmpty {
                try writer.attribute(group, "joined_trials", .texts(joinedTrials.map(\.text)))
            }
            try group.createGroup("parameters") { parameters in
                for (name, value) in self.parameters {
                    guard let attribute = AttributeValue(value) else { continue }
                    try writer.attribute(parameters, String(name.map { $0 == "-" ? "_" : $0 }), attribute)
                }
            }
        }
    }

    private func writeCells(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        try root.createGroup("cells") { group in
            try writer.dataset(group, "values", cells.values, shape: [cells.count, cells.quantities])
            try writer.dataset(group, "done", cells.done.map { $0 ? UInt8(1) : 0 }, shape: [cells.count])
        }
    }

    private static func write(
        _ result: StudyResult, _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        try root.createGroup("results") { group in
            try writer.attribute(group, "columns", .texts(result.columns.map(\.name)))
            if !result.findings.isEmpty { try writer.attribute(group, "findings", .texts(result.findings)) }
            if !result.warnings.isEmpty { try writer.attribute(group, "warnings", .texts(result.warnings)) }
            for column in result.columns { try write(column, result.shape(of: column), writer, group) }
        }
        try root.createGroup("plots") { group in
            try writer.attribute(group, "order", .texts(result.plots.map(\.name)))
            for plot in result.plots {
                try group.createGroup(plot.name) { try write(plot, writer, $0) }
            }
        }
    }

    private static func write(
        _ column: StudyColumn, _ shape: [Int], _ writer: DocumentWriter, _ group: borrowing HDF5Group
    ) throws {
        if column.axes == [column.name] { return try writer.scale(group, column) }
        let row = FormatTable.row(at: "/results/\(column.name)", in: .study)?.naming(
            axes: column.axes, unit: column.units, description: column.description)
        switch column.values {
        case .numbers(let values): try writer.dataset(group, column.name, values, shape: shape, as: row)
        case .integers(let values):
            try writer.dataset(group, column.name, values.map { Int64($0) }, shape: shape, as: row)
        case .texts(let values):
            precondition(column.axes.count == 1, "texts stand along one axis")
            try writer.strings(group, column.name, values, as: row)
        }
    }

    private static func write(
        _ plot: StudyPlot, _ writer: DocumentWriter, _ group: borrowing HDF5Group
    ) throws {
        try writer.attribute(group, "title", .text(plot.title))
        try writer.attribute(group, "kind", .text(plot.kind.rawValue))
        try writer.attribute(group, "x", .text(plot.x))
        for (name, columns) in [
            ("y", plot.y), ("errors", plot.errors), ("theory", plot.theory), ("marks", plot.marks),
        ] where !columns.isEmpty {
            try writer.attribute(group, name, .texts(columns))
        }
        if let range = plot.range {
            try writer.attribute(group, "range", .reals([range.lowerBound, range.upperBound]))
        }
        if !plot.regions.isEmpty {
            try writer.attribute(group, "regions", .texts(plot.regions.map(\.name)))
            try writer.attribute(group, "region_places", .reals(plot.regions.flatMap { [$0.x, $0.y] }))
        }
    }
}

extension DocumentWriter {
    /// An axis with values: a dimension scale that other datasets of the group attach.
    func scale(_ group: borrowing HDF5Group, _ column: StudyColumn) throws {
        let shape = [column.values.count]
        func finish(_ dataset: borrowing HDF5Dataset) throws {
            try describe(dataset, column.description, column.units)
            try dataset.makeScale(column.name)
        }
        switch column.values {
        case .numbers(let values):
            try group.createDataset(column.name, of: Double.self, shape: shape) {
                try $0.write(values)
                try finish($0)
            }
        case .integers(let values):
            try group.createDataset(column.name, of: Int64.self, shape: shape) {
                try $0.write(values.map { Int64($0) })
                try finish($0)
            }
        case .texts(let values): try group.createStrings(column.name, values) { try finish($0) }
        }
    }
}
