import CommandKit
import Documents
import Figures

/// Overlaps of final states with stored patterns as a matrix.
enum OverlapView: View {
    static let name = "overlap"
    static let summary = "overlap of each recalled state with each stored pattern"
    static let options: Set<ViewOption> = [.only, .colormap]

    static func obstacle(_ document: AnyDocument) -> String? {
        guard case .recall(let recall) = document else {
            return "\(document.noun) holds no recall; recall first with canns-recall"
        }
        return recall.overlap == nil ? "the network kept no patterns to compare with" : nil
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .recall(let recall) = document, let overlap = recall.overlap, let stored = recall.patterns else {
            throw Failure("no overlaps")
        }
        let trials = try request.only.indices(recall.cues.names, noun: "trial")
        var map = HeatMap(
            rows: trials.count, columns: overlap.columns, values: trials.flatMap { overlap.row($0) },
            map: request.colorMap ?? .balance, title: request.title)
        map.scale = ColorScale(map: request.colorMap ?? .balance, lower: -1, upper: 1)
        map.scaleLabel = "overlap"
        map.xLabel = "stored pattern"
        map.yLabel = "trial"
        map.showsValues = stored.count <= 12 && trials.count <= 12
        if stored.count <= 40 { map.columnNames = stored.names }
        if trials.count <= 40 { map.rowNames = trials.map { recall.cues.names[$0] } }
        return map
    }
}
