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
        /// [step, kept output].
        let potentials: Matrix
        /// The outputs whose potentials are kept.
        let kept: [Int]
        /// [step, output].
        let spikes: Matrix
        let populations: [(name: String, units: Range<Int>)]
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
            throw ViewObstacle(
                "holds spikes without potentials; recall again with canns-recall --cues SPIKES --potentials 0-5")
        }
        return Content(
            potentials: potentials, kept: response.keptOutputs ?? Array(0..<spikes.columns), spikes: spikes,
            populations: response.model.populations(of: spikes.columns) ?? [],
            threshold: response.model.value("threshold")?.real,
            time: TimeAxis(step: response.inputs.timeStep), training: response.training)
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let shown = try shown(content, request)
        let steps = try content.time.steps(request.span, of: content.potentials.rows)
        let plots = shown.indices.map { plot(content, column: $0, steps) }
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

    /// Columns of the potentials.
    private static func shown(_ content: Content, _ request: ViewRequest) throws -> Shown {
        guard request.only != nil else {
            return try request.shown(content.kept.map(String.init), most: usualUnits, noun: "output")
        }
        let columns = try request.shown(count: content.spikes.columns, noun: "output").indices.map { output in
            guard let column = content.kept.firstIndex(of: output) else {
                throw Failure(
                    "--only: the potentials of output \(output) were not kept; recall again with --potentials \(output)"
                )
            }
            return column
        }
        return Shown(indices: columns, footnote: nil)
    }

    /// The potential after each step; a spike, after which it is reset, reaches up to the threshold.
    private static func plot(_ content: Content, column: Int, _ steps: Range<Int>) -> LinePlot {
        let unit = content.kept[column]
        let population = content.populations.count > 1 ? content.populations.first { $0.units.contains(unit) } : nil
        func time(_ step: Int) -> Double { content.time.end(of: step) }
        var series = [
            Series(
                x: steps.map(time), y: steps.map { Double(content.potentials[$0, column]) }, kind: .line, style: 0)
        ]
        let fired = steps.filter { content.spikes[$0, unit] > 0 }
        if let threshold = content.threshold, !fired.isEmpty {
            series.append(
                Series("spike", x: fired.map(time), y: fired.map { _ in threshold }, kind: .markers, style: 1))
        }
        var plot = LinePlot(
            series, x: content.time.axis(steps), y: Axis("potential"),
            title: "output \(unit)" + (population.map { ", \($0.name)" } ?? ""))
        if let threshold = content.threshold {
            plot.references = [ReferenceLine(.horizontal, at: threshold, label: "threshold")]
        }
        return plot
    }
}
