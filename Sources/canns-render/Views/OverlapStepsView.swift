import CommandKit
import Documents
import Figures

/// How the state comes near to the pattern that its cue was made of, one curve a trial.
enum OverlapStepsView: View {
    static let name = "overlap-steps"
    static let summary = "overlap of each trial with its pattern over the steps"
    static let options: Set<ViewOption> = [.only]

    static func content(of document: AnyDocument) throws(ViewObstacle) -> RecallStates {
        let states = try document.recallStates()
        guard states.names.indices.contains(where: { states.recall.targetIndex($0) != nil }) else {
            throw ViewObstacle("no cue was made of a stored pattern to compare with; recall without --cues")
        }
        return states
    }

    static func figure(_ states: RecallStates, _ request: ViewRequest) throws -> any Figure {
        let recall = states.recall
        let trials = try request.shown(states.names, noun: "trial").indices
        let curves = trials.compactMap { trial -> StepCurves.Curve? in
            guard recall.targetIndex(trial) != nil else { return nil }
            // Up to the stop, or the first step behind it whose state was kept.
            let end = recall.stateCount(trial) - 1
            let steps = states.steps.prefix { $0 < end } + states.steps.first { $0 >= end }.map { [$0] }.orEmpty
            let values = steps.compactMap { states.overlapWithTarget(trial, step: $0) }
            return StepCurves.Curve(name: states.names[trial], steps: steps.map { min($0, end) }, values: values)
        }
        guard !curves.isEmpty else { throw Failure("--only: none of these trials has a stored pattern") }
        var plot = StepCurves.plot(
            curves, y: Axis("overlap with the stored pattern", includesZero: true), subtitle: Account.recall(recall))
        plot.title = request.title ?? "Overlap over the steps"
        return plot
    }
}
