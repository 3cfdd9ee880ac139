import CommandKit
import Documents
import Figures
import Numerics

/// Membrane potentials over time, one panel a unit, all with the same axes.
enum PotentialsView: View {
    static let name = "potentials"
    static let summary = "membrane potentials of the outputs over time"
    static let options: Set<ViewOption> = [.only, .columns]

    /// Units unless `--only` says which.
    private static let usualUnits = 6

    static func obstacle(_ document: AnyDocument) -> String? {
        guard case .responses(let response) = document, case .spiking(_, let potentials, _) = response.contents else {
            return
                "\(document.noun) holds no membrane potentials; present spikes to a spiking layer with canns-recall --cues SPIKES"
        }
        return potentials == nil ? "holds spikes without potentials; recall again with canns-recall --cues SPIKES" : nil
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .responses(let response) = document, case .spiking(let spikes, let stored, _) = response.contents,
            let potentials = stored
        else { throw Failure("no potentials") }
        let all = try request.only.units(potentials.columns, noun: "output")
        let units = request.only == nil ? Array(all.prefix(usualUnits)) : all
        let step = response.inputs.timeStep ?? 1
        let threshold = response.model.value("threshold")?.real
        let plots = units.map { plot(potentials, spikes, unit: $0, step: step, threshold: threshold) }
        var grid = PlotGrid(plots, columns: request.columns ?? 1, title: request.title)
        grid.sharesX = true
        grid.sharesY = true
        grid.plotSize = Size(width: 460, height: plots.count == 1 ? 180 : 72)
        if units.count < all.count {
            grid.footnote = "the first \(units.count) of \(all.count) outputs; --only shows others"
        }
        return grid
    }

    /// The potential after each step; a spike, after which it is reset, reaches up to the threshold.
    private static func plot(
        _ potentials: Matrix, _ spikes: Matrix, unit: Int, step: Double, threshold: Double?
    ) -> LinePlot {
        let times = (0..<potentials.rows).map { (Double($0) + 1) * step }
        var series = [
            Series(x: times, y: (0..<potentials.rows).map { Double(potentials[$0, unit]) }, kind: .line, style: 0)
        ]
        let fired = (0..<spikes.rows).filter { spikes[$0, unit] > 0 }
        if let threshold, !fired.isEmpty {
            series.append(
                Series(
                    "spike", x: fired.map { times[$0] }, y: fired.map { _ in threshold }, kind: .markers, style: 1))
        }
        var plot = LinePlot(
            series, x: Axis("time", unit: "ms", range: 0...max(step, Double(potentials.rows) * step)),
            y: Axis("potential"), title: "output \(unit)")
        if let threshold { plot.references = [ReferenceLine(.horizontal, at: threshold, label: "threshold")] }
        return plot
    }
}
