import CommandKit
import Documents
import Figures

/// The energy over the steps of a recall, one curve a trial.
enum EnergyView: View {
    static let name = "energy"
    static let summary = "the energy of each trial over the steps"
    static let options: Set<ViewOption> = [.only]

    static func obstacle(_ document: AnyDocument) -> String? {
        guard case .recall(let recall) = document else {
            return "\(document.noun) holds no recall; recall first with canns-recall"
        }
        return recall.energy.values.contains { $0.isFinite } ? nil : "holds no energies"
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .recall(let recall) = document else { throw Failure("no recall") }
        let trials = try request.only.indices(recall.cues.names, noun: "trial")
        let curves = trials.map { trial in
            (recall.cues.names[trial], recall.energy.row(trial).prefix(recall.stateCount(trial)).map { Double($0) })
        }
        return StepCurves.plot(curves, y: Axis("energy"), request)
    }
}

/// Curves over the steps of a recall, one a trial.
enum StepCurves {
    /// More curves than this are thin lines without names.
    private static let mostNamed = 7

    static func plot(_ curves: [(name: String, values: [Double])], y: Axis, _ request: ViewRequest) -> LinePlot {
        let isNamed = curves.count <= mostNamed
        let isShort = curves.allSatisfy { $0.values.count <= 40 }
        let series = curves.map { curve in
            Series(
                isNamed ? curve.name : "", x: curve.values.indices.map(Double.init), y: curve.values,
                kind: !isNamed ? .trace : isShort ? .data : .line, style: isNamed ? nil : 0)
        }
        var plot = LinePlot(series, x: Axis("step", wholeNumbers: true), y: y, title: request.title)
        if !isNamed { plot.subtitle = "\(curves.count) trials" }
        return plot
    }
}
