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

    /// The steps whose states were kept, the cue first.
    var steps: [Int] { recall.historySteps }

    /// The row in `history` of the state after a step, one of `steps`.
    func row(_ trial: Int, step: Int) -> Int {
        guard let place = steps.firstIndex(of: step) else { preconditionFailure("a step whose state was kept") }
        return trial * steps.count + place
    }

    /// At most `count` of the steps up to `last`, at equal distances as near as can be.
    func spread(to last: Int, count: Int) -> [Int] {
        let end = steps.firstIndex { $0 >= last } ?? steps.count - 1
        return FilmView.spread(end, count: count).map { steps[$0] }
    }

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
