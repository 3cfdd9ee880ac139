import CommandKit
import Documents
import Figures
import Numerics

/// Membrane potentials over time, one panel a unit, all with the same axes.
enum PotentialsView: View {
    static let name = "potentials"
    static let summary = "membrane potentials of the outputs over time"
    static let options: Set<ViewOption> = [.only, .columns, .from, .to]

    struct Content {
        /// [step, output], both.
        let potentials: Matrix
        let spikes: Matrix
        let threshold: Double?
        let time: TimeAxis
        let training: WeightsDocument.Training
    }

    /// Units unless `--only` says which.
    private static let usualUnits = 6

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        guard case .responses(let response) = document, case .spiking(let spikes, let stored, _) = response.contents
        else {
            throw ViewObstacle(
                "\(document.noun) holds no membrane potentials; present spikes to a spiking layer with canns-recall --cues SPIKES"
            )
        }
        guard let potentials = stored else {
            throw ViewObstacle("holds spikes without potentials; recall again with canns-recall --cues SPIKES")
        }
        return Content(
            potentials: potentials, spikes: spikes, threshold: response.model.value("threshold")?.real,
            time: TimeAxis(step: response.inputs.timeStep), training: response.training)
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let shown = try request.shown(count: content.potentials.columns, most: usualUnits, noun: "output")
        let steps = try content.time.steps(request.span, of: content.potentials.rows)
        let plots = shown.indices.map { plot(content, unit: $0, steps) }
        var grid = PlotGrid(
            plots, columns: request.columns ?? 1,
            title: request.title ?? "Membrane potentials of the outputs")
        grid.subtitle = Account.training(content.training)
        grid.sharesX = true
        grid.sharesY = true
        grid.plotSize = Size(width: 460, height: plots.count == 1 ? 180 : 72)
        grid.footnote = shown.footnote
        return grid
    }

    /// The potential after each step; a spike, after which it is reset, reaches up to the threshold.
    private static func plot(_ content: Content, unit: Int, _ steps: Range<Int>) -> LinePlot {
        func time(_ step: Int) -> Double { content.time.end(of: step) }
        var series = [
            Series(
                x: steps.map(time), y: steps.map { Double(content.potentials[$0, unit]) }, kind: .line, style: 0)
        ]
        let fired = steps.filter { content.spikes[$0, unit] > 0 }
        if let threshold = content.threshold, !fired.isEmpty {
            series.append(
                Series("spike", x: fired.map(time), y: fired.map { _ in threshold }, kind: .markers, style: 1))
        }
        var plot = LinePlot(
            series, x: content.time.axis(steps), y: Axis("potential"), title: "output \(unit)")
        if let threshold = content.threshold {
            plot.references = [ReferenceLine(.horizontal, at: threshold, label: "threshold")]
        }
        return plot
    }
}
