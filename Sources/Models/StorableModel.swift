import Numerics
import Parameters
import Patterns

/// A model that a file can hold: how it is made, what of it is kept, and what its file is called by.
///
/// With one line in the `ModelRegistry` the programs train, save, recall and draw it. In a package of one's own a
/// `Trainer` trains and saves it, and after `ModelRegistry.register` a `RecallProgram` recalls it; what is saved,
/// canns-render draws and canns-study verifies. A rule that has parameters of the model among its own hands them over in
/// the design.
public protocol StorableModel: Model {
    /// What its weights are, which decides the datasets and axes of its file.
    static var structure: ModelStructure { get }
    /// Its parameters, kept as attributes of `/model`; none unless the model has some. Sizes are no parameters: they
    /// follow from the structure.
    static var parameterTable: [ParameterDescription] { get }
    /// Those of its parameters that are given as a model is made and belong to no rule; none unless the model has some.
    static var designParameters: [ParameterDescription] { get }
    /// The parameters of a file with others in the place of some of its own. Those that no longer fit are left out.
    static func parameters(
        _ own: [String: ParameterValue], replacedBy others: [String: ParameterValue]
    ) -> [String: ParameterValue]

    /// A model that has learned nothing.
    ///
    /// - Throws: `ModelError` or `ParameterError` for a design that no such model has.
    init(design: ModelDesign) throws
    /// The model that a file holds.
    ///
    /// - Throws: `ModelError` or `ParameterError` for contents that no such model has.
    init(contents: ModelContents) throws
    /// What a file keeps of it, without the state of its dynamics.
    var contents: ModelContents { get }
    /// The units of the state of its dynamics that are no pure numbers, by name; none unless the model says otherwise.
    static var stateUnits: [String: String] { get }
}

extension StorableModel {
    public static var parameterTable: [ParameterDescription] { [] }
    public static var designParameters: [ParameterDescription] { [] }
    public static var stateUnits: [String: String] { [:] }

    public static func parameters(
        _ own: [String: ParameterValue], replacedBy others: [String: ParameterValue]
    ) -> [String: ParameterValue] {
        own.merging(others) { $1 }
    }
}

/// What the weights of a model are.
public enum ModelStructure: Sendable {
    /// Units that act on each other: a square matrix, or outer products of the patterns that make it.
    case network
    /// Outputs behind inputs: a matrix [output, input].
    case layer
    /// The patterns themselves: there is no matrix.
    case patterns
    /// A matrix of bits, [unit of an answer, unit of a cue].
    case bits
    /// A list of connections between units, and from inputs to units.
    case connections
}

/// What a model that has learned nothing is made from.
public struct ModelDesign: Sendable {
    /// The number of inputs; of units, where all act on each other.
    public var inputs: Int
    /// The number of outputs of a layer, or of units of a partner.
    public var outputs: Int
    /// Of random weights.
    public var seed: UInt64 = 0
    /// Standard deviation of random weights; nil for what is usual for the model.
    public var spread: Double?
    /// Samples that a layer takes as its first weights, a different one for each output; nil for random weights.
    public var samples: PatternSet?
    /// Parameters of the model by their names; the others keep their defaults.
    public var parameters: [String: ParameterValue] = [:]
    /// The length of a time step in ms, where inputs have one; times in ms need it.
    public var timeStep: Double?

    public init(inputs: Int, outputs: Int = 1) {
        self.inputs = inputs
        self.outputs = outputs
    }

    /// Refuses samples as weights, for a kind of layer that always begins with random ones.
    func refuseSamples(for kind: String) throws {
        guard samples == nil else {
            throw ModelError("a \(kind) begins with random weights, expected no samples as weights")
        }
    }
}

/// What of a model a file keeps, in terms that know no file.
public struct ModelContents: Sendable {
    public enum Weights: Sendable {
        /// Of a layer, [output, input].
        case matrix(Matrix)
        /// Of units that act on each other.
        case associative(AssociativeWeights)
        /// The stored patterns, which `patterns` has.
        case patterns
        /// One bit a weight, [unit of an answer, unit of a cue].
        case bits(BitMatrix)
        /// A weight for each connection.
        case connections(Connections, [Float])
    }

    public var weights: Weights
    /// What was stored, where that is known.
    public var patterns: PatternSet?
    /// The partner of each of them, in a memory of pairs.
    public var targets: PatternSet?
    /// What a layer keeps beside its weights, by the names of its `runningState`; of a file also the state of the rule.
    public var state = NamedArrays()
    /// By their names; what is missing has its default.
    public var parameters: [String: ParameterValue]
    /// The length of a time step in ms, of a model of time steps that knows it.
    public var timeStep: Double?
    /// Whether more patterns are about to be stored: what follows from all of them is then left to that.
    public var willStoreMore = false

    public init(
        _ weights: Weights, patterns: PatternSet? = nil, parameters: [String: ParameterValue] = [:]
    ) {
        self.weights = weights
        self.patterns = patterns
        self.parameters = parameters
    }

    /// The matrix of a layer.
    ///
    /// - Throws: `ModelError` for weights of another structure.
    public func matrix() throws -> Matrix {
        switch weights {
        case .matrix(let matrix), .associative(.dense(let matrix)): matrix
        case .associative, .patterns, .bits, .connections:
            throw ModelError("the weights are no matrix in memory, expected one")
        }
    }

    /// The weights of units that act on each other.
    ///
    /// - Throws: `ModelError` for weights of another structure.
    public func associativeWeights() throws -> AssociativeWeights {
        switch weights {
        case .associative(let weights): return weights
        case .matrix(let matrix):
            guard matrix.rows == matrix.columns else {
                throw ModelError("the weights are \(matrix.rows)×\(matrix.columns), expected square")
            }
            return .dense(matrix)
        case .patterns: throw ModelError("the file holds patterns alone, expected weights")
        case .bits: throw ModelError("the weights are bits, expected numbers")
        case .connections: throw ModelError("the weights are those of connections, expected a matrix")
        }
    }
}

/// A design or contents that a model cannot be made of.
public struct ModelError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
