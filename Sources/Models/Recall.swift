import Numerics
import Patterns

/// Why a recall ended.
public enum StopReason: Int32, Sendable {
    /// An update changed nothing.
    case fixedPoint = 0
    /// A synchronous update led back to the state before the last one; the state is that after all steps allowed.
    case cycle = 1
    /// The given number of steps was reached.
    case limit = 2
    /// The state came as near to its pattern as was asked for.
    case goal = 3

    public var description: String {
        switch self {
        case .fixedPoint: "fixed point"
        case .cycle: "cycle"
        case .limit: "limit"
        case .goal: "goal"
        }
    }
}

/// How a batch of cues is relaxed.
public struct RecallOptions: Sendable {
    /// The greatest number of steps (asynchronously: sweeps).
    public var steps = 20
    public var seed: UInt64 = 0
    /// Whether every state is kept, not only the last.
    public var keepsHistory = false
    /// Of the states that are kept, every so many-th: those of steps 0, K, 2 K and so on, and the last.
    public var historyInterval = 1
    public var workers = Workers.single
    /// How the temperature changes over the steps; nil where it stays that of the network.
    public var annealing: Annealing?
    /// When a trial is near enough to its pattern to end; nil where it goes on.
    public var goal: RecallGoal?
    /// Called after each step with its number, the number of cues still moving, and their mean energy.
    public var progress: (@Sendable (Int, Int, Double) -> Void)?

    public init() {}

    /// Whether a cycle of two that is noticed after so many steps ends there: at the state that all steps would lead
    /// to, so that recalls of a and b steps are one of a + b. Otherwise it ends after the next step.
    func endsCycle(after count: Int) -> Bool { (steps - count) % 2 == 0 }

    /// The temperature of a step of a network.
    func temperature(step: Int, of network: AmariHopfieldNetwork) -> Float {
        annealing?.temperature(step: step, of: steps) ?? network.temperature
    }

    /// Whether a state that does not change has come to rest: nothing random and no change of temperature is to come.
    func canRest(_ activation: Activation) -> Bool { activation.isDeterministic && annealing == nil }

    /// Whether a state is as near to the pattern of its trial as was asked for.
    func isReached(by state: UnsafeBufferPointer<Float>, _ trial: Int, _ activation: Activation) -> Bool {
        guard let goal else { return false }
        return goal.isReached(by: state, trial: trial, isDiscrete: activation.isDiscrete, span: activation.span)
    }

    func isReached(by state: [Float], _ trial: Int, _ activation: Activation) -> Bool {
        state.withUnsafeBufferPointer { isReached(by: $0, trial, activation) }
    }
}

/// What became of a batch of cues.
public struct Recall: Sendable {
    /// Graded states count as equal where no unit differs by more than this.
    static let tolerance: Float = 1e-6

    /// The last states, [trial, neuron]: discrete activations as integers of the cues' coding, graded ones as reals.
    public let final: PatternSet
    /// The two values between which the states lie: -1 and +1, or 0 and 1.
    public let span: ClosedRange<Float>
    /// The number of steps that changed the state, up to the stop.
    public let steps: [Int32]
    public let stop: [StopReason]
    /// The energy at each step, [trial, step]; step 0 is the cue; NaN after the stop.
    public let energy: Matrix
    /// The states at the steps of `historySteps`, [trial, step, neuron]; after the stop the final state. Absent unless asked
    /// for.
    public let history: PatternSet?
    /// The steps whose states were kept: all that `energy` has, or every `historyInterval`-th and the last.
    public let historySteps: [Int]

    /// The overlaps of the final states with `patterns`, [trial, pattern], by the measure that suits both.
    public func overlaps(with patterns: PatternSet, workers: Workers = .single) -> Matrix {
        OverlapMeasure(final, patterns).matrix(final, patterns, span: span, workers: workers)
    }
}
