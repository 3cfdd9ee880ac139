import Numerics
import Patterns

/// A network: units, weights and the dynamics that join them. A model never learns.
///
/// What a model can do beyond that it says by conforming to further protocols, and whoever needs an ability asks for the
/// protocol, never for a certain type:
///
/// - `EnergyModel`: its states have an energy.
/// - `RecallingModel`: it completes cues, its state relaxing until it rests.
/// - `AssociativeModel`: it recalls by weights between its units, which memory rules make from patterns.
/// - `PlasticModel`: it has a matrix of weights that a local rule may change after each presentation. Of these a
///   `LinearModel` answers W·x and nothing else, and a `SpikingModel` takes time steps of spikes.
/// - `StorableModel`: a file can hold it. In the `ModelRegistry`, programs train, save, recall and draw it.
public protocol Model: Sendable {
    /// What it makes of a batch of inputs.
    associatedtype Response = Matrix

    /// The name that files and messages use, such as `amari-hopfield`.
    static var kind: String { get }

    /// How many values an input has.
    var inputCount: Int { get }
    /// How many units answer.
    var outputCount: Int { get }

    /// The activity of every unit that answers.
    var state: [Float] { get }
    /// Sets the state to where dynamics begin; the weights stay.
    mutating func initState()
    /// One step of the model's own dynamics.
    ///
    /// - Parameter random: numbers for the dynamics that need them; others leave it alone.
    mutating func update(_ random: inout RandomStream)

    /// The answer to each input of a batch, from where the model stands; its own state stays.
    ///
    /// - Throws: `RecallError` for inputs that the model cannot answer.
    func respond(to inputs: PatternSet, _ setting: ResponseSetting) throws -> Response
    /// The answer to one input, one value a unit.
    ///
    /// - Throws: `RecallError` for an input that the model cannot answer.
    func respond(to input: [Float], _ setting: ResponseSetting) throws -> [Float]
}

/// Under what circumstances a model responds.
public struct ResponseSetting: Sendable {
    public var workers = Workers.single
    /// The fast kernels, or the plain path that walks step by step; both give the same numbers.
    public var isCompiled = true
    /// Of what is random in an answer.
    public var seed: UInt64 = 0
    /// The number of the first input, where the batch is a part of a larger one: random numbers go by it.
    public var first = 0
    /// Called after each step of a recall with its number, the number of cues still moving, and their mean energy.
    public var progress: (@Sendable (_ step: Int, _ moving: Int, _ energy: Double) -> Void)?

    public init() {}
}

/// A model whose states have an energy, which its dynamics lower or keep.
public protocol EnergyModel: Model {
    /// The energy of the state.
    var energy: Double { get }
}

/// Inputs or options that a model cannot answer with.
public struct RecallError: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}
