import HDF5Store
import Models
import Numerics
import Patterns

extension WeightsDocument {
    public func write(
        to path: String?, replacing: Bool, provenance: Provenance, workers: Workers = .single
    ) throws {
        try DocumentWriter.write(.weights, to: path, replacing: replacing, provenance: provenance) { writer, root in
            if let patterns { try PatternsSchema.write(patterns, writer, root) }
            try writeModel(writer, root)
            try writeTraining(writer, root)
            try writeMemory(writer, root)
            if form == .dense { try writeMatrix(writer, root, workers) }
            for (name, values) in state {
                try writer.dataset(
                    root, name, values, shape: [values.count], axes: [Self.axis(of: name, values.count, matrix)],
                    description: "\(name): state to go on training from")
            }
        }
    }

    func writeModel(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        try root.createGroup("model") { group in
            try writer.attribute(group, "kind", .text(model.kind))
            try writer.attribute(group, "form", .text(form.rawValue))
            for (name, value) in model.parameters where name != "kind" && name != "form" {
                try writer.attribute(group, name, value)
            }
            if let memory {
                try writer.attribute(group, "zero_diagonal", .truth(memory.zeroDiagonal))
                if let rho = memory.offsets.first, memory.offsets.allSatisfy({ $0 == rho }) {
                    try writer.attribute(group, "rho", .real(Double(rho)))
                }
            }
        }
    }

    func writeTraining(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        try root.createGroup("training") { group in
            for (name, value) in training.attributes { try writer.attribute(group, name, value) }
            for (name, values) in training.curves {
                try writer.dataset(
                    group, name, values, shape: [values.count], axes: ["epoch"],
                    description: String(name.map { $0 == "_" ? " " : $0 }) + " after each epoch")
            }
        }
    }

    /// Coefficients (and offsets that differ) are kept in either form: they are what further learning builds on.
    private func writeMemory(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        guard let memory else { return }
        try writer.dataset(
            root, "coefficients", memory.coefficients, shape: [memory.count], axes: ["pattern"],
            description: "weight c_p of each pattern's outer product")
        if let rho = memory.offsets.first, memory.offsets.contains(where: { $0 != rho }) {
            try writer.dataset(
                root, "offsets", memory.offsets, shape: [memory.count], axes: ["pattern"],
                description: "mean rho_p subtracted from each pattern")
        }
    }

    private func writeMatrix(_ writer: DocumentWriter, _ root: borrowing HDF5Group, _ workers: Workers) throws {
        let description = "weight to unit post from unit pre"
        if let matrix {
            let square = matrix.rows == matrix.columns && memory != nil
            try writer.dataset(
                root, "weights", matrix.values, shape: [matrix.rows, matrix.columns], axes: ["post", "pre"],
                description: description, storage: .automatic(deflate: nil))
            _ = square
            return
        }
        guard let memory else { return }
        let neurons = memory.neurons
        try writer.derivedDataset(
            root, "weights", of: Float.self, shape: [neurons, neurons], axes: ["post", "pre"],
            description: description, storage: .automatic(deflate: nil)
        ) { dataset in
            let perChunk = dataset.rowsPerChunk
            let rows = max(1, Self.blockBytes / (neurons * 4) / perChunk) * perChunk
            var block = [Float](repeating: 0, count: min(rows, neurons) * neurons)
            for first in stride(from: 0, to: neurons, by: rows) {
                let range = first..<min(neurons, first + rows)
                try block.withUnsafeMutableBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return }
                    memory.materialise(rows: range, into: base, workers: workers)
                    try dataset.write(
                        rows: range, from: UnsafeBufferPointer(start: base, count: range.count * neurons))
                }
            }
        }
    }

    /// States have one value a unit: before the synapses or behind them.
    private static func axis(of name: String, _ count: Int, _ matrix: Matrix?) -> String {
        guard let matrix else { return "\(name)_index" }
        if name.hasSuffix("pre") || (count == matrix.columns && count != matrix.rows) { return "pre" }
        return count == matrix.rows ? "post" : "\(name)_index"
    }
}
