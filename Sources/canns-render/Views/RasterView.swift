import CommandKit
import Documents
import Figures
import Numerics
import Patterns

/// Spikes over time: of a file of spikes, or of the inputs and outputs of a layer.
enum RasterView: View {
    static let name = "raster"
    static let summary = "spikes over time, a line for each"
    static let options: Set<ViewOption> = [.only]

    static func obstacle(_ document: AnyDocument) -> String? {
        switch document {
        case .patterns(let document) where document.patterns.coding == .spikes: nil
        case .responses(let document) where document.spikes != nil: nil
        case .patterns: "the patterns are no spikes; make some with canns-import --spikes poisson"
        default: "\(document.noun) holds no spikes; present some to a spiking layer with canns-recall --cues SPIKES"
        }
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        if case .responses(let response) = document, let spikes = response.spikes {
            let units = try request.only.units(spikes.columns, noun: "output")
            let step = response.inputs.timeStep ?? 1
            var input = raster(response.inputs, units: nil, step: step, label: "unit")
            var output = raster(spikes, units: request.only == nil ? nil : units, step: step, label: "unit")
            input.title = "input"
            output.title = "output"
            output.style = 1
            var grid = PlotGrid([input, output], columns: 1, title: request.title)
            grid.sharesX = true
            grid.plotSize = Size(width: 460, height: 130)
            grid.rowWeights = [3, spikes.columns < 8 ? 1 : 2]
            return grid
        }
        guard let patterns = document.patterns else { throw Failure("no spikes") }
        let units = try request.only.map { _ in try request.only.units(patterns.neurons, noun: "unit") }
        var plot = raster(patterns, units: units, step: patterns.timeStep ?? 1, label: "unit")
        plot.title = request.title
        return plot
    }

    private static func raster(_ spikes: PatternSet, units: [Int]?, step: Double, label: String) -> SpikeRaster {
        raster(steps: spikes.count, neurons: spikes.neurons, units, step, label) { index in
            switch spikes.values {
            case .integers(let values): values[index] > 0
            case .reals(let values): values[index] > 0
            }
        }
    }

    private static func raster(_ spikes: Matrix, units: [Int]?, step: Double, label: String) -> SpikeRaster {
        raster(steps: spikes.rows, neurons: spikes.columns, units, step, label) { spikes.values[$0] > 0 }
    }

    private static func raster(
        steps: Int, neurons: Int, _ chosen: [Int]?, _ step: Double, _ label: String, fires: (Int) -> Bool
    ) -> SpikeRaster {
        let units = chosen ?? Array(0..<neurons)
        var spikes: [SpikeRaster.Spike] = []
        for time in 0..<steps {
            for (row, unit) in units.enumerated() where fires(time * neurons + unit) {
                spikes.append(SpikeRaster.Spike(step: time, unit: row))
            }
        }
        var plot = SpikeRaster(spikes: spikes, steps: steps, units: units.count, stepLength: step, unitLabel: label)
        if chosen != nil, units.count <= 40 { plot.unitNames = units.map(String.init) }
        return plot
    }
}

extension ResponseDocument {
    /// Output spikes, [step, output]; nil of a linear layer.
    var spikes: Matrix? {
        if case .spiking(let spikes, _, _) = contents { spikes } else { nil }
    }
}
