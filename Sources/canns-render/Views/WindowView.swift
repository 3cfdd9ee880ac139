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

    struct Content {
        let rule: any LocalRule
        /// The length of a time step in ms; nil where the file does not tell.
        let timeStep: Double?
    }

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        guard let training = try? document.training(), let name = training.value("rule")?.text else {
            throw ViewObstacle("\(document.noun) names no learning rule; train first with canns-train --rule stdp")
        }
        guard RuleRegistry.rule(named: name).map(WindowStudy.hasWindow) == true else {
            throw ViewObstacle(
                "rule \(name) does not learn from the timing of spikes; train with canns-train --rule stdp")
        }
        do {
            guard let rule = try training.rule(with: WindowStudy.still) as? any LocalRule else {
                throw ViewObstacle("rule \(name) has no learning window")
            }
            return Content(rule: try rule.bySteps(of: document.timeStep), timeStep: document.timeStep)
        } catch { throw ViewObstacle("\(error)") }
    }

    static func figure(_ content: Content, _ request: ViewRequest) throws -> any Figure {
        let rule = content.rule
        let window = try LearningWindow(of: rule, atMost: longestLag)
        let time = TimeAxis(step: content.timeStep)
        func branch(_ lags: ClosedRange<Int>, _ name: String, _ style: Int) -> Series {
            Series(
                name, x: lags.map { Double($0) * time.stepLength }, y: lags.map { window[$0] }, kind: .line,
                style: style)
        }
        var plot = LinePlot(
            [
                branch(-window.reach ... -1, "output before input", 1),
                branch(1...window.reach, "input before output", 0),
            ], x: Axis("time of the output spike after the input spike", unit: time.unit),
            y: Axis("change of the weight"),
            title: request.title ?? "Learning window of the \(type(of: rule).description.name) rule")
        plot.series.append(Series("both at once", x: [0], y: [window[0]], kind: .markers, style: 2))
        plot.references = [ReferenceLine(.horizontal, at: 0), ReferenceLine(.vertical, at: 0)]
        let presented =
            window.pairs == 1
            ? "one pair of spikes" : "mean of \(window.pairs) pairs \(window.interval) steps apart"
        plot.subtitle = "\(presented)\(condition(rule)), weight half-way between its bounds"
        return plot
    }

    /// What else than the lag matters to the rule, and how it is kept out of the measurement.
    private static func condition(_ rule: any LocalRule) -> String {
        let names = type(of: rule).parameterTable.map(\.name)
        if names.contains("scaling-rate") { return ", no scaling" }
        return names.contains("reward-input") ? ", reward 1 throughout" : ""
    }
}

extension AnyDocument {
    /// The length of a time step in ms; nil where the file does not tell.
    fileprivate var timeStep: Double? {
        switch self {
        case .weights(let document): document.model.value("dt")?.real
        case .responses(let document): document.inputs.timeStep
        default: nil
        }
    }
}
