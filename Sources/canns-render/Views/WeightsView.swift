import CommandKit
import Documents
import Figures
import Models

/// The weight matrix as a heat map; a large one is reduced block by block and never held whole.
enum WeightsView: View {
    static let name = "weights"
    static let summary = "the weight matrix as a heat map"
    static let options: Set<ViewOption> = [.reduce, .colormap]

    static func content(of document: AnyDocument) throws(ViewObstacle) -> WeightsDocument { try document.weights() }

    static func figure(_ weights: WeightsDocument, _ request: ViewRequest) throws -> any Figure {
        let (rows, columns) = try weights.weightShape()
        let blocks = request.options.blocks(pictureRows: pictureRows(weights))
        var reducer = BlockReducer(
            rows: rows, columns: columns, maximumRows: blocks, maximumColumns: blocks,
            method: request.reduction)
        try weights.forEachBlock(workers: request.workers) { reducer.add($0) }
        var map = HeatMap(
            rows: reducer.blockRows, columns: reducer.blockColumns, values: reducer.finished(),
            map: request.colorMap ?? .balance, title: request.title ?? title("Weights", weights))
        map.matrixRows = rows
        map.matrixColumns = columns
        map.xLabel = "presynaptic unit"
        map.yLabel = "postsynaptic unit"
        map.scaleLabel = "weight"
        map.reduction = request.reduction
        let isReduced = reducer.blockRows < rows || reducer.blockColumns < columns
        let method = request.reduction == .average ? "mean" : "extreme"
        let cells = isReduced ? ", each cell the \(method) of a block" : ""
        map.subtitle = "\(rows)×\(columns) \(words(reducer.minimum, reducer.maximum))\(cells)"
        return map
    }

    /// "Weights of the hebbian rule" and what else the file tells of the training.
    static func title(_ subject: String, _ weights: WeightsDocument) -> String {
        Account.training(weights.training).map { "\(subject): \($0)" } ?? subject
    }

    /// Rows of the pictures that the units form.
    private static func pictureRows(_ weights: WeightsDocument) -> Int? {
        guard let geometry = weights.inputGeometry ?? weights.patterns?.geometry else { return nil }
        return geometry.rows
    }

    /// "weights from -1 to 1", or what all of them are.
    static func words(_ least: Float, _ greatest: Float) -> String {
        let (low, high) = (FigureNumber.short(Double(least)), FigureNumber.short(Double(greatest)))
        return least == greatest ? "weights, all \(low)" : "weights from \(low) to \(high)"
    }
}
