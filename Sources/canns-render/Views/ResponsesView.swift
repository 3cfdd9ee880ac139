import CommandKit
import Documents
import Figures
import Models
import Numerics

/// Tuning curves: the response of each output over the patterns; of a spiking layer the rate of each output.
enum ResponsesView: View {
    static let name = "responses"
    static let summary = "the response of each output to each pattern; of spiking outputs their rates"
    static let options: Set<ViewOption> = [.only, .columns, .from, .to]

    /// Outputs unless `--only` says which.
    private static let usualOutputs = 12

    static func content(of document: AnyDocument) throws(ViewObstacle) -> ResponseDocument {
        guard case .responses(let response) = document else {
            throw ViewObstacle(
                "\(document.noun) holds no responses of a layer; present patterns to one with canns-recall --cues FILE")
        }
        return response
    }

    static func figure(_ response: ResponseDocument, _ request: ViewRequest) throws -> any Figure {
        switch response.contents {
        case .linear(let responses, _):
            guard request.span.from == nil, request.span.to == nil else {
                throw UsageError("--from and --to do not apply to the responses of a linear layer, which have no time")
            }
            return try tuning(responses, response, request)
        case .spiking(let spikes, _, _):
            let steps = try TimeAxis(step: response.inputs.timeStep).steps(request.span, of: spikes.rows)
            let part = Matrix(
                rows: steps.count, columns: spikes.columns,
                values: Array(spikes.values[steps.lowerBound * spikes.columns..<steps.upperBound * spikes.columns]))
            return try rates(SpikeRecord(spikes: part, potentials: nil).rates, response, request)
        }
    }

    private static func tuning(
        _ responses: Matrix, _ response: ResponseDocument, _ request: ViewRequest
    ) throws -> any Figure {
        let shown = try request.shown(count: responses.columns, most: usualOutputs, noun: "output")
        let outputs = shown.indices
        let isShort = responses.rows <= 60
        let plots = outputs.map { output in
            LinePlot(
                [
                    Series(
                        x: (0..<responses.rows).map(Double.init),
                        y: (0..<responses.rows).map { Double(responses[$0, output]) }, kind: isShort ? .stems : .line,
                        style: 0)
                ], x: axis(response), y: Axis("response"), title: "output \(output)")
        }
        var grid = PlotGrid(
            plots, columns: request.columns,
            title: request.title
                ?? (outputs.count == 1 ? "Responses of output \(outputs[0])" : "Responses of the outputs"))
        grid.subtitle = Account.training(response.training)
        grid.sharesX = true
        grid.sharesY = true
        grid.footnote = shown.footnote
        return grid
    }

    /// Names where they are few and short, else numbers.
    private static func axis(_ response: ResponseDocument) -> Axis {
        let names = response.inputs.names
        let fit = names.count <= 12 && names.allSatisfy { $0.count <= 3 }
        return Axis("pattern", wholeNumbers: true, categories: fit ? names : nil)
    }

    private static func rates(
        _ rates: [Float], _ response: ResponseDocument, _ request: ViewRequest
    ) throws -> any Figure {
        if request.columns != nil {
            throw UsageError("--columns does not apply to the rates of spiking outputs, which are one plot")
        }
        let outputs = try request.shown(count: rates.count, noun: "output").indices
        // Spikes a step of so many milliseconds, as spikes a second; of unknown steps, spikes a step.
        let factor = response.inputs.timeStep.map { 1000 / $0 } ?? 1
        let unit = response.inputs.timeStep == nil ? "spikes a step" : "Hz"
        var plot = LinePlot(
            [
                Series(
                    x: outputs.map(Double.init), y: outputs.map { Double(rates[$0]) * factor },
                    kind: outputs.count <= 60 ? .stems : .line)
            ], x: Axis("output", wholeNumbers: true), y: Axis("rate", unit: unit, includesZero: true),
            title: request.title ?? "Rates of the outputs")
        plot.subtitle = Account.training(response.training)
        return plot
    }
}
