import CommandKit
import Documents
import Figures
import Models
import Numerics

/// Weights over the epochs, from the snapshots of a training: how all of them are spread, or each of some units.
enum SnapshotsView: View {
    static let name = "snapshots"
    static let summary = "weights over the epochs: their quartiles, or with --only each weight of some units"
    static let options: Set<ViewOption> = [.only, .columns]

    struct Content {
        let snapshots: [(epoch: Int, weights: Matrix)]
        /// For each output the places of the weights that lead to it and learn.
        let places: [[Int]]
        let training: WeightsDocument.Training
    }

    /// Weights of an output that are drawn at most.
    private static let mostLines = 400

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        let weights = try document.weights()
        guard let first = weights.snapshots.first?.weights else {
            throw ViewObstacle("holds no weights of earlier epochs; train again with canns-train --snapshots N")
        }
        var places: [[Int]]
        if case .connections(let connections, _)? = weights.content {
            places = [[Int]](repeating: [], count: connections.units)
            for (place, target) in connections.targets.enumerated() where connections.isPlastic[place] {
                places[Int(target)].append(place)
            }
        } else {
            places = (0..<first.rows).map { row in Array(row * first.columns..<(row + 1) * first.columns) }
        }
        guard places.contains(where: { !$0.isEmpty }) else {
            throw ViewObstacle("no weight of the network learns, so that all stay as they are")
        }
        return Content(
            snapshots: weights.snapshots.map { ($0.epoch, $0.weights) }, places: places, training: weights.training)
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let title = request.title ?? "Weights over the epochs"
        guard request.only != nil else {
            if request.columns != nil { throw UsageError("--columns does not apply to one plot; --only draws more") }
            var plot = try spread(content)
            (plot.title, plot.subtitle) = (title, Account.training(content.training))
            return plot
        }
        let outputs = try request.shown(count: content.places.count, noun: "output").indices
        var grid = PlotGrid(
            try outputs.map { try lines(content, output: $0) }, columns: request.columns, title: title)
        grid.subtitle = Account.training(content.training)
        grid.sharesX = true
        grid.sharesY = true
        return grid
    }

    private static func epochs(_ content: Content) -> [Double] { content.snapshots.map { Double($0.epoch) } }
    private static let x = Axis("epoch", wholeNumbers: true)

    /// Median, quartiles, least and greatest of all weights that learn.
    private static func spread(_ content: Content) throws -> LinePlot {
        let places = content.places.flatMap { $0 }
        let quantiles = content.snapshots.map { snapshot in
            Quantiles(of: places.map { snapshot.weights.values[$0] })
        }
        func series(_ name: String, _ share: Double, style: Int) -> Series {
            Series(name, x: epochs(content), y: quantiles.map { $0[share] }, kind: .line, style: style)
        }
        var median = series("median, quartiles", 0.5, style: 0)
        (median.lower, median.upper) = (quantiles.map { $0[0.25] }, quantiles.map { $0[0.75] })
        median.spread = .band
        return LinePlot(
            [median, series("least", 0, style: 1), series("greatest", 1, style: 2)], x: x, y: Axis("weight"))
    }

    private static func lines(_ content: Content, output: Int) throws -> LinePlot {
        let places = content.places[output]
        guard !places.isEmpty else { throw Failure("--only: no weight to output \(output) learns") }
        guard places.count <= mostLines else {
            throw Failure(
                "--only: output \(output) has \(places.count) weights, expected at most \(mostLines) to tell lines apart; "
                    + "without --only their quartiles are shown")
        }
        let lines = places.map { place in
            Series(
                x: epochs(content), y: content.snapshots.map { Double($0.weights.values[place]) }, kind: .line, style: 0
            )
        }
        return LinePlot(lines, x: x, y: Axis("weight"), title: "output \(output)")
    }
}
