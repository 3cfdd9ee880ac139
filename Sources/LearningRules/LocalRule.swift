import Numerics
import Parameters
import Patterns

/// What a local rule sees of one presentation: what stood on the two sides of the synapses.
public struct Activity: Sendable {
    /// Before the synapses, one value an input.
    public var pre: [Float]
    /// Behind the synapses, one value an output.
    public var post: [Float]
    /// The weighted sums W·pre that reached the outputs.
    public var field: [Float]
    /// A signal that reaches all synapses alike, such as reward; 1 unless somebody gives one.
    public var modulator: Float
    /// Membrane potentials in mV after the presentation and their means over it, one value an output; empty but for layers of
    /// the kind `voltage`.
    public var potential: [Float]
    public var meanPotential: [Float]

    public init(
        pre: [Float], post: [Float], field: [Float], modulator: Float = 1, potential: [Float] = [],
        meanPotential: [Float] = []
    ) {
        self.pre = pre
        self.post = post
        self.field = field
        self.modulator = modulator
        (self.potential, self.meanPotential) = (potential, meanPotential)
    }
}

/// What a rule keeps between presentations beside the weights: thresholds, traces. Files carry it, so that
/// training goes on exactly where it stopped.
public typealias RuleState = NamedArrays

/// What a rule expects of a layer.
public enum LayerKind: Sendable {
    /// Responses of any size, to one sample after the other.
    case linear
    /// Spikes, 0 or 1, in time steps that follow each other.
    case spiking
    /// The same, with membranes whose potentials in mV the rule reads.
    case voltage
    /// Patterns that are shown for a while, as spikes whose rates are their values.
    case exposure

    /// Whether samples are time steps that follow each other.
    package var isOfTimeSteps: Bool { self == .spiking || self == .voltage }
}

/// A rule that changes the weights of a layer after each presentation, from what is at hand at each synapse.
///
/// A rule of one's own is one type with a `description`, its `parameters`, their `defaults`, and `update`:
///
///     func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float) {
///         for output in 0..<weights.rows {
///             for input in 0..<weights.columns {
///                 weights[output, input] += rate * activity.post[output] * activity.pre[input]
///             }
///         }
///     }
public protocol LocalRule: LearningRule {
    /// The kind of layer that it learns on; linear unless the rule says otherwise.
    static var layerKind: LayerKind { get }
    /// The learning rate before any schedule, a parameter of most rules; 1 unless the rule has one.
    var learningRate: Double { get }
    /// Weights that the rule never leaves, or nil.
    var weightBounds: ClosedRange<Float>? { get }

    /// Refuses parameters that contradict each other or do not fit the size of the layer.
    ///
    /// - Throws: `LearningError` that names the parameter and says what would be right.
    func validate(outputs: Int, inputs: Int) throws
    /// What the rule keeps, as learning begins. Names and shapes depend on the size of the layer alone.
    func initialState(outputs: Int, inputs: Int) -> RuleState
    /// Called once before patterns are presented, for rules that need to know them all, such as their mean.
    func prepare(_ state: inout RuleState, for patterns: PatternSet)
    /// What a person should know of learning from these patterns; nothing unless the rule says otherwise.
    func warnings(about patterns: PatternSet) -> [String]
    /// Changes the weights, [output, input], after one presentation.
    ///
    /// - Parameter rate: the learning rate of this presentation, after the schedule.
    /// - Parameter weights: [output, input], changed in place.
    func update(_ weights: inout Matrix, _ state: inout RuleState, _ activity: Activity, rate: Float)
    /// How often each output has won so far, of rules by which only the winner of a presentation learns; nil of others.
    func wins(_ state: RuleState) -> [Float]?
    /// What helps outputs that never win, of rules with winners.
    static var remedyForIdleOutputs: String { get }
    /// Numbers worth a curve over the epochs, by the names that files use.
    func curves(_ state: RuleState) -> [String: Float]
}

extension LocalRule {
    public static var layerKind: LayerKind { .linear }
    public var learningRate: Double { 1 }
    public var weightBounds: ClosedRange<Float>? { nil }
    public func validate(outputs: Int, inputs: Int) throws {}
    public func initialState(outputs: Int, inputs: Int) -> RuleState { RuleState() }
    public func prepare(_ state: inout RuleState, for patterns: PatternSet) {}
    public func warnings(about patterns: PatternSet) -> [String] { [] }
    public func wins(_ state: RuleState) -> [Float]? { nil }
    public static var remedyForIdleOutputs: String {
        "begin with larger initial-weights, or present the patterns more often (epochs)"
    }
    public func curves(_ state: RuleState) -> [String: Float] { [:] }
}

/// A local rule for units that act on each other: it changes the weights between them and their thresholds too.
public protocol LateralRule: LocalRule {
    /// Changes lateral weights and thresholds after one presentation; called after `update`.
    ///
    /// - Parameters:
    ///   - lateral: [unit, unit], to the first from the second.
    ///   - thresholds: one a unit.
    ///   - rate: the learning rate of this presentation, after the schedule.
    func updateLateral(_ lateral: inout Matrix, _ thresholds: inout [Float], _ activity: Activity, rate: Float)
}

extension Parameter {
    /// The learning rate that most local rules have.
    public static func learningRate(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
        Parameter("learning-rate", path, 0...1000, help: "size of a step")
    }
}
