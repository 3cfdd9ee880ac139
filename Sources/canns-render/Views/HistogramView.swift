import CommandKit
import Documents
import Figures

/// How often weights have which value; the matrix is passed through twice, block by block.
enum HistogramView: View {
    static let name = "histogram"
    static let summary = "how often weights have which value"
    static let options: Set<ViewOption> = []

    private static let bins = 80

    static func content(of document: AnyDocument) throws(ViewObstacle) -> WeightsDocument { try document.weights() }

    static func figure(_ weights: WeightsDocument, _ request: ViewRequest) throws -> any Figure {
        var (low, high) = (Float.infinity, -Float.infinity)
        try weights.forEachBlock(workers: request.workers) { block in
            for value in block where value.isFinite {
                low = value < low ? value : low
                high = value > high ? value : high
            }
        }
        guard low <= high else { throw Failure("no weight is a finite number") }
        let half = high > low ? 0 : max(abs(Double(low)) / 2, 0.5)
        var counter = HistogramCounter(lower: Double(low) - half, upper: Double(high) + half, bins: bins)
        try weights.forEachBlock(workers: request.workers) { counter.add($0) }
        // A logarithmic axis where the rare would vanish beside the frequent.
        let filled = counter.counts.filter { $0 > 0 }
        let isWide = (filled.max() ?? 1) > 1000 * (filled.min() ?? 1)
        var plot = Histogram(
            counter, x: Axis("weight"), y: Axis("number of weights", kind: isWide ? .log : .linear),
            title: request.title ?? WeightsView.title("Weights", weights))
        let (rows, columns) = try weights.weightShape()
        plot.subtitle = "\(rows)×\(columns) \(WeightsView.words(low, high))"
        return plot
    }
}
