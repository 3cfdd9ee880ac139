import HDF5Store
import LearningRules
import Models
import Numerics
import Patterns
import Training

/// A weights file: the model, what it learned, and all that is needed to go on learning.
public struct WeightsDocument: Sendable {
    /// How the weights stand in the file.
    public enum Form: String, Sendable, CaseIterable {
        case dense
        case outerProduct = "outer-product"
        /// The stored patterns, which are all that there is.
        case patterns
    }

    /// The kind of the model and its parameters, in the order in which they are written.
    public struct Model: Sendable {
        public var kind: String
        public var parameters: [(name: String, value: AttributeValue)]

        public init(kind: String, parameters: [(name: String, value: AttributeValue)] = []) {
            self.kind = kind
            self.parameters = parameters
        }

        public func value(_ name: String) -> AttributeValue? { parameters.first { $0.name == name }?.value }

        /// Why this process does nothing with the model; nil for one that it knows.
        public var objection: String? {
            guard ModelRegistry.model(of: kind) == nil else { return nil }
            return "the model is \(Excerpt.of(kind)), expected one of \(ModelRegistry.kinds.joined(separator: ", "))"
        }
    }

    /// What was done, as attributes, and quantities per epoch.
    public struct Training: Sendable {
        public var attributes: [(name: String, value: AttributeValue)]
        public var curves: [(name: String, values: [Float])]

        public init(
            attributes: [(name: String, value: AttributeValue)] = [], curves: [(name: String, values: [Float])] = []
        ) {
            self.attributes = attributes
            self.curves = curves
        }

        public func value(_ name: String) -> AttributeValue? { attributes.first { $0.name == name }?.value }
    }

    /// What the file says of the weights.
    public enum Content: Sendable {
        /// The outer products that make them; a file of dense form gets their matrix.
        case memory(OuterProductWeights)
        /// Their matrix.
        case matrix(WeightMatrix)
        /// Their matrix, and the outer products that it was made of.
        case both(WeightMatrix, OuterProductWeights)
    }

    /// What was stored; nil where weights do not come from patterns that are kept.
    public var patterns: PatternSet?
    public var model: Model
    public var form: Form
    /// nil in a document that carries model and training alone.
    public var content: Content?
    /// State of rule and model to go on from, by the names of their datasets: `theta`, `trace_pre`, ...
    public var state: NamedArrays
    /// Weights after some of the epochs, [post, pre] each.
    public var snapshots: [WeightSnapshot] = []
    /// Rows and columns of the inputs of a layer, where they are pictures.
    public var inputGeometry: Geometry?
    public var training: Training
    public var header: DocumentHeader?
    /// Sentences on how a file of other origin was taken, where it could have been meant otherwise.
    public var remarks: [String] = []

    /// - Parameter patterns: what was stored, where `content` does not keep it.
    public init(
        model: Model, form: Form, content: Content?, patterns: PatternSet? = nil, state: NamedArrays = NamedArrays(),
        training: Training = Training()
    ) {
        self.model = model
        self.form = form
        self.content = content
        self.patterns = patterns
        self.state = state
        self.training = training
        if let memory { self.patterns = memory.patterns }
    }

    /// The outer products that the file keeps.
    public var memory: OuterProductWeights? {
        switch content {
        case .memory(let memory), .both(_, let memory): memory
        case .matrix, nil: nil
        }
    }

    /// The matrix that is in memory, [post, pre].
    public var matrix: Matrix? {
        switch content {
        case .matrix(.values(let matrix)), .both(.values(let matrix), _): matrix
        default: nil
        }
    }

    /// The largest matrix that is written, and read into memory, without being asked for: 64 MiB.
    public static let denseLimit = 64 << 20
}
