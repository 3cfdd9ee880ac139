import CommandKit
import Documents
import Models
import OperatingSystem
import Patterns

/// What became of each trial, in words and numbers: the report, and the lines for a person.
struct RecallTable {
    struct Row {
        let name: String
        let target: String?
        let best: String?
        /// Signed: negative means the inverse of the best match.
        let overlap: Float?
        let wrong: Int?
        let steps: Int32
        let stop: StopReason
        let before: Float
        let after: Float

        var isInverse: Bool { (overlap ?? 0) < 0 }
    }

    let rows: [Row]
    private let neurons: Int
    private let storedCount: Int

    init(_ document: RecallDocument) {
        neurons = document.cues.neurons
        storedCount = document.patterns?.count ?? 0
        rows = (0..<document.cues.count).map { trial in
            let names = document.patterns?.names ?? []
            let overlaps = document.overlap?.row(trial) ?? []
            let best = overlaps.indices.max { abs(overlaps[$0]) < abs(overlaps[$1]) }
            let target = document.target[trial] >= 0 ? Int(document.target[trial]) : nil
            let energies = document.energy.row(trial).filter { !$0.isNaN }
            let compared = target ?? best
            return Row(
                name: document.cues.names[trial], target: target.map { names[$0] }, best: best.map { names[$0] },
                overlap: best.map { overlaps[$0] },
                wrong: compared.flatMap { index in
                    document.patterns.flatMap { Self.wrong(document.final, trial, $0, index) }
                },
                steps: document.steps[trial], stop: document.stop[trial], before: energies.first ?? .nan,
                after: energies.last ?? .nan)
        }
    }

    /// Units that differ from a stored pattern; nil for graded states.
    private static func wrong(_ final: PatternSet, _ trial: Int, _ stored: PatternSet, _ index: Int) -> Int? {
        guard case .integers(let states) = final.values, case .integers(let patterns) = stored.values else {
            return nil
        }
        let count = final.neurons
        return zip(states[trial * count..<(trial + 1) * count], patterns[index * count..<(index + 1) * count])
            .count { $0 != $1 }
    }

    // MARK: - The report

    static let columns = [
        "trial", "cue", "target", "best_match", "inverse", "overlap", "wrong_units", "steps", "stop", "energy_before",
        "energy_after",
    ]

    private func fields(_ trial: Int) -> [(text: String, isNumber: Bool)?] {
        let row = rows[trial]
        return [
            ("\(trial)", true), (row.name, false), row.target.map { ($0, false) }, row.best.map { ($0, false) },
            row.best == nil ? nil : (row.isInverse ? "true" : "false", true), row.overlap.map { ("\($0)", true) },
            row.wrong.map { ("\($0)", true) }, ("\(row.steps)", true), (row.stop.description, false),
            ("\(row.before)", true), ("\(row.after)", true),
        ]
    }

    func text(json: Bool) -> String {
        var text = json ? "" : Self.columns.joined(separator: "\t") + "\n"
        for trial in rows.indices {
            let fields = fields(trial)
            if json {
                let members = zip(Self.columns, fields).map { name, field in
                    "\"\(name)\":" + (field.map { $0.isNumber ? $0.text : Self.quoted($0.text) } ?? "null")
                }
                text += "{" + members.joined(separator: ",") + "}\n"
            } else {
                text += fields.map { Self.plain($0?.text ?? "") }.joined(separator: "\t") + "\n"
            }
        }
        return text
    }

    private static func plain(_ text: String) -> String { String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    // MARK: - For a person

    /// One line on the whole, and one for each of the first trials that ended elsewhere, with the likely cause.
    var summary: [String] {
        let judged = rows.filter { $0.target != nil }
        guard !judged.isEmpty else { return ["\(rows.count) cues relaxed"] }
        let failed = judged.filter { $0.wrong.map { $0 > 0 } ?? (($0.overlap ?? 0) < 0.95 || $0.best != $0.target) }
        var lines = ["\(judged.count - failed.count) of \(judged.count) cues recalled without an error"]
        lines += failed.prefix(5).map(reason)
        if failed.count > 5 { lines.append("... and \(failed.count - 5) more; --report FILE lists all") }
        if !failed.isEmpty, Double(storedCount) > 0.1 * Double(neurons) {
            lines.append(
                "\(storedCount) patterns in \(neurons) units are near or above the capacity of Hebbian learning, 0.138 a unit"
            )
        }
        return lines
    }

    private func reason(_ row: Row) -> String {
        let overlap = NumberText.fixed(Double(row.overlap ?? 0), places: 3)
        let best = row.best ?? "nothing"
        let place =
            if row.isInverse { "the inverse of \(best), overlap \(overlap)" } else if row.best == row.target {
                "near it, overlap \(overlap), \(row.wrong ?? 0) units wrong"
            } else { "nearest to \(best), overlap \(overlap)" }
        let stop = row.stop == .limit ? "; it was still changing, so more --steps may help" : ""
        return "\(row.name) ended at a \(row.stop.description) \(place)\(stop)"
    }
}
