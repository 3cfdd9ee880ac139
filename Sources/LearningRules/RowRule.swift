// Aim: rows of a matrix learned apart from each other, on several machines, to the bytes of learning all at once.

import Numerics
import Patterns

/// A rule that makes a matrix and says what its rows share.
package protocol MatrixRows: PatternRule {
    /// What a row needs beside the patterns and itself; nil where nothing, so that each can be learned apart.
    var rowCoupling: String? { get }
}

/// A rule whose rows can be learned apart, unless `rowCoupling` says otherwise of its parameters.
package protocol RowRule: MatrixRows {
    /// Learns some rows from nothing.
    ///
    /// - Parameters:
    ///   - units: of the rows.
    ///   - patterns: [pattern, neuron], all of them.
    /// - Returns: the rows, [unit, neuron], and what they add to the tally of each epoch.
    /// - Throws: `LearningError` as `learn(_:into:_:)`.
    func learn(
        rows units: Range<Int>, of patterns: PatternSet, _ setting: LearningSetting
    ) throws -> (rows: Matrix, tally: [Int])

    /// What was done, from the tallies of all rows.
    func outcome(_ tally: [Int], of patterns: PatternSet) -> LearningOutcome
}
