import CommandKit
import Documents
import Figures

/// Every quantity that training recorded, over the epochs, one panel each.
enum CurvesView: View {
    static let name = "curves"
    static let summary = "what training recorded over the epochs"
    static let options: Set<ViewOption> = [.only, .columns]

    static func content(of document: AnyDocument) throws(ViewObstacle) -> WeightsDocument.Training {
        var training = try document.training()
        training.curves.removeAll { $0.values.isEmpty }
        guard !training.curves.isEmpty else {
            throw ViewObstacle(
                "training recorded no curves; rules that learn in epochs do: canns-train --rule oja --epochs 50")
        }
        return training
    }

    static func figure(_ training: WeightsDocument.Training, _ request: ViewRequest) throws -> any Figure {
        let curves = training.curves
        let chosen = try request.shown(curves.map(\.name), noun: "quantity").indices.map { curves[$0] }
        let plots = chosen.map { curve -> LinePlot in
            let epochs = curve.values.indices.map { Double($0 + 1) }
            return LinePlot(
                [
                    Series(
                        x: epochs, y: curve.values.map { Double($0) }, kind: curve.values.count <= 30 ? .data : .line,
                        style: 0)
                ], x: Axis("epoch", wholeNumbers: true),
                y: Axis(words(curve.name), range: range(curve.name, curve.values)))
        }
        var grid = PlotGrid(
            plots, columns: request.columns ?? (plots.count < 3 ? 1 : nil),
            title: request.title ?? Account.training(training).map { "Training: \($0)" })
        grid.sharesX = true
        return grid
    }

    /// What stands at the axis: the quantity in words, as the file names it.
    private static func words(_ name: String) -> String {
        name == "change" ? "relative change" : String(name.map { $0 == "_" ? " " : $0 })
    }

    /// Shares are of one; a quantity that only rounding moves is shown amid its own magnitude.
    private static func range(_ name: String, _ values: [Float]) -> ClosedRange<Double>? {
        let finite = values.filter(\.isFinite).map { Double($0) }
        guard let low = finite.min(), let high = finite.max() else { return nil }
        if name.hasSuffix("_fraction"), low >= 0, high <= 1 { return -0.04...1.04 }
        let size = max(abs(low), abs(high))
        return size > 0 && high - low < 1e-5 * size ? low - 0.11 * size...high + 0.11 * size : nil
    }
}
