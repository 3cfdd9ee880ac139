import HDF5Store
import Models
import Numerics
import Patterns

/// What a layer made of its inputs: responses of a linear layer, spikes of a spiking one. A recall file.
public struct ResponseDocument: Sendable {
    public enum Contents: Sendable {
        /// y = Wx, [pattern, output], and Wᵀy, [pattern, neuron].
        case linear(responses: Matrix, reconstruction: Matrix)
        /// Output spikes and membrane potentials, [step, output]; spikes a step of each output.
        case spiking(spikes: Matrix, potentials: Matrix?, rates: [Float])
    }

    public var inputs: PatternSet
    public var contents: Contents
    public var model: WeightsDocument.Model
    public var training: WeightsDocument.Training
    public var header: DocumentHeader?

    public init(inputs: PatternSet, contents: Contents, weights: WeightsDocument) {
        self.inputs = inputs
        self.contents = contents
        model = weights.model
        training = weights.training
    }

    public func write(to path: String?, replacing: Bool, provenance: Provenance) throws {
        try DocumentWriter.write(.recall, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try PatternsSchema.write(inputs, writer, root)
            let carried = WeightsDocument(model: model, form: .dense, training: training)
            try carried.writeModel(writer, root)
            try carried.writeTraining(writer, root)
            switch contents {
            case .linear(let responses, let reconstruction):
                try matrix(
                    responses, "responses", ["pattern", "output"], "response y = Wx of each output", writer, root)
                try matrix(
                    reconstruction, "reconstruction", ["pattern", "neuron"], "input as the responses tell it, Wᵀy",
                    writer, root)
            case .spiking(let spikes, let potentials, let rates):
                try writer.dataset(
                    root, "spikes", spikes.values.map { UInt8($0 > 0 ? 1 : 0) }, shape: [spikes.rows, spikes.columns],
                    axes: ["step", "output"], description: "spikes of each output in each time step"
                ) { dataset in
                    if let step = inputs.timeStep { try writer.attribute(dataset, "dt", .real(step)) }
                }
                if let potentials {
                    try matrix(
                        potentials, "potentials", ["step", "output"], "membrane potential after each time step", writer,
                        root)
                }
                try writer.dataset(
                    root, "rates", rates, shape: [rates.count], axes: ["output"],
                    description: "spikes of each output a time step", units: "1/step")
            }
        }
    }

    private func matrix(
        _ matrix: Matrix, _ name: String, _ axes: [String], _ description: String, _ writer: DocumentWriter,
        _ root: borrowing HDF5Group
    ) throws {
        try writer.dataset(
            root, name, matrix.values, shape: [matrix.rows, matrix.columns], axes: axes, description: description,
            storage: .automatic(deflate: nil))
    }

    /// Whether a recall file is of this kind.
    static func matches(_ root: borrowing HDF5Group) -> Bool { root.contains("responses") || root.contains("spikes") }

    init(_ root: borrowing HDF5Group, _ header: DocumentHeader?) throws {
        inputs = try PatternsSchema.read(root, "/patterns", ours: true)
        model = try WeightsDocument.readModel(root, nil, isAssociative: false)
        training = try WeightsDocument.readTraining(root)
        if root.contains("responses") {
            contents = .linear(
                responses: try RecallDocument.matrix(root, "responses"),
                reconstruction: try RecallDocument.matrix(root, "reconstruction"))
        } else {
            let potentials = root.contains("potentials") ? try RecallDocument.matrix(root, "potentials") : nil
            contents = .spiking(
                spikes: try RecallDocument.matrix(root, "spikes"), potentials: potentials,
                rates: try root.dataset("rates") { try $0.read(as: Float.self) })
        }
        self.header = header
    }
}
