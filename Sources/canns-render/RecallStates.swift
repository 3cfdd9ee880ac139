import Documents
import Patterns

extension RecallDocument {
    /// The number of states that a trial went through, the cue among them.
    func stateCount(_ trial: Int) -> Int {
        // A memory without an energy tells the steps alone.
        let last = (0..<energy.columns).last { energy[trial, $0].isFinite } ?? Int(steps[trial]) - (isOfPairs ? 1 : 0)
        return min(last, energy.columns - 1) + 1
    }
}

/// A recall with the state of every step.
struct RecallStates {
    let recall: RecallDocument
    /// One row a trial and step.
    let history: PatternSet

    /// Nil for a recall that did not keep its states.
    init?(_ recall: RecallDocument) {
        guard let history = recall.history else { return nil }
        self.recall = recall
        self.history = history
    }

    var names: [String] { recall.cues.names }

    /// The row of a state in `history`.
    func row(_ trial: Int, step: Int) -> Int { trial * recall.energy.columns + step }

    /// The overlap of the state after a step with the pattern that the cue was made of.
    func overlapWithTarget(_ trial: Int, step: Int) -> Double? {
        guard let patterns = recall.compared, let target = recall.targetIndex(trial) else { return nil }
        // The cue is kept as it was given; later states lie where the activation puts them.
        let state =
            step == 0 && !recall.isOfPairs
            ? recall.cues.selecting([trial]) : history.selecting([row(trial, step: step)])
        return Double(recall.overlaps(of: state, with: patterns.selecting([target]))[0, 0])
    }
}
