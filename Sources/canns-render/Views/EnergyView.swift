import CommandKit
import Documents
import Figures

/// The energy over the steps of a recall, one curve a trial.
enum EnergyView: View {
    static let name = "energy"
    static let summary = "the energy of each trial over the steps"
    static let options: Set<ViewOption> = [.only]

    static func content(of document: AnyDocument) throws(ViewObstacle) -> RecallDocument {
        let recall = try document.recall()
        guard recall.energy.values.contains(where: { $0.isFinite }) else { throw ViewObstacle("holds no energies") }
        return recall
    }

    static func figure(_ recall: RecallDocument, _ request: ViewRequest) throws -> any Figure {
        let trials = try request.shown(recall.cues.names, recall.cues.labels, noun: "trial").indices
        let curves = trials.map { trial in
            let values = recall.energy.row(trial).prefix(recall.stateCount(trial)).map { Double($0) }
            return StepCurves.Curve(name: recall.cues.names[trial], steps: Array(values.indices), values: values)
        }
        var plot = StepCurves.plot(curves, y: Axis("energy"), subtitle: Account.recall(recall))
        plot.title = request.title ?? "Energy over the steps"
        return plot
    }
}

/// Curves over the steps of a recall, one a trial.
enum StepCurves {
    /// More curves than this are thin lines without names.
    private static let mostNamed = 7

    struct Curve {
        let name: String
        let steps: [Int]
        let values: [Double]
    }

    static func plot(_ curves: [Curve], y: Axis, subtitle: String?) -> LinePlot {
        let isNamed = curves.count <= mostNamed
        let isShort = curves.allSatisfy { $0.values.count <= 40 }
        let series = curves.map { curve in
            Series(
                isNamed ? curve.name : "", x: curve.steps.map(Double.init), y: curve.values,
                kind: !isNamed ? .trace : isShort ? .data : .line, style: isNamed ? nil : 0)
        }
        var plot = LinePlot(series, x: Axis("step", wholeNumbers: true), y: y)
        let count = isNamed ? nil : "\(curves.count) trials"
        plot.subtitle = [subtitle, count].compactMap { $0 }.joined(separator: "; ")
        return plot
    }
}
