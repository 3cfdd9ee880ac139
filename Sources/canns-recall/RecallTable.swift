import CommandKit

/// The report: one line a trial.
struct RecallTable {
    private let results: [TrialResult]

    init(_ results: [TrialResult]) { self.results = results }

    static let columns = [
        "trial", "cue", "target", "best_match", "inverse", "overlap", "wrong_units", "steps", "stop", "energy_before",
        "energy_after", "outcome", "target_index", "best_index", "label", "best_label", "hit", "rms_error",
        "structural_similarity",
    ]

    /// Text, or a number or truth value that JSON writes without quotes.
    private enum Field {
        case text(String)
        case bare(String)

        /// JSON has no number for what is not finite.
        static func number(_ value: Float) -> Field? { value.isNaN ? nil : .bare("\(value)") }

        var plain: String {
            switch self {
            case .text(let text): String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
            case .bare(let text): text
            }
        }

        var json: String {
            switch self {
            case .text(let text): ReportText.quoted(text)
            case .bare("inf"), .bare("-inf"): "null"
            case .bare(let text): text
            }
        }
    }

    private func fields(_ trial: Int) -> [Field?] {
        let result = results[trial]
        return [
            .bare("\(trial)"), .text(result.name), result.target.map { .text($0.name) },
            result.best.map { .text($0.name) }, result.best.map { _ in .bare(result.isInverse ? "true" : "false") },
            result.best.flatMap { .number($0.overlap) }, result.wrong.map { .bare("\($0)") },
            .bare("\(result.steps)"), .text(result.stop.description), .number(result.before), .number(result.after),
            .text(result.outcome.rawValue), result.target.map { .bare("\($0.index)") },
            result.best.map { .bare("\($0.index)") }, result.label.map { .text($0) },
            result.bestLabel.map { .text($0) }, result.isHit.map { .bare($0 ? "true" : "false") },
            result.error.flatMap { .number($0) }, result.structure.flatMap { .number($0) },
        ]
    }

    /// Tab-separated values under a line of names, or one JSON object a line; what is not known is empty or null.
    func text(json: Bool) -> String {
        var text = json ? "" : Self.columns.joined(separator: "\t") + "\n"
        for trial in results.indices {
            let fields = fields(trial)
            if json {
                let members = zip(Self.columns, fields).map { "\"\($0)\":\($1?.json ?? "null")" }
                text += "{" + members.joined(separator: ",") + "}\n"
            } else {
                text += fields.map { $0?.plain ?? "" }.joined(separator: "\t") + "\n"
            }
        }
        return text
    }
}
