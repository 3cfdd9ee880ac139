import HDF5Store
import LearningRules
import Models
import Numerics
import Patterns
import Training

/// A weights file: the model, what it learned, and all that is needed to go on learning.
package struct WeightsDocument: Sendable {
    /// How the weights stand in the file.
    package enum Form: String, Sendable, CaseIterable {
        case dense
        case outerProduct = "outer-product"
        /// The stored patterns, which are all that there is.
        case patterns
        /// A matrix of one bit a weight.
        case bits
        /// A list of connections.
        case connections
    }

    /// The kind of the model and its parameters, in the order in which they are written.
    package struct Model: Sendable {
        package var kind: String
        package var parameters: [(name: String, value: AttributeValue)]

        package init(kind: String, parameters: [(name: String, value: AttributeValue)] = []) {
            self.kind = kind
            self.parameters = parameters
        }

        package func value(_ name: String) -> AttributeValue? { parameters.first { $0.name == name }?.value }

        /// Why this process does nothing with the model; nil for one that it knows.
        package var objection: String? {
            guard ModelRegistry.model(of: kind) == nil else { return nil }
            return "the model is \(Excerpt.of(kind)), expected one of \(ModelRegistry.kinds.joined(separator: ", ")); "
                + "another is known to the program that registers it"
        }
    }

    /// What was done, as attributes, and quantities per epoch.
    package struct Training: Sendable {
        package var attributes: [(name: String, value: AttributeValue)]
        package var curves: [(name: String, values: [Float])]

        package init(
            attributes: [(name: String, value: AttributeValue)] = [], curves: [(name: String, values: [Float])] = []
        ) {
            self.attributes = attributes
            self.curves = curves
        }

        package func value(_ name: String) -> AttributeValue? { attributes.first { $0.name == name }?.value }
    }

    /// What the file says of the weights.
    package enum Content: Sendable {
        /// The outer products that make them; a file of dense form gets their matrix.
        case memory(OuterProductWeights)
        /// Their matrix.
        case matrix(WeightMatrix)
        /// Their matrix, and the outer products that it was made of.
        case both(WeightMatrix, OuterProductWeights)
        /// A matrix of bits.
        case bits(BitMatrix)
        /// Sparse connections, and a weight for each.
        case connections(Connections, [Float])
    }

    /// What was stored; nil where weights do not come from patterns that are kept.
    package var patterns: PatternSet?
    /// The partner of each pattern, in a memory of pairs.
    package var targets: PatternSet?
    package var model: Model
    package var form: Form
    /// nil in a document that carries model and training alone.
    package var content: Content?
    /// State of rule and model to go on from, by the names of their datasets: `theta`, `trace_pre`, ...
    package var state: NamedArrays
    /// Weights after some of the epochs, [post, pre] each.
    package var snapshots: [WeightSnapshot] = []
    /// Rows and columns of the inputs of a layer, where they are pictures.
    package var inputGeometry: Geometry?
    package var training: Training
    package var header: DocumentHeader?
    /// Sentences on how a file of other origin was taken, where it could have been meant otherwise.
    package var remarks: [String] = []

    /// - Parameter patterns: what was stored, where `content` does not keep it.
    package init(
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
    package var memory: OuterProductWeights? {
        switch content {
        case .memory(let memory), .both(_, let memory): memory
        case .matrix, .bits, .connections, nil: nil
        }
    }

    /// The matrix that is in memory, [post, pre].
    package var matrix: Matrix? {
        switch content {
        case .matrix(.values(let matrix)), .both(.values(let matrix), _): matrix
        default: nil
        }
    }

    /// The largest matrix that is written, and read into memory, without being asked for: 64 MiB.
    package static let denseLimit = 64 << 20

    /// Bytes of grey patterns that are compressed, and read into memory by a recall: 64 MiB.
    package static let largestPatterns = PatternsSchema.largest
}
