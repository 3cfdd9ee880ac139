import CommandKit
import Documents
import Figures
import Patterns

/// The states of a recall step after step, one row a trial.
enum FilmView: View {
    static let name = "film"
    static let summary = "the states of each trial step after step"
    static let options: Set<ViewOption> = [.only, .columns, .colormap]

    /// States a row unless `--columns` says otherwise.
    private static let usualColumns = 8
    /// Trials unless `--only` says which.
    private static let usualTrials = 12

    static func content(of document: AnyDocument) throws(ViewObstacle) -> RecallStates {
        try document.recallStates()
    }

    static func figure(_ states: RecallStates, _ request: ViewRequest) throws -> any Figure {
        let (recall, history) = (states.recall, states.history)
        let shown = try request.shown(states.names, most: usualTrials, noun: "trial")
        let trials = shown.indices
        let last = trials.map { recall.stateCount($0) - 1 }.max() ?? 0
        let steps = states.spread(to: last, count: request.columns ?? usualColumns)
        let scale = try history.scale(request.colorMap)
        let rows = trials.map { trial -> [TileSheet.Tile?] in
            let end = recall.stateCount(trial) - 1
            // Up to the first place at or behind the stop, where the final state stands.
            let shown = steps.prefix { $0 < end } + steps.first { $0 >= end }.map { [$0] }.orEmpty
            return shown.map { step in
                TileSheet.Tile(
                    history.tile(states.row(trial, step: step), scale: scale),
                    caption: caption(states, trial, min(step, end)))
            }
        }
        var sheet = TileSheet(rows: rows, title: request.title ?? Account.title("States of each step", recall))
        sheet.columnHeadings = steps.map { step in
            recall.isOfPairs ? "round \(step + 1)" : step == 0 ? "cue" : "step \(step)"
        }
        sheet.rowHeadings = trials.map { recall.cues.names[$0] }
        sheet.groups = 1
        sheet.tileSide = 80
        sheet.scale = scale
        sheet.scaleLabel = "value"
        if trials.contains(where: { recall.targetIndex($0) != nil }) {
            let note = "below each state its overlap with the stored pattern"
            sheet.subtitle = [Account.recall(recall), note].compactMap { $0 }.joined(separator: "; ")
        }
        sheet.footnote = shown.footnote
        return sheet
    }

    /// At most `count` whole numbers from 0 to `last`, both among them, at equal distances as near as can be.
    static func spread(_ last: Int, count: Int) -> [Int] {
        guard last >= count else { return Array(0...last) }
        guard count > 1 else { return [last] }
        return (0..<count).map { ($0 * last * 2 + count - 1) / (2 * (count - 1)) }
    }

    private static func caption(_ states: RecallStates, _ trial: Int, _ step: Int) -> [String] {
        guard let overlap = states.overlapWithTarget(trial, step: step) else { return [] }
        return [FigureNumber.fixed(overlap, decimals: 3)]
    }
}

extension [Int]? {
    var orEmpty: [Int] { self ?? [] }
}
