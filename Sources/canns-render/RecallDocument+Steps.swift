import Documents
import Models
import Patterns

extension RecallDocument {
    /// The number of states that a trial went through, the cue among them.
    func stateCount(_ trial: Int) -> Int {
        max(1, (0..<energy.columns).reversed().first { energy[trial, $0].isFinite }.map { $0 + 1 } ?? 1)
    }

    /// The stored pattern that the cue of a trial was made of; nil for none.
    func targetIndex(_ trial: Int) -> Int? {
        guard let patterns, patterns.indices.contains(Int(target[trial])) else { return nil }
        return Int(target[trial])
    }

    /// The overlap of the state after a step with the pattern that the cue was made of.
    func overlapWithTarget(_ trial: Int, step: Int) -> Double? {
        guard let history, let patterns, let target = targetIndex(trial) else { return nil }
        let state = history.selecting([trial * energy.columns + step])
        return Double(Overlap.matrix(state, patterns.selecting([target]))[0, 0])
    }
}

extension PatternSet {
    fileprivate var indices: Range<Int> { 0..<count }
}
