import CommandKit
import Documents
import Figures
import Numerics
import Patterns

/// Spikes over time: of a file of spikes, or of the inputs and outputs of a layer.
enum RasterView: View {
    static let name = "raster"
    static let summary = "spikes over time, a line for each"
    static let options: Set<ViewOption> = [.only, .from, .to]

    struct Content {
        /// [step, unit].
        let inputs: PatternSet
        /// What a layer made of them, [step, output].
        var outputs: (spikes: Matrix, training: WeightsDocument.Training)?

        var time: TimeAxis { TimeAxis(step: inputs.timeStep) }
    }

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        switch document {
        case .patterns(let document) where document.patterns.coding == .spikes:
            return Content(inputs: document.patterns)
        case .patterns:
            throw ViewObstacle("the patterns are no spikes; make some with canns-import --spikes poisson")
        case .responses(let response):
            if case .spiking(let spikes, _, _) = response.contents {
                return Content(inputs: response.inputs, outputs: (spikes, response.training))
            }
        default: break
        }
        throw ViewObstacle(
            "\(document.noun) holds no spikes; present some to a spiking layer with canns-recall --cues SPIKES")
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let steps = try content.time.steps(request.span, of: content.inputs.count)
        guard let outputs = content.outputs else {
            var plot = try raster(content.inputs, content.time, steps, chosen: request, noun: "unit")
            plot.title = request.title ?? "Spikes"
            return plot
        }
        var input = try raster(content.inputs, content.time, steps, chosen: nil, noun: "unit")
        var output = try raster(outputs.spikes, content.time, steps, chosen: request, noun: "output")
        input.title = "input"
        output.title = "output"
        output.style = 1
        var grid = PlotGrid([input, output], columns: 1, title: request.title ?? "Spikes of inputs and outputs")
        grid.subtitle = Account.training(outputs.training)
        grid.sharesX = true
        grid.plotSize = Size(width: 460, height: 130)
        grid.rowWeights = [3, outputs.spikes.columns < 8 ? 1 : 2]
        return grid
    }

    private static func raster(
        _ spikes: PatternSet, _ time: TimeAxis, _ steps: Range<Int>, chosen: ViewRequest?, noun: String
    ) throws -> SpikeRaster {
        switch spikes.values {
        case .integers(let values): try raster(spikes.neurons, time, steps, chosen, noun) { values[$0] > 0 }
        case .reals(let values): try raster(spikes.neurons, time, steps, chosen, noun) { values[$0] > 0 }
        case .levels(let values): try raster(spikes.neurons, time, steps, chosen, noun) { values[$0] > 0 }
        }
    }

    private static func raster(
        _ spikes: Matrix, _ time: TimeAxis, _ steps: Range<Int>, chosen: ViewRequest?, noun: String
    ) throws -> SpikeRaster {
        try raster(spikes.columns, time, steps, chosen, noun) { spikes.values[$0] > 0 }
    }

    /// - Parameter chosen: a request whose `--only` speaks of these units; nil where it speaks of others.
    private static func raster(
        _ neurons: Int, _ time: TimeAxis, _ steps: Range<Int>, _ chosen: ViewRequest?, _ noun: String,
        fires: (Int) -> Bool
    ) throws -> SpikeRaster {
        let units = try chosen?.shown(count: neurons, noun: noun).indices ?? Array(0..<neurons)
        var spikes: [SpikeRaster.Spike] = []
        for step in steps {
            for (row, unit) in units.enumerated() where fires(step * neurons + unit) {
                spikes.append(SpikeRaster.Spike(step: step, unit: row))
            }
        }
        var plot = SpikeRaster(
            spikes: spikes, steps: steps.upperBound, units: units.count, stepLength: time.stepLength)
        plot.x = time.axis(steps)
        if chosen?.only != nil, units.count <= 40 { plot.unitNames = units.map(String.init) }
        return plot
    }
}
