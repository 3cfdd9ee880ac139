// Aim: what a memory of labelled patterns says of others.
//
//     recall     the label of the stored pattern most like the state in which the pattern comes to rest: its attractor
//     nearest    the label of the stored pattern most like the pattern itself, before anything is recalled
//
// Most like is the largest overlap. What recall adds to a comparison with all patterns is the difference of the two.

import Models
import Numerics
import Patterns

/// What a memory says of test patterns.
enum MemoryReadouts {
    static let names = ["recall", "nearest"]

    /// Patterns taken together.
    private static let blockSize = 200

    /// The answer of each way to each test pattern, as a position among the classes; -1 where the pattern found has no
    /// label.
    ///
    /// - Parameters:
    ///   - shown: the class of each stored pattern, nil where it has none.
    ///   - tells: told how far it is.
    /// - Throws: `StudyError` for patterns that the memory does not take.
    static func answers(
        _ memory: any RecallingModel, stored: PatternSet, shown: [Int?], test: PatternSet, steps: Int, seed: UInt64,
        tells: (String) -> Void
    ) throws -> [[Int]] {
        var answers: [[Int]] = [[], []]
        var options = RecallOptions()
        (options.steps, options.seed) = (steps, seed)
        for start in stride(from: 0, to: test.count, by: blockSize) {
            tells("recalling pattern \(start + 1) of \(test.count)")
            let cues = test.selecting(Array(start..<min(start + blockSize, test.count)))
            let recall: Recall
            do { recall = try memory.recall(cues, options: options) } catch let error as RecallError {
                throw StudyError("--test: \(error)")
            }
            let overlaps = [recall.overlaps(with: stored), OverlapMeasure(cues, stored).matrix(cues, stored)]
            for (place, overlaps) in overlaps.enumerated() {
                answers[place] += (0..<overlaps.rows).map { row in
                    let best = overlaps.withRow(row) { own in own.indices.max { own[$0] < own[$1] } ?? 0 }
                    return shown[best] ?? -1
                }
            }
        }
        return answers
    }
}
