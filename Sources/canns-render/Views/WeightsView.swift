import CommandKit
import Documents
import Figures
import Models

/// The weight matrix as a heat map; a large one is reduced block by block and never held whole.
enum WeightsView: View {
    static let name = "weights"
    static let summary = "the weight matrix as a heat map"
    static let options: Set<ViewOption> = [.reduce, .colormap]

    static func obstacle(_ document: AnyDocument) -> String? {
        if case .weights = document { return nil }
        return "\(document.noun) holds no weights; train some with canns-train"
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .weights(let weights) = document else { throw Failure("no weights") }
        let (rows, columns) = try weights.weightShape()
        var reducer = BlockReducer(
            rows: rows, columns: columns, maximumRows: request.resolution, maximumColumns: request.resolution,
            method: request.reduction)
        try weights.forEachBlock(workers: request.workers) { reducer.add($0) }
        var map = HeatMap(
            rows: reducer.blockRows, columns: reducer.blockColumns, values: reducer.finished(),
            map: request.colorMap ?? .balance, title: request.title)
        map.matrixRows = rows
        map.matrixColumns = columns
        map.xLabel = "presynaptic unit"
        map.yLabel = "postsynaptic unit"
        map.scaleLabel = "weight"
        map.reduction = request.reduction
        let isReduced = reducer.blockRows < rows || reducer.blockColumns < columns
        let method = request.reduction == .average ? "mean" : "extreme"
        let blocks = isReduced ? ", each cell the \(method) of a block" : ""
        map.subtitle = "\(rows)×\(columns) \(words(reducer.minimum, reducer.maximum))\(blocks)"
        return map
    }

    /// "weights from -1 to 1", or what all of them are.
    static func words(_ least: Float, _ greatest: Float) -> String {
        let (low, high) = (FigureNumber.short(Double(least)), FigureNumber.short(Double(greatest)))
        return least == greatest ? "weights, all \(low)" : "weights from \(low) to \(high)"
    }
}
