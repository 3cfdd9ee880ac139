import Numerics
import Patterns

/// A network: state, weights and the dynamics that join them. A model never learns.
///
/// A trainer presents inputs, reads what stands on the two sides of the synapses, and lets a rule change the
/// weights; any model that offers these few members can be trained by any rule that makes sense on it.
public protocol Model: Sendable {
    /// The name that files and messages use, such as `amari-hopfield`.
    static var kind: String { get }

    /// The number of units before the synapses.
    var inputCount: Int { get }
    /// The number of units behind the synapses.
    var outputCount: Int { get }

    /// The weights that learn unless a trainer names others, [post, pre].
    static var learningPath: WritableKeyPath<Self, Matrix> & Sendable { get }

    /// The activity of every unit behind the synapses.
    var state: [Float] { get }
    /// The energy of the state, 0 for models that have none.
    var energy: Double { get }

    /// Sets the state to where dynamics begin; the weights stay.
    mutating func initState()
    /// One step of the model's own dynamics.
    ///
    /// - Parameter random: numbers for the dynamics that need them; others leave it alone.
    mutating func update(_ random: inout RandomStream)
    /// Presents one input of `inputCount` values as learning does: an associative network is clamped to it, a layer
    /// responds to it, a spiking layer takes one time step.
    mutating func present(_ input: [Float])

    /// What stands before the synapses after `present`, `inputCount` values.
    var presynaptic: [Float] { get }
    /// What stands behind the synapses after `present`, `outputCount` values.
    var postsynaptic: [Float] { get }
    /// The weighted sums W·pre that reached the units in `present`, `outputCount` values.
    var field: [Float] { get }

    /// What the dynamics need to go on exactly where they stand, besides weights and parameters: membrane potentials,
    /// refractory counters. Files carry it under these names. Empty for models whose next response depends on the
    /// input alone.
    ///
    /// - Precondition: what is set has the names and shapes that are read.
    var runningState: NamedArrays { get set }
}

extension Model {
    public var runningState: NamedArrays {
        get { NamedArrays() }
        set { precondition(newValue.isEmpty, "\(Self.kind) has no running state") }
    }
}

/// A model whose postsynaptic activity is W·pre and nothing else, so that rules may learn in blocks of samples.
public protocol LinearModel: Model {}
