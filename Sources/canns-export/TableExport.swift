import Documents
import HDF5Store
import OpenFormats
import Studies

/// The numbers of a recall, a row a trial, or of a study, a row a condition.
struct TableExport {
    private let columns: [String]
    private let rows: [[String]]

    /// Nil for files of other kinds.
    init?(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws {
        switch try AnyDocument(root, header) {
        case .recall(let recall): (columns, rows) = Self.trials(recall)
        case .study(let study): (columns, rows) = try Self.conditions(study)
        default: return nil
        }
    }

    func bytes(_ format: ExportFormat) -> [UInt8] {
        var table = DelimitedWriter(separator: format.separator)
        table.add(columns)
        for row in rows { table.add(row) }
        return table.bytes
    }

    // MARK: - Studies

    /// The table that canns-study --report writes.
    private static func conditions(_ study: StudyDocument) throws -> ([String], [[String]]) {
        guard let result = study.result, let type = StudyRegistry.study(named: study.kind) else {
            throw FormatError("is not complete, so it has no results; go on with canns-study resume")
        }
        let report = StudyReport.of(result, type.description)
        return (report.columns, report.rows(of: result).map { $0.map(text) })
    }

    private static func text(_ value: StudyReport.Value) -> String {
        switch value {
        case .number(let number): "\(number)"
        case .integer(let number): "\(number)"
        case .text(let text): text
        case .missing: missing
        }
    }

    /// What stands for a number that is not there, as in the reports of studies.
    private static let missing = "nan"

    // MARK: - Recalls

    private static func trials(_ recall: RecallDocument) -> ([String], [[String]]) {
        let columns = [
            "trial", "cue", "target", "steps", "stop", "energy_before", "energy_after", "best_match", "overlap",
        ]
        let rows = (0..<recall.cues.count).map { trial -> [String] in
            let target = Int(recall.target[trial])
            let energies = recall.energy.row(trial).filter { !$0.isNaN }
            let names = recall.comparedNames ?? []
            let best = recall.overlap.flatMap { overlap in
                overlap.row(trial).enumerated().max { abs($0.element) < abs($1.element) }
            }
            return [
                "\(trial)", recall.cues.names[trial], names.indices.contains(target) ? names[target] : "",
                "\(recall.steps[trial])", recall.stop[trial].description, energies.first.map { "\($0)" } ?? missing,
                energies.last.map { "\($0)" } ?? missing,
                best.map { names.indices.contains($0.offset) ? names[$0.offset] : "\($0.offset)" } ?? "",
                best.map { "\($0.element)" } ?? missing,
            ]
        }
        return (columns, rows)
    }
}
