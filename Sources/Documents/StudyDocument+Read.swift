import HDF5Store
import Models
import Numerics
import Parameters
import Patterns
import Studies

extension StudyDocument {
    /// Reads a study file, complete or in parts.
    package static func read(_ path: String?) throws -> StudyDocument {
        try DocumentReader.open(path, as: [.study], advice: "make one with canns-study") { root, header in
            guard let header else { throw DocumentError("this is not a study file of canns, expected one") }
            return try StudyDocument(root, header)
        }
    }

    init(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws {
        let layout = try header.requireLayout()
        let input = try Self.readInput(root, header)
        let (name, command, joined, parameters) = try root.group("study") { group in
            let name = try group.value("name")?.text ?? ""
            let command = try group.value("command")?.text ?? ""
            let joined = try Self.texts(group, "joined_trials").map { text in
                guard let trials = SeededTrials(text) else {
                    throw DocumentError("/study: joined_trials has \(text), expected SEED:TRIALS such as 3:20")
                }
                return trials
            }
            return (name, command, joined, try group.group("parameters") { try Self.readParameters($0, of: name) })
        }
        self.init(
            kind: name, parameters: parameters, cells: try Self.readCells(root, layout),
            result: root.contains("results") ? try Self.readResult(root, name) : nil, input: input,
            provenance: Provenance(again: header.origin, command), header: header)
        joinedTrials = joined
        try check()
    }

    /// Refuses parameters and cells that no run of the study has.
    private func check() throws {
        guard let study = StudyRegistry.study(named: kind) else { return }
        do { _ = try study.settings(givenParameters) } catch let error as StudyError {
            throw DocumentError("/study/parameters: \(error)")
        }
        do { try study.description.check(cells, inputs: input.inputs) } catch let error as StudyError {
            throw DocumentError("/cells/values: \(error)")
        }
    }

    private static func readInput(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws -> StudyInput {
        if root.contains("responses") {
            let patterns = try PatternsSchema.read(root, "/patterns", ours: true)
            let responses = try header.requireLayout().matrix("/responses", root)
            return try StudyInput(responses: responses, patterns: patterns)
        }
        if ["coefficients", "mixing", "weights"].contains(where: { root.contains($0) }) {
            let weights = try WeightsDocument.read(root, header, nil)
            guard ModelRegistry.model(of: weights.model.kind)?.structure == .layer else {
                return try StudyInput(weights: weights)
            }
            let digest = try root.group("study") { try $0.value("input_sha256")?.text }
            return StudyInput(carried: weights, digest: digest ?? "")
        }
        guard root.contains("patterns") else { return .none }
        return StudyInput(patterns: try PatternsSchema.read(root, "/patterns", ours: true))
    }

    private static func readParameters(
        _ group: borrowing HDF5Group, of name: String
    ) throws -> [(name: String, value: ParameterValue)] {
        guard let table = StudyRegistry.study(named: name)?.parameterTable else { return [] }
        return try table.map { parameter in
            guard let stored = try group.value(parameter.attributeName) else {
                return (parameter.name, parameter.defaultValue)
            }
            guard let value = stored.parameterValue(parameter.kind) else {
                throw DocumentError(
                    "/study/parameters: \(parameter.attributeName) is of another type than \(parameter.defaultValue)")
            }
            return (parameter.name, value)
        }
    }

    private static func readCells(_ root: borrowing HDF5Group, _ layout: FileLayout) throws -> StudyCells {
        let done: [UInt8] = try layout.numbers("/cells/done", root)
        let values = try layout.numbers("/cells/values", root, as: Double.self)
        return try StudyCells(
            count: done.count, quantities: values.count / done.count, values: values, done: done.map { $0 != 0 })
    }

    // MARK: - Results

    private static func readResult(_ root: borrowing HDF5Group, _ name: String) throws -> StudyResult {
        let plots = try root.kind(of: "plots") == .group ? root.group("plots") { try readPlots($0) } : []
        return try root.group("results") { group in
            let columns = try texts(group, "columns").map { column in
                guard try group.kind(of: column) == .dataset else {
                    throw DocumentError("there is no dataset /results/\(column), expected the one listed")
                }
                return try group.dataset(column) { try readColumn($0, column) }
            }
            try check(columns)
            return StudyResult(
                study: name, columns: columns, plots: plots, table: StudyTable([]),
                findings: try texts(group, "findings"), warnings: try texts(group, "warnings"))
        }
    }

    private static func readColumn(_ dataset: borrowing HDF5Dataset, _ name: String) throws -> StudyColumn {
        let axes =
            try dataset.isScale
            ? [name] : dataset.shape.indices.map { try dataset.label(dimension: $0) ?? "\(name)_\($0)" }
        let values: StudyColumn.Values =
            switch dataset.elementKind {
            case .string: .texts(try dataset.readStrings())
            case .integer: .integers(try dataset.read(as: Int64.self).map { Int($0) })
            default: .numbers(try dataset.read(as: Double.self))
            }
        return StudyColumn(
            name, values, axes: axes, units: try dataset.value("units")?.text ?? "1",
            description: try dataset.value("description")?.text ?? "")
    }

    /// Every axis is there and as long as the columns along it.
    private static func check(_ columns: [StudyColumn]) throws {
        guard Set(columns.map(\.name)).count == columns.count else {
            throw DocumentError("/results: lists a column twice, expected each once")
        }
        let lengths = Dictionary(columns.map { ($0.name, $0.axes == [$0.name] ? $0.values.count : nil) }) { $1 }
        for column in columns {
            var count = 1
            for axis in column.axes {
                guard let length = lengths[axis] ?? nil else {
                    throw DocumentError("/results/\(column.name): has the axis \(axis), which is not there")
                }
                // More points than any file has values are no length at all.
                let (product, overflows) = count.multipliedReportingOverflow(by: length)
                count = overflows ? -1 : product
            }
            guard count == column.values.count else {
                throw DocumentError(
                    "/results/\(column.name): has \(column.values.count) values, expected \(count) by its axes")
            }
        }
    }

    private static func readPlots(_ group: borrowing HDF5Group) throws -> [StudyPlot] {
        try texts(group, "order").filter { try group.kind(of: $0) == .group }.map { name in
            try group.group(name) { plot in
                var range: ClosedRange<Double>?
                if case .reals(let ends)? = try plot.value("range"), ends.count == 2, ends[0] < ends[1] {
                    range = ends[0]...ends[1]
                }
                var regions = try texts(plot, "regions").map { StudyPlot.Region($0, x: 0, y: 0) }
                if case .reals(let places)? = try plot.value("region_places"), places.count == 2 * regions.count {
                    regions = regions.enumerated().map {
                        StudyPlot.Region($1.name, x: places[2 * $0], y: places[2 * $0 + 1])
                    }
                } else {
                    regions = []
                }
                let (y, errors) = (try texts(plot, "y"), try texts(plot, "errors"))
                return StudyPlot(
                    name, title: try plot.value("title")?.text ?? name,
                    kind: try plot.value("kind")?.text.flatMap(StudyPlot.Kind.init(rawValue:)) ?? .lines,
                    x: try plot.value("x")?.text ?? "", y: y, errors: errors.count == y.count ? errors : [],
                    theory: try texts(plot, "theory"), marks: try texts(plot, "marks"), range: range,
                    regions: regions)
            }
        }
    }

    private static func texts(_ group: borrowing HDF5Group, _ name: String) throws -> [String] {
        switch try group.value(name) {
        case .texts(let texts)?: texts
        case .text(let text)?: [text]
        default: []
        }
    }
}
