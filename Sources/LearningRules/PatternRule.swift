import Numerics
import Patterns

/// Under what circumstances a `PatternRule` learns.
public struct LearningSetting: Sendable {
    /// The fast kernels, or the plain path that walks step by step; both give the same numbers.
    public var isCompiled = true
    public var workers = Workers.single
    public var seed: UInt64 = 0
    /// What an earlier training left beside the weights, to go on from; empty where nothing was learned before.
    public var state = NamedArrays()
    /// Called with the steps done, all steps, and how near the work is to its end by its own measure, 0...1.
    public var progress: (@Sendable (_ done: Int, _ total: Int, _ convergence: Double) -> Void)?
    /// Asked now and then whether to stop; learning then ends with the reason `interrupted`.
    public var shouldStop: (@Sendable () -> Bool)?

    public init() {}
}

/// What a `PatternRule` did.
public struct LearningOutcome: Sendable {
    /// Patterns, epochs or other steps, as the rule counts.
    public var iterations: Int
    public var stopReason: TrainingStopReason
    /// Quantities per step, by the names that files use.
    public var curves: [String: [Float]]
    /// What a person should know.
    public var warnings: [String]
    /// What the rule needs beside the weights to go on from here, by the names that files use.
    public var state: NamedArrays

    public init(
        iterations: Int, stopReason: TrainingStopReason = .complete, curves: [String: [Float]] = [:],
        warnings: [String] = [],
        state: NamedArrays = NamedArrays()
    ) {
        self.iterations = iterations
        self.stopReason = stopReason
        self.curves = curves
        self.warnings = warnings
        self.state = state
    }
}

/// A rule that makes the weights of an associative network from patterns, as a matrix.
///
/// A rule of one's own is one type with a `description`, `init` and `learn`:
///
///     func learn(
///         _ patterns: PatternSet, into weights: inout Matrix, _ setting: LearningSetting
///     ) throws -> LearningOutcome {
///         try check(patterns)
///         for index in 0..<patterns.count {
///             let x = patterns.row(index)
///             for i in x.indices { for j in x.indices where i != j { weights[i, j] += x[i] * x[j] } }
///         }
///         return LearningOutcome(iterations: patterns.count)
///     }
public protocol PatternRule: LearningRule {
    /// Whether learning more patterns would lose earlier ones, so that a trainer presents those again with the new
    /// ones; false unless the rule says otherwise.
    static var rehearses: Bool { get }

    /// Learns patterns on top of what the weights hold.
    ///
    /// - Parameters:
    ///   - patterns: [pattern, neuron].
    ///   - weights: [post, pre], neurons × neurons; zeros for nothing learned before.
    ///   - setting: of the run: kernels, threads, seed, what an earlier training left, progress and stopping.
    /// - Throws: `LearningError` for patterns or weights that the rule cannot learn from.
    func learn(
        _ patterns: PatternSet, into weights: inout Matrix, _ setting: LearningSetting
    ) throws -> LearningOutcome
}

extension PatternRule {
    public static var rehearses: Bool { false }

    /// Refuses more units than a matrix can be made for.
    ///
    /// - Parameter limit: bytes of the matrix; a second one is made of it while it is learned.
    package static func checkSize(neurons: Int, limit: Double = MemoryDemand.limit / 2) throws {
        let bytes = 4 * Double(neurons) * Double(neurons)
        guard bytes > limit else { return }
        let most = Int((limit / 4).squareRoot())
        throw LearningError(
            description:
                "rule \(description.name) makes a matrix of \(neurons)×\(neurons) weights, \(MemoryDemand.text(bytes)), "
                + "expected at most \(most) units; rule \(HebbianRule.description.name) or "
                + "\(PseudoInverseRule.description.name) keeps the patterns instead of a matrix")
    }

    /// Refuses patterns of another coding or length, and weights that are not finite.
    func check(_ patterns: PatternSet, _ weights: Matrix, symmetric: Bool, _ workers: Workers) throws {
        try check(patterns)
        precondition(
            weights.rows == patterns.neurons && weights.columns == patterns.neurons, "neurons × neurons weights")
        guard weights.isFinite(workers: workers) else {
            throw LearningError(description: "the weights to begin with hold a value that is not finite")
        }
        if symmetric, !weights.isSymmetric(within: 1e-5, workers: workers) {
            throw LearningError(
                description:
                    "the weights to begin with are not symmetric, expected w_ij = w_ji for rule \(Self.description.name)"
            )
        }
    }

    /// Refuses weights that left the finite numbers.
    func checkFinite(_ weights: Matrix, step: Int, unit: String, remedy: String, _ workers: Workers) throws {
        guard !weights.isFinite(workers: workers) else { return }
        throw LearningError(
            description:
                "weights are not finite after \(unit) \(step) with rule \(Self.description.name); \(remedy)")
    }
}
