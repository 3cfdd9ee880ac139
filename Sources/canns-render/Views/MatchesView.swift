import CommandKit
import Documents
import Figures
import Numerics

/// Overlaps of the states of one trial with all stored patterns, step after step: a sequence is seen as a staircase.
enum MatchesView: View {
    static let name = "matches"
    static let summary = "overlap of the states of one trial with each stored pattern step after step"
    static let options: Set<ViewOption> = [.only, .colormap]

    static func content(of document: AnyDocument) throws(ViewObstacle) -> RecallStates {
        let states = try document.recallStates()
        guard states.recall.patterns != nil else {
            throw ViewObstacle("the network kept no patterns to compare with")
        }
        return states
    }

    static func figure(_ states: RecallStates, _ request: ViewRequest) throws -> any Figure {
        let recall = states.recall
        guard let stored = recall.patterns else { throw Failure("the network kept no patterns to compare with") }
        let shown = try request.shown(states.names, most: 1, noun: "trial")
        guard let trial = shown.indices.first, shown.indices.count == 1 else {
            throw Failure("--only: names \(shown.indices.count) trials, expected one, whose steps are drawn")
        }
        let last = recall.stateCount(trial) - 1
        let steps = states.steps.filter { $0 <= last }
        let rows = states.history.selecting(steps.map { states.row(trial, step: $0) })
        // The cue is kept as it was given; later states lie where the activation puts them.
        let cue = recall.overlaps(of: recall.cues.selecting([trial]), with: stored)
        var overlaps = recall.overlaps(of: rows, with: stored)
        for pattern in 0..<stored.count { overlaps[0, pattern] = cue[0, pattern] }
        let map = request.colorMap ?? .balance
        var figure = HeatMap(
            rows: stored.count, columns: steps.count,
            values: (0..<stored.count).flatMap { pattern in steps.indices.map { overlaps[$0, pattern] } },
            map: map, title: request.title ?? "\(states.names[trial]): overlap with each pattern over the steps")
        figure.scale = ColorScale(map: map, lower: -1, upper: 1)
        figure.subtitle = Account.recall(recall)
        figure.scaleLabel = "overlap"
        figure.xLabel = "step"
        figure.yLabel = "stored pattern"
        if steps.count <= 40 {
            figure.columnNames = steps.map(String.init)
        } else if steps != Array(steps.indices) {
            figure.xLabel = "kept step"
        }
        if stored.count <= 40 { figure.rowNames = stored.names }
        figure.footnote = shown.footnote
        return figure
    }
}
