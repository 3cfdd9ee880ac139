import CommandKit
import Documents
import Figures
import Numerics
import Patterns

/// What each unit does on average for each label: mean responses, of spiking units rates.
enum TuningView: View {
    static let name = "tuning"
    static let summary = "the mean response of each unit to each label; of spiking units the rate"
    static let options: Set<ViewOption> = [.only, .sort, .from, .to, .colormap]

    struct Content {
        /// Nil for a linear layer.
        let spikes: SpikeContent?
        let responses: Matrix?
        let labels: PatternLabels
        let account: String?
    }

    /// Units whose numbers stand beside their rows, at most.
    private static let mostNames = 40

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        if case .responses(let response) = document, case .linear(let responses, _) = response.contents {
            guard let labels = response.inputs.labels, !labels.occurring.isEmpty else { throw lacking("patterns") }
            return Content(
                spikes: nil, responses: responses, labels: labels, account: Account.training(response.training))
        }
        let spikes = try SpikeContent(document)
        guard let labels = spikes.labels, !labels.occurring.isEmpty else { throw lacking("steps") }
        return Content(spikes: spikes, responses: nil, labels: labels, account: spikes.account)
    }

    private static func lacking(_ what: String) -> ViewObstacle {
        ViewObstacle(
            "the \(what) have no labels, which would tell what each shows; import them with canns-import --labels")
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let all = content.spikes.map { ($0.outputs ?? $0.inputs).count } ?? content.responses?.columns ?? 0
        let noun = content.spikes != nil && content.spikes?.outputs == nil ? "unit" : "output"
        let units = try request.only?.indices((0..<all).map(String.init), noun: noun) ?? Array(0..<all)
        let tuning = try tuning(content, units, request)
        guard !tuning.names.isEmpty else { throw Failure("no step or pattern that is shown has a label") }
        let order = request.sort == .label ? tuning.unitsByLabel : Array(units.indices)
        let perSecond = content.spikes?.timeStep.map { 1000 / $0 }
        let means = tuning.means
        let values = order.flatMap { unit in means.row(unit).map { $0 * Float(perSecond ?? 1) } }
        let isSigned = values.contains { $0 < 0 }
        var map = HeatMap(
            rows: units.count, columns: tuning.names.count, values: values,
            map: request.colorMap ?? (isSigned ? .balance : .viridis),
            title: request.title ?? (content.spikes == nil ? "Mean responses by label" : "Rates by label"))
        map.subtitle = content.account
        map.xLabel = "label"
        map.yLabel = request.sort == .label ? "\(noun), by label" : noun
        map.columnNames = tuning.names
        if units.count <= mostNames { map.rowNames = order.map { String(units[$0]) } }
        map.scaleLabel = content.spikes == nil ? "mean response" : perSecond == nil ? "spikes a step" : "rate"
        map.scaleUnit = perSecond == nil ? nil : "Hz"
        map.showsValues = true
        return map
    }

    private static func tuning(_ content: Content, _ units: [Int], _ request: ViewRequest) throws -> LabelTuning {
        if let spikes = content.spikes {
            let steps = try spikes.time.steps(request.span, of: spikes.stepCount)
            return try spikes.tuning(spikes.outputs ?? spikes.inputs, units, steps)
        }
        guard request.span.from == nil, request.span.to == nil, let responses = content.responses else {
            throw UsageError("--from and --to do not apply to the responses of a linear layer, which have no time")
        }
        var tuning = LabelTuning(content.labels, units: units.count, samples: 0..<responses.rows)
        for sample in 0..<responses.rows {
            for (row, unit) in units.enumerated() {
                tuning.add(Double(responses[sample, unit]), unit: row, sample: sample)
            }
        }
        return tuning
    }
}
