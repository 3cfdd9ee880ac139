import HDF5Store
import Models
import Numerics
import Patterns
import Synchronization

extension WeightsDocument {
    public func write(
        to path: String?, replacing: Bool, provenance: Provenance, workers: Workers = .single
    ) throws {
        try DocumentWriter.write(.weights, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try writeContents(writer, root, workers)
        }
    }

    func writeContents(_ writer: DocumentWriter, _ root: borrowing HDF5Group, _ workers: Workers) throws {
        if let patterns { try PatternsSchema.write(patterns, writer, root) }
        try writeModel(writer, root)
        try writeTraining(writer, root)
        try writeMemory(writer, root)
        if form == .dense { try writeMatrix(writer, root, workers) }
        try writeState(writer, root)
        try writeSnapshots(writer, root)
    }

    func writeModel(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        try root.createGroup("model") { group in
            try writer.attribute(group, "kind", .text(model.kind))
            try writer.attribute(group, "form", .text(form.rawValue))
            for (name, value) in model.parameters where !["kind", "form", "input_geometry"].contains(name) {
                try writer.attribute(group, name, value)
            }
            if let inputGeometry {
                try writer.attribute(
                    group, "input_geometry", .integers([inputGeometry.rows, inputGeometry.columns]))
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
            for (name, values) in training.curves { try writer.dataset(group, name, values, shape: [values.count]) }
        }
    }

    /// Coefficients (and offsets that differ) are kept in either form: they are what further learning builds on.
    private func writeMemory(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        guard let memory else { return }
        if let mixing = memory.mixing {
            try writer.dataset(root, "mixing", mixing.values, shape: [mixing.rows, mixing.columns])
        } else {
            try writer.dataset(root, "coefficients", memory.coefficients, shape: [memory.count])
        }
        if let rho = memory.offsets.first, memory.offsets.contains(where: { $0 != rho }) {
            try writer.dataset(root, "offsets", memory.offsets, shape: [memory.count])
        }
    }

    private func writeMatrix(_ writer: DocumentWriter, _ root: borrowing HDF5Group, _ workers: Workers) throws {
        if let matrix {
            try writer.dataset(
                root, "weights", matrix.values, shape: [matrix.rows, matrix.columns],
                storage: .automatic(deflate: nil))
            return
        }
        guard let memory else { return }
        let neurons = memory.neurons
        try writer.derivedDataset(
            root, "weights", of: Float.self, shape: [neurons, neurons], storage: .automatic(deflate: nil)
        ) { dataset in
            guard let chunks = try dataset.rowChunks(of: Float.self) else {
                return try fill(dataset, with: memory, workers)
            }
            let blocks = RowBlocks(rows: neurons, columns: neurons, multipleOf: chunks.rowsPerChunk)
            let seals = Mutex<[Int: [UInt32]]>([:])
            try blocks.forEachInTurn(workers: workers) { range, buffer in
                memory.materialise(rows: range, into: SharedPointer(buffer).base, workers: .single)
                let sums = chunks.seal(rows: range, in: buffer)
                seals.withLock { $0[range.lowerBound] = sums }
            } finish: { range, buffer in
                let sums = seals.withLock { $0.removeValue(forKey: range.lowerBound) } ?? []
                try chunks.write(rows: range, from: buffer, checksums: sums)
                writer.startWritingBack()
            }
        }
    }

    /// For rows so long that a chunk holds a part of one.
    private func fill(
        _ dataset: borrowing HDF5Dataset, with memory: OuterProductWeights, _ workers: Workers
    ) throws {
        let neurons = memory.neurons
        let blocks = RowBlocks(rows: neurons, columns: neurons, multipleOf: dataset.rowsPerChunk)
        var block = [Float](repeating: 0, count: blocks.height * neurons)
        for first in stride(from: 0, to: neurons, by: blocks.height) {
            let range = first..<min(neurons, first + blocks.height)
            try block.withUnsafeMutableBufferPointer { buffer in
                memory.materialise(rows: range, into: SharedPointer(buffer).base, workers: workers)
                try dataset.write(
                    rows: range, from: UnsafeBufferPointer(rebasing: buffer[..<(range.count * neurons)]))
            }
        }
    }

    /// What rule and model keep: one value a unit, or one a synapse.
    private func writeState(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        for name in state.names {
            guard let entry = state.entries[name] else { continue }
            var row = FormatTable.row(at: "/\(name)", in: writer.kind)
            if row?.axes == nil { row = row?.naming(axes: entry.axes ?? entry.shape.indices.map { "\(name)_\($0)" }) }
            try writer.dataset(root, name, entry.values, shape: entry.shape, as: row)
        }
    }

    private func writeSnapshots(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        guard let first = snapshots.first?.weights else { return }
        try writer.dataset(
            root, "snapshots", snapshots.flatMap(\.weights.values),
            shape: [snapshots.count, first.rows, first.columns], storage: .automatic(deflate: nil))
        try writer.dataset(
            root, "snapshot_epochs", snapshots.map { Int32(clamping: $0.epoch) }, shape: [snapshots.count])
    }
}
