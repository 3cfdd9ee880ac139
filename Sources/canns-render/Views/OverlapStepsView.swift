import CommandKit
import Documents
import Figures

/// How the state comes near to the pattern that its cue was made of, one curve a trial.
enum OverlapStepsView: View {
    static let name = "overlap-steps"
    static let summary = "overlap of each trial with its pattern over the steps"
    static let options: Set<ViewOption> = [.only]

    static func obstacle(_ document: AnyDocument) -> String? {
        if let obstacle = FilmView.obstacle(document) { return obstacle }
        guard case .recall(let recall) = document else { return nil }
        return recall.cues.names.indices.contains { recall.targetIndex($0) != nil }
            ? nil : "no cue was made of a stored pattern to compare with; recall without --cues"
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .recall(let recall) = document else { throw Failure("no recall") }
        let trials = try request.only.indices(recall.cues.names, noun: "trial")
        let curves = trials.compactMap { trial -> (name: String, values: [Double])? in
            guard recall.targetIndex(trial) != nil else { return nil }
            let values = (0..<recall.stateCount(trial)).compactMap { recall.overlapWithTarget(trial, step: $0) }
            return (recall.cues.names[trial], values)
        }
        guard !curves.isEmpty else { throw Failure("--only: none of these trials has a stored pattern") }
        return StepCurves.plot(curves, y: Axis("overlap with the stored pattern", includesZero: true), request)
    }
}
