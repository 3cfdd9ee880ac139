import CommandKit
import Documents
import Figures
import Numerics

/// Tuning curves: the response of each output over the patterns; of a spiking layer the rate of each output.
enum ResponsesView: View {
    static let name = "responses"
    static let summary = "the response of each output to each pattern; of spiking outputs their rates"
    static let options: Set<ViewOption> = [.only, .columns]

    /// Outputs unless `--only` says which.
    private static let usualOutputs = 12

    static func obstacle(_ document: AnyDocument) -> String? {
        if case .responses = document { return nil }
        return "\(document.noun) holds no responses of a layer; present patterns to one with canns-recall --cues FILE"
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .responses(let response) = document else { throw Failure("no responses") }
        switch response.contents {
        case .linear(let responses, _): return try tuning(responses, response, request)
        case .spiking(_, _, let rates): return try self.rates(rates, response, request)
        }
    }

    private static func tuning(
        _ responses: Matrix, _ response: ResponseDocument, _ request: ViewRequest
    ) throws -> any Figure {
        let all = try request.only.units(responses.columns, noun: "output")
        let outputs = request.only == nil ? Array(all.prefix(usualOutputs)) : all
        let isShort = responses.rows <= 60
        let plots = outputs.map { output in
            LinePlot(
                [
                    Series(
                        x: (0..<responses.rows).map(Double.init),
                        y: (0..<responses.rows).map { Double(responses[$0, output]) }, kind: isShort ? .stems : .line,
                        style: 0)
                ], x: axis(response), y: Axis("response"), title: outputs.count > 1 ? "output \(output)" : request.title
            )
        }
        var grid = PlotGrid(plots, columns: request.columns, title: request.title)
        grid.sharesX = true
        grid.sharesY = true
        if outputs.count < all.count {
            grid.footnote = "the first \(outputs.count) of \(all.count) outputs; --only shows others"
        }
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
        let outputs = try request.only.units(rates.count, noun: "output")
        // Spikes a step of so many milliseconds, as spikes a second.
        let factor = 1000 / (response.inputs.timeStep ?? 1)
        return LinePlot(
            [
                Series(
                    x: outputs.map(Double.init), y: outputs.map { Double(rates[$0]) * factor },
                    kind: outputs.count <= 60 ? .stems : .line)
            ], x: Axis("output", wholeNumbers: true), y: Axis("rate", unit: "Hz", includesZero: true),
            title: request.title)
    }
}
