import Numerics
import Patterns

/// The stored pattern of largest overlap at each step of each trial.
public struct PatternMatches: Sendable, Equatable {
    public let trials: Int
    /// One more than the most steps that a trial took: step 0 is the cue.
    public let steps: Int
    /// [trial, step], positions of patterns.
    public let values: [Int32]

    public init(steps: Int, values: [Int32]) {
        precondition(steps > 0 && values.count % steps == 0, "whole trials")
        (trials, self.steps, self.values) = (values.count / steps, steps, values)
    }

    public subscript(trial: Int, step: Int) -> Int { Int(values[trial * steps + step]) }
}

extension Recall {
    /// The pattern of largest overlap at each step, of equal ones the first; after a stop that of the final state.
    ///
    /// - Precondition: states were kept, and there are patterns.
    public func matches(_ patterns: PatternSet, workers: Workers = .single) -> PatternMatches {
        guard let history, patterns.count > 0 else { preconditionFailure("states of every step, and patterns") }
        let measure = OverlapMeasure(final, patterns)
        var values: [Int32] = []
        for first in stride(from: 0, to: history.count, by: 256) {
            let states = history.selecting(Array(first..<min(history.count, first + 256)))
            let overlaps = measure.matrix(states, patterns, span: span, workers: workers)
            for state in 0..<states.count {
                let row = overlaps.row(state)
                var best = 0
                for pattern in row.indices where row[pattern] > row[best] { best = pattern }
                values.append(Int32(best))
            }
        }
        return PatternMatches(steps: energy.columns, values: values)
    }
}
