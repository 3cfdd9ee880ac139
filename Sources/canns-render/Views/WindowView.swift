import CommandKit
import Documents
import Figures
import LearningRules
import Numerics
import Parameters
import Studies

/// The learning window of the rule that the file names: the rule itself is given pairs of spikes.
enum WindowView: View {
    static let name = "window"
    static let summary = "the learning window of the rule by spike timing, measured"
    static let options: Set<ViewOption> = []

    /// Steps between the spikes, at most.
    private static let longestLag = 250

    static func obstacle(_ document: AnyDocument) -> String? {
        guard let name = document.training?.value("rule")?.text else {
            return "\(document.noun) names no learning rule; train first with canns-train --rule stdp"
        }
        guard RuleRegistry.rule(named: name).flatMap({ $0 as? any LocalRule.Type })?.layerKind == .spiking else {
            return "rule \(name) does not learn from the timing of spikes; train with canns-train --rule stdp"
        }
        return nil
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard let training = document.training, let rule = try rule(training) else { throw Failure("no rule") }
        // Triplets show only when pairs are repeated.
        let hasTriplets = (rule as? any SpikeRule)?.pairing.hasTriplets ?? false
        let (pairs, interval) = hasTriplets ? (60, 50) : (1, 1000)
        let experiment = WindowStudy.experiment(rule, pairs: pairs, interval: interval, weight: nil)
        let largest = try width(experiment)
        let step = document.timeStep
        func branch(_ lags: ClosedRange<Int>, _ name: String, _ style: Int) throws -> Series {
            Series(
                name, x: lags.map { Double($0) * step }, y: try lags.map { try experiment($0) }, kind: .line,
                style: style)
        }
        var plot = LinePlot(
            [
                try branch(-largest ... -1, "output before input", 1),
                try branch(1...largest, "input before output", 0),
            ], x: Axis("time of the output spike after the input spike", unit: "ms"), y: Axis("change of the weight"),
            title: request.title)
        plot.series.append(Series("both at once", x: [0], y: [try experiment(0)], kind: .markers, style: 2))
        plot.references = [ReferenceLine(.horizontal, at: 0), ReferenceLine(.vertical, at: 0)]
        let presented =
            pairs == 1 ? "one pair of spikes" : "mean of \(pairs) pairs \(interval) steps apart"
        let name = type(of: rule).description.name
        plot.subtitle = "rule \(name), \(presented)\(condition(rule)), weight half-way between its bounds"
        return plot
    }

    /// Lags beyond which the change differs by less than a hundredth of its range from that of spikes far apart.
    private static func width(_ experiment: PairingExperiment) throws -> Int {
        func changes(_ lag: Int) throws -> [Double] { [try experiment(lag), try experiment(-lag)] }
        let far = try changes(longestLag)
        func distance(_ lag: Int) throws -> Double { zip(try changes(lag), far).map { abs($0 - $1) }.max() ?? 0 }
        let least = try distance(1) / 100
        var lag = 10
        while lag < longestLag, try distance(lag) > least { lag = min(longestLag, lag + max(1, lag / 8)) }
        return lag
    }

    /// What else than the lag matters to the rule, and how it is kept out of the measurement.
    private static func condition(_ rule: any LocalRule) -> String {
        let names = type(of: rule).parameterTable.map(\.name)
        if names.contains("scaling-rate") { return ", no scaling" }
        return names.contains("reward-input") ? ", reward 1 throughout" : ""
    }

    /// The rule with the parameters that the file keeps. Scaling, which follows rates rather than timing, is off, and
    /// the reward is 1 at all times.
    private static func rule(_ training: WeightsDocument.Training) throws -> (any LocalRule)? {
        guard let name = training.value("rule")?.text, let type = RuleRegistry.rule(named: name) else { return nil }
        var given: [String: ParameterValue] = [:]
        for parameter in type.parameterTable {
            given[parameter.name] = training.value(parameter.attributeName)?.parameterValue(parameter.kind)
        }
        if given["scaling-rate"] != nil { given["scaling-rate"] = .number(0) }
        if given["reward-input"] != nil { given["reward-input"] = .integer(-1) }
        return try type.init(given) as? any LocalRule
    }
}

extension AnyDocument {
    /// The length of a time step in ms, 1 where the file does not tell.
    fileprivate var timeStep: Double {
        switch self {
        case .weights(let document): document.model.value("dt")?.real ?? 1
        case .responses(let document): document.inputs.timeStep ?? 1
        default: 1
        }
    }
}
