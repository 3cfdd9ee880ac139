import CommandKit
import Documents
import Figures
import Numerics
import Patterns

/// Overlaps of final states with stored patterns as a matrix.
enum OverlapView: View {
    static let name = "overlap"
    static let summary = "overlap of each recalled state with each stored pattern"
    static let options: Set<ViewOption> = [.only, .colormap]

    struct Content {
        let recall: RecallDocument
        /// [trial, pattern].
        let overlap: Matrix
        let stored: PatternSet
    }

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        let recall = try document.recall()
        guard let overlap = recall.overlap, let stored = recall.compared else {
            throw ViewObstacle("the network kept no patterns to compare with")
        }
        return Content(recall: recall, overlap: overlap, stored: stored)
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let (recall, overlap, stored) = (content.recall, content.overlap, content.stored)
        let trials = try request.shown(recall.cues.names, recall.cues.labels, noun: "trial").indices
        var map = HeatMap(
            rows: trials.count, columns: overlap.columns, values: trials.flatMap { overlap.row($0) },
            map: request.colorMap ?? .balance, title: request.title ?? "Overlap of recalled states with stored patterns"
        )
        map.scale = ColorScale(map: request.colorMap ?? .balance, lower: -1, upper: 1)
        map.subtitle = Account.recall(recall)
        map.scaleLabel = "overlap"
        map.xLabel = recall.isOfPairs ? "stored partner" : "stored pattern"
        map.yLabel = "trial"
        map.showsValues = stored.count <= 12 && trials.count <= 12
        if stored.count <= 40 { map.columnNames = recall.comparedNames ?? stored.names }
        if trials.count <= 40 { map.rowNames = trials.map { recall.cues.names[$0] } }
        return map
    }
}
