import CommandKit
import Documents
import Figures
import Patterns

/// Stored, cue and recalled side by side, one row a trial.
enum RecallView: View {
    static let name = "recall"
    static let summary = "stored, cue and recalled side by side, wrong pixels marked"
    static let options: Set<ViewOption> = [.only, .sort, .columns, .colormap]

    /// Trials unless `--only` says which.
    private static let usualTrials = 24

    static func content(of document: AnyDocument) throws(ViewObstacle) -> RecallDocument { try document.recall() }

    static func figure(_ recall: RecallDocument, _ request: ViewRequest) throws -> any Figure {
        let shown = try request.shown(recall.cues.names, recall.cues.labels, most: usualTrials, noun: "trial")
        let trials = shown.indices
        let hasTargets = trials.contains { recall.targetIndex($0) != nil }
        var sheet = TileSheet(
            rows: try trials.map { try row(recall, $0, hasTargets, request) },
            title: request.title ?? Account.title("Recall", recall))
        sheet.subtitle = Account.recall(recall)
        sheet.columnHeadings = headings(recall, hasTargets)
        sheet.markLabels = ("wrong: white instead of black", "wrong: black instead of white")
        sheet.groups = request.columns
        sheet.aspect = request.options.aspect
        sheet.footnote = shown.footnote
        return sheet
    }

    private static func headings(_ recall: RecallDocument, _ hasTargets: Bool) -> [String] {
        guard recall.isOfPairs else { return hasTargets ? ["stored", "cue", "recalled"] : ["cue", "recalled"] }
        return (hasTargets ? ["partner"] : []) + ["cue", "answer"] + (recall.returned == nil ? [] : ["cue at rest"])
    }

    private static func row(
        _ recall: RecallDocument, _ trial: Int, _ hasTargets: Bool, _ request: ViewRequest
    ) throws -> [TileSheet.Tile?] {
        let overlaps = recall.overlap?.row(trial) ?? []
        let best = recall.bestMatch(trial)
        let target = recall.targetIndex(trial)
        var tiles: [TileSheet.Tile?] = []
        if hasTargets, let stored = recall.compared {
            let scale = try stored.scale(request.colorMap)
            let names = recall.comparedNames ?? stored.names
            tiles.append(
                target.map { TileSheet.Tile(stored.tile($0, scale: scale), caption: [names[$0]]) })
        }
        tiles.append(
            TileSheet.Tile(
                recall.cues.tile(trial, scale: try recall.cues.scale(request.colorMap)),
                caption: [cueCaption(recall, trial, target)]))
        tiles.append(
            TileSheet.Tile(
                recall.final.tile(trial, scale: try recall.final.scale(request.colorMap)),
                caption: caption(recall, trial, best, target, overlaps), marks: wrongUnits(recall, trial, target)))
        if let returned = recall.returned {
            tiles.append(
                TileSheet.Tile(returned.tile(trial, scale: try returned.scale(request.colorMap)), caption: []))
        }
        return tiles
    }

    private static func cueCaption(_ recall: RecallDocument, _ trial: Int, _ target: Int?) -> String {
        guard let stored = recall.patterns, let target else { return recall.cues.names[trial] }
        let overlap = recall.overlaps(of: recall.cues.selecting([trial]), with: stored.selecting([target]))[0, 0]
        return "overlap\u{A0}\(FigureNumber.fixed(Double(overlap), decimals: 3))"
    }

    private static func caption(
        _ recall: RecallDocument, _ trial: Int, _ best: Int?, _ target: Int?, _ overlaps: [Float]
    ) -> [String] {
        // Spaces that do not break keep a number with its word.
        let steps = "\(recall.steps[trial])\u{A0}\(recall.steps[trial] == 1 ? "step" : "steps")"
        let end = "\(recall.stop[trial].description), \(steps)"
        guard let best, let names = recall.comparedNames else { return [end] }
        let overlap = FigureNumber.fixed(Double(overlaps[best]), decimals: 3)
        let inverse = overlaps[best] < 0 ? "inverse of " : ""
        let name = best == target && inverse.isEmpty ? "" : "\(inverse)\(names[best]): "
        return ["\(name)overlap\u{A0}\(overlap)", end]
    }

    /// Units that differ from the pattern the cue was made of.
    private static func wrongUnits(_ recall: RecallDocument, _ trial: Int, _ target: Int?) -> [Int] {
        guard let target, let stored = recall.compared, case .integers(let states) = recall.final.values,
            case .integers(let patterns) = stored.values
        else { return [] }
        let count = stored.neurons
        return (0..<count).filter { states[trial * count + $0] != patterns[target * count + $0] }
    }
}
