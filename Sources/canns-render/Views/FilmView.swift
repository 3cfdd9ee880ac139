import CommandKit
import Documents
import Figures
import Models
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

    static func obstacle(_ document: AnyDocument) -> String? {
        guard case .recall(let recall) = document else {
            return "\(document.noun) holds no recall; recall first with canns-recall --history"
        }
        return recall.history == nil ? "holds no states of each step; recall again with --history" : nil
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .recall(let recall) = document, let history = recall.history else { throw Failure("no states") }
        let all = try request.only.indices(recall.cues.names, noun: "trial")
        let trials = request.only == nil ? Array(all.prefix(usualTrials)) : all
        let last = trials.map { recall.stateCount($0) - 1 }.max() ?? 0
        let steps = spread(last, count: request.columns ?? usualColumns)
        let scale = try history.scale(request.colorMap)
        let rows = trials.map { trial -> [TileSheet.Tile?] in
            let end = recall.stateCount(trial) - 1
            // Up to the first place at or behind the stop, where the final state stands.
            let shown = steps.prefix { $0 < end } + steps.first { $0 >= end }.map { [$0] }.orEmpty
            return shown.map { step in
                let index = trial * recall.energy.columns + step
                return TileSheet.Tile(
                    history.tile(index, scale: scale), caption: caption(recall, trial, min(step, end), index))
            }
        }
        var sheet = TileSheet(rows: rows, title: request.title)
        sheet.columnHeadings = steps.map { $0 == 0 ? "cue" : "step \($0)" }
        sheet.rowHeadings = trials.map { recall.cues.names[$0] }
        sheet.groups = 1
        sheet.tileSide = 80
        sheet.scale = scale
        sheet.scaleLabel = "value"
        if trials.contains(where: { recall.targetIndex($0) != nil }) {
            sheet.subtitle = "below each state its overlap with the stored pattern"
        }
        if trials.count < all.count {
            sheet.footnote = "the first \(trials.count) of \(all.count) trials; --only shows others"
        }
        return sheet
    }

    /// At most `count` whole numbers from 0 to `last`, both among them, at equal distances as near as can be.
    static func spread(_ last: Int, count: Int) -> [Int] {
        guard last >= count else { return Array(0...last) }
        guard count > 1 else { return [last] }
        return (0..<count).map { ($0 * last * 2 + count - 1) / (2 * (count - 1)) }
    }

    private static func caption(_ recall: RecallDocument, _ trial: Int, _ step: Int, _ index: Int) -> [String] {
        guard let overlap = recall.overlapWithTarget(trial, step: step) else { return [] }
        return [FigureNumber.fixed(overlap, decimals: 3)]
    }
}

extension [Int]? {
    fileprivate var orEmpty: [Int] { self ?? [] }
}
