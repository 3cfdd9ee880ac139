import Models
import Numerics
import Patterns

/// How alike the states of a recall and the stored patterns are, measured as `/overlap` is.
extension RecallDocument {
    /// The overlaps of states of this recall, cues or later ones, with patterns, [state, pattern].
    public func overlaps(of states: PatternSet, with patterns: PatternSet) -> Matrix {
        // Keys and partners may be of different codings.
        let measure = isOfPairs ? OverlapMeasure(states, patterns) : measure
        return measure.matrix(states, patterns, span: states.coding == .real ? gradedSpan : states.coding.span)
    }

    /// The stored pattern that the final state of a trial is most like; nil where there is none to compare with.
    public func bestMatch(_ trial: Int) -> Int? {
        overlap.flatMap {
            Overlap.best($0.row(trial), target: targetIndex(trial), tolerance: measure.tolerance)
        }
    }

    /// The stored pattern that the cue of a trial was made of; nil for none.
    public func targetIndex(_ trial: Int) -> Int? {
        guard let patterns = compared, (0..<patterns.count).contains(Int(target[trial])) else { return nil }
        return Int(target[trial])
    }

    /// The two values between which graded states lie, by the activation that the file names.
    private var gradedSpan: ClosedRange<Float> {
        let name = parameters.first { $0.name == "activation" }?.value.text
        return name == "sigmoid" ? Activation.sigmoid.span : Activation.tanh.span
    }
}
