import CommandKit
import Documents
import Figures

/// Every quantity that training recorded, over the epochs, one panel each.
enum CurvesView: View {
    static let name = "curves"
    static let summary = "what training recorded over the epochs"
    static let options: Set<ViewOption> = [.only, .columns]

    static func obstacle(_ document: AnyDocument) -> String? {
        guard let training = document.training else {
            return "\(document.noun) tells nothing of a training; train first with canns-train"
        }
        return training.curves.contains { !$0.values.isEmpty }
            ? nil : "training recorded no curves; rules that learn in epochs do: canns-train --rule oja --epochs 50"
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard let training = document.training else { throw Failure("no training") }
        let curves = training.curves.filter { !$0.values.isEmpty }
        let chosen = try request.only.indices(curves.map(\.name), noun: "quantity").map { curves[$0] }
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
        var grid = PlotGrid(plots, columns: request.columns ?? (plots.count < 3 ? 1 : nil), title: request.title)
        grid.sharesX = true
        grid.subtitle = training.value("rule")?.text.map { "rule \($0)" }
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

extension AnyDocument {
    /// What the file tells of the training of its weights.
    var training: WeightsDocument.Training? {
        switch self {
        case .weights(let document): document.training
        case .recall(let document): document.training
        case .responses(let document): document.training
        default: nil
        }
    }
}
