import HDF5Store
import Models
import Numerics
import Patterns

/// What a layer made of its inputs: responses of a linear layer, spikes of a spiking one. A recall file.
package struct ResponseDocument: Sendable {
    package enum Contents: Sendable {
        /// y = Wx, or how often each unit fired, [pattern, output], and of a linear layer Wᵀy, [pattern, neuron].
        case linear(responses: Matrix, reconstruction: Matrix?)
        /// Output spikes, [step, output]; membrane potentials, [step, kept output]; spikes a step of each output.
        case spiking(spikes: Matrix, potentials: Matrix?, rates: [Float])
    }

    package var inputs: PatternSet
    package var contents: Contents
    /// The outputs whose potentials are kept, where those are not all.
    package var keptOutputs: [Int]?
    package var model: WeightsDocument.Model
    package var training: WeightsDocument.Training
    package var header: DocumentHeader?

    package init(
        inputs: PatternSet, contents: Contents, keptOutputs: [Int]? = nil, weights: WeightsDocument
    ) {
        self.inputs = inputs
        self.keptOutputs = keptOutputs
        self.contents = contents
        model = weights.model
        training = weights.training
    }

    package func write(to path: String?, replacing: Bool, provenance: Provenance) throws {
        try DocumentWriter.write(kind, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try PatternsSchema.write(inputs, writer, root)
            let form = model.value("form")?.text.flatMap(WeightsDocument.Form.init(rawValue:)) ?? .dense
            let carried = WeightsDocument(model: model, form: form, content: nil, training: training)
            try carried.writeModel(writer, root)
            try carried.writeTraining(writer, root)
            switch contents {
            case .linear(let responses, let reconstruction):
                try matrix(responses, "responses", writer, root)
                if let reconstruction { try matrix(reconstruction, "reconstruction", writer, root) }
            case .spiking(let spikes, let potentials, let rates):
                try writer.dataset(
                    root, "spikes", spikes.values.map { UInt8($0 > 0 ? 1 : 0) }, shape: [spikes.rows, spikes.columns]
                ) { dataset in
                    if let step = inputs.timeStep { try writer.attribute(dataset, "dt", .real(step)) }
                }
                if let potentials, let keptOutputs {
                    try matrix(potentials, "kept_potentials", writer, root)
                    let outputs = keptOutputs.map { Int32(clamping: $0) }
                    try writer.dataset(root, "kept_outputs", outputs, shape: [outputs.count])
                } else if let potentials {
                    try matrix(potentials, "potentials", writer, root)
                }
                // Spikes a second where the length of a step, in ms, is known.
                let perSecond = inputs.timeStep.map { Float(1000 / $0) }
                try writer.dataset(root, "rates", rates.map { $0 * (perSecond ?? 1) }, shape: [rates.count]) {
                    dataset in
                    if perSecond != nil { try writer.attribute(dataset, "units", .text("Hz")) }
                }
            }
        }
    }

    var kind: FileKind {
        switch contents {
        case .linear: .responses
        case .spiking: .outputSpikes
        }
    }

    private func matrix(
        _ matrix: Matrix, _ name: String, _ writer: DocumentWriter, _ root: borrowing HDF5Group
    ) throws {
        try writer.dataset(
            root, name, matrix.values, shape: [matrix.rows, matrix.columns], storage: .automatic(deflate: nil))
    }

    init(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws {
        let layout = try header.requireLayout()
        inputs = try PatternsSchema.read(root, "/patterns", ours: true)
        model = try WeightsDocument.readModel(root)
        training = try WeightsDocument.readTraining(root)
        if layout.kind == .responses {
            contents = .linear(
                responses: try layout.matrix("/responses", root),
                reconstruction: root.contains("reconstruction") ? try layout.matrix("/reconstruction", root) : nil)
        } else {
            let isInHertz = try root.dataset("rates") { try $0.attribute("units")?.string == "Hz" }
            let seconds = isInHertz ? Float((inputs.timeStep ?? 1000) / 1000) : 1
            let spikes = try layout.matrix("/spikes", root)
            keptOutputs = try Self.keptOutputs(layout, root, of: spikes.columns)
            let name = keptOutputs == nil ? "potentials" : "kept_potentials"
            contents = .spiking(
                spikes: spikes, potentials: root.contains(name) ? try layout.matrix("/\(name)", root) : nil,
                rates: try layout.numbers("/rates", root).map { $0 * seconds })
        }
        self.header = header
    }

    private static func keptOutputs(
        _ layout: FileLayout, _ root: borrowing HDF5Group, of count: Int
    ) throws -> [Int]? {
        guard root.contains("kept_outputs"), root.contains("kept_potentials") else { return nil }
        let outputs = try layout.numbers("/kept_outputs", root, as: Int32.self).map { Int($0) }
        if let wrong = outputs.first(where: { !(0..<count).contains($0) }) {
            throw DocumentError("/kept_outputs: is \(wrong), expected numbers from 0 to \(count - 1)")
        }
        return outputs
    }
}
