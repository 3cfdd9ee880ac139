// Aim: pairs of patterns, each of which recalls the other.
//
//     y <- answer of the pairs to x,   x <- answer of the pairs to y,   to and fro until both rest
//
// With the linear separation of states of two values this is the memory of Kosko, W = sum_p y_p x_p^T.
//
// Reference: B. Kosko, IEEE Trans. Syst. Man Cybern. 18, 49 (1988).

import Numerics
import Patterns
import Separations

public struct BidirectionalMemory: Sendable {
    /// Keys answered by their targets.
    public let forth: DenseAssociativeMemory
    /// Targets answered by their keys.
    public let back: DenseAssociativeMemory

    /// - Parameters:
    ///   - keys: [pair, unit].
    ///   - targets: [pair, unit], of another size and coding if need be.
    ///   - separation: a beta that is not given is chosen for either way.
    ///   - similarity: nil for what suits the patterns.
    /// - Throws: `SeparationError` for what the patterns do not allow.
    public init(
        _ keys: PatternSet, _ targets: PatternSet, separation: any Separation, similarity: Similarity? = nil,
        workers: Workers = .single
    ) throws {
        forth = try DenseAssociativeMemory(
            keys, answering: targets, separation: separation, similarity: similarity, workers: workers)
        back = try DenseAssociativeMemory(
            targets, answering: keys, separation: separation, similarity: similarity, workers: workers)
    }

    /// Where cues and their answers come to rest.
    public struct Rest: Sendable {
        /// [cue, unit of a target].
        public let answers: PatternSet
        /// [cue, unit of a key].
        public let cues: PatternSet
        /// Rounds that changed anything, of all cues.
        public let rounds: Int
        /// Whether the last round changed nothing.
        public let isAtRest: Bool
    }

    /// To and fro, at most so many rounds.
    ///
    /// - Throws: `RecallError` for cues of another length or coding.
    public func recall(_ cues: PatternSet, rounds: Int, workers: Workers = .single) throws -> Rest {
        var cues = cues
        var answers: PatternSet?
        for round in 0..<rounds {
            let next = try forth.answers(to: cues, keeping: answers, workers: workers)
            let returned = try back.answers(to: next, keeping: cues, workers: workers)
            if next.values == answers?.values, returned.values == cues.values {
                return Rest(answers: next, cues: cues, rounds: round, isAtRest: true)
            }
            (answers, cues) = (next, returned)
        }
        let last = try answers ?? forth.answers(to: cues, workers: workers)
        return Rest(answers: last, cues: cues, rounds: rounds, isAtRest: false)
    }
}
