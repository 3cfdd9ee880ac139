import CommandKit
import Documents
import Figures
import Numerics
import Patterns

/// Spikes over time: of a file of spikes, or of the inputs and outputs of a layer or network.
enum RasterView: View {
    static let name = "raster"
    static let summary = "spikes over time, a line for each; of a network by population"
    static let options: Set<ViewOption> = [.only, .sort, .from, .to]
    static let orders: [SortOrder] = SortOrder.allCases

    static func content(of document: AnyDocument) throws(ViewObstacle) -> SpikeContent {
        try SpikeContent(document)
    }

    static func figure(_ content: SpikeContent, _ request: ViewRequest) throws -> any Figure {
        let steps = try content.time.steps(request.span, of: content.stepCount)
        guard let outputs = content.outputs else {
            let units = try chosen(content.inputs, request, noun: "unit")
            var plot = try raster(content, content.inputs, units, steps, request)
            plot.title = request.title ?? "Spikes"
            return plot
        }
        var input = try raster(content, content.inputs, Array(0..<content.inputs.count), steps, nil)
        input.title = "input"
        let shown = try chosen(outputs, request, noun: "output")
        var plots = [input]
        for population in outputs.populations {
            let units = shown.filter(population.units.contains)
            guard !units.isEmpty else { continue }
            var output = try raster(content, outputs, units, steps, request)
            output.title = outputs.populations.count == 1 ? "output" : population.name
            output.style = 1 + (population.units.lowerBound > 0 ? 1 : 0)
            plots.append(output)
        }
        var grid = PlotGrid(plots, columns: 1, title: request.title ?? "Spikes of inputs and outputs")
        grid.subtitle = content.account
        grid.sharesX = true
        grid.plotSize = Size(width: 460, height: 130)
        grid.rowWeights = [3] + plots.dropFirst().map { $0.units < 8 ? 1 : 2 }
        return grid
    }

    private static func chosen(
        _ units: SpikeContent.Units, _ request: ViewRequest, noun: String
    ) throws -> [Int] {
        guard let only = request.only else { return Array(0..<units.count) }
        return try only.indices((0..<units.count).map(String.init), noun: noun)
    }

    /// - Parameter request: whose order the units have; nil for that of their numbers.
    private static func raster(
        _ content: SpikeContent, _ source: SpikeContent.Units, _ units: [Int], _ steps: Range<Int>,
        _ request: ViewRequest?
    ) throws -> SpikeRaster {
        var spikes: [SpikeRaster.Spike] = []
        source.forEachSpike(units, steps) { row, step in spikes.append(SpikeRaster.Spike(step: step, unit: row)) }
        var plot = SpikeRaster(
            spikes: spikes, steps: steps.upperBound, units: units.count, stepLength: content.time.stepLength)
        plot.x = content.time.axis(steps)
        var order = Array(units.indices)
        var names = units.map(String.init)
        switch request?.sort {
        case .firstSpike:
            order = plot.rowsByFirstSpike
            plot.unitLabel = "unit, by first spike"
        case .label:
            let tuning = try content.tuning(source, units, steps)
            order = tuning.unitsByLabel
            names = zip(names, tuning.preferred).map { $0 + ($1.map { ", \(tuning.names[$0])" } ?? "") }
            plot.unitLabel = "unit, by label"
        case nil: break
        }
        plot.order(order)
        let isNumbered = units == Array((units.first ?? 0)..<(units.first ?? 0) + units.count) && request?.sort == nil
        if isNumbered {
            plot.firstUnit = units.first ?? 0
        } else if units.count <= 40 {
            plot.unitNames = order.map { names[$0] }
        }
        return plot
    }
}
