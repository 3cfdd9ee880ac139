import Numerics
import Patterns

/// When a trial has come near enough to its pattern: from an overlap on, by the measure that suits both.
public struct RecallGoal: Sendable {
    /// -1...1.
    public let overlap: Float
    private let patterns: PatternSet
    /// The pattern of each trial; nil for one without.
    private let targets: [Int?]

    /// - Precondition: targets are positions of patterns.
    public init(overlap: Float, patterns: PatternSet, targets: [Int?]) {
        precondition(targets.allSatisfy { $0.map { (0..<patterns.count).contains($0) } ?? true }, "known targets")
        self.overlap = overlap
        self.patterns = patterns
        self.targets = targets
    }

    /// - Parameter isDiscrete: whether the state is one of the coding of the patterns.
    func isReached(
        by state: UnsafeBufferPointer<Float>, trial: Int, isDiscrete: Bool, span: ClosedRange<Float>
    ) -> Bool {
        guard let target = targets[trial] else { return false }
        let states =
            isDiscrete
            ? PatternSet(coding: patterns.coding, neurons: state.count, values: .integers(state.map { Int8($0) }))
            : PatternSet(Matrix(rows: 1, columns: state.count, values: Array(state)))
        let pattern = patterns.selecting([target])
        return OverlapMeasure(states, pattern).matrix(states, pattern, span: span)[0, 0] >= overlap
    }
}
