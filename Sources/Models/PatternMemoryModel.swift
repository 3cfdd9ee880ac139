import Numerics
import Patterns

/// A recalling model whose weights are the patterns that it stores.
public protocol PatternMemoryModel: RecallingModel {
    /// What it stores, none at first.
    var storedPatterns: PatternSet { get }

    /// The memory of these patterns and what it stores already.
    ///
    /// - Parameter workers: threads that share the work.
    /// - Throws: an error that says what the patterns do not allow.
    func storing(_ patterns: PatternSet, workers: Workers) throws -> Self

    /// What a person should know of how it answers, in sentences.
    var remarks: [String] { get }
}

/// A model whose patterns may lead to one another.
public protocol SequenceModel: RecallingModel {
    /// The position of the pattern that follows each of the first patterns; nil where each is by itself.
    var followers: [Int]? { get }
}
