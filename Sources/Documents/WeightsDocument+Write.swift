import HDF5Store
import Models
import Numerics
import Patterns
import Synchronization

extension WeightsDocument {
    package func write(
        to path: String?, replacing: Bool, provenance: Provenance, workers: Workers = .single
    ) throws {
        try DocumentWriter.write(.weights, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try writeContents(writer, root, workers)
        }
    }

    func writeContents(_ writer: DocumentWriter, _ root: borrowing HDF5Group, _ workers: Workers) throws {
        try writeSetting(writer, root)
        if case .bits(let bits)? = content { try writeBits(bits, writer, root) }
        if case .connections(let connections, let weights)? = content {
            try writeConnections(connections, weights, writer, root)
        }
        if form == .dense { try writeMatrix(writer, root, workers) }
        try writeState(writer, root)
        try writeSnapshots(writer, root)
    }

    /// All but the weights themselves and what is kept beside them.
    func writeSetting(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        if let patterns { try PatternsSchema.write(patterns, writer, root) }
        if let targets { try PatternsSchema.writeTargets(targets, writer, root) }
        try writeModel(writer, root)
        try writeTraining(writer, root)
        try writeMemory(writer, root)
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
                    group, "input_geometry", .integers(inputGeometry.sides))
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
        switch memory.coupling {
        case .inverseCorrelation(let inverse):
            try writer.dataset(root, "mixing", inverse.values, shape: [inverse.rows, inverse.columns])
        case .coefficients(let coefficients):
            try writer.dataset(root, "coefficients", coefficients, shape: [memory.count])
        }
        if let rho = memory.offsets.first, memory.offsets.contains(where: { $0 != rho }) {
            try writer.dataset(root, "offsets", memory.offsets, shape: [memory.count])
        }
    }

    private func writeMatrix(_ writer: DocumentWriter, _ root: borrowing HDF5Group, _ workers: Workers) throws {
        switch content {
        case nil, .bits, .connections: return
        case .memory(let memory):
            try writeMatrix(memory.neurons, writer, root, workers) { range, buffer in
                memory.materialise(rows: range, into: SharedPointer(buffer).base, workers: .single)
            }
        case .matrix(.rows(let source)), .both(.rows(let source), _):
            try writeMatrix(source.neurons, writer, root, workers) { try source.read(rows: $0, into: $1) }
        case .matrix(.values(let matrix)), .both(.values(let matrix), _):
            try writer.dataset(
                root, "weights", matrix.values, shape: [matrix.rows, matrix.columns], storage: Self.matrixStorage)
        }
    }

    /// How a matrix stands in a file: real numbers hardly compress.
    static let matrixStorage = HDF5Storage.automatic(deflate: nil)

    /// Writes a square matrix in blocks of rows.
    ///
    /// - Parameter make: fills a block, on any thread.
    private func writeMatrix(
        _ neurons: Int, _ writer: DocumentWriter, _ root: borrowing HDF5Group, _ workers: Workers,
        _ make: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Float>) throws -> Void
    ) throws {
        let shape = [neurons, neurons]
        try writer.derivedDataset(root, "weights", of: Float.self, shape: shape, storage: Self.matrixStorage) {
            dataset in
            let chunks = try dataset.rowChunks(of: Float.self)
            let blocks = RowBlocks(
                rows: shape[0], columns: shape[1], multipleOf: chunks?.rowsPerChunk ?? dataset.rowsPerChunk)
            var digest = DataDigest(shape: shape, of: Float.self)
            let sealed = Mutex<[Int: (sums: [UInt32], rows: [UInt8])]>([:])
            try blocks.forEachInOrder(workers: workers) { [digest] range, buffer in
                try make(range, buffer)
                let values = UnsafeBufferPointer(rebasing: buffer[..<(range.count * shape[1])])
                try Self.requireFinite(values, from: range.lowerBound, shape)
                let rows = digest.rows(UnsafeRawBufferPointer(values))
                let sums = chunks?.seal(rows: range, in: buffer) ?? []
                sealed.withLock { $0[range.lowerBound] = (sums, rows) }
            } finish: { range, buffer in
                let (sums, rows) = sealed.withLock { $0.removeValue(forKey: range.lowerBound) } ?? ([], [])
                let values = UnsafeBufferPointer(rebasing: buffer[..<(range.count * shape[1])])
                digest.update(UnsafeRawBufferPointer(values), rows: rows)
                // Rows may be so long that a chunk holds a part of one; such are written as the library writes.
                if let chunks {
                    try chunks.write(rows: range, from: buffer, checksums: sums)
                } else {
                    try dataset.write(rows: range, from: values)
                }
                writer.startWritingBack()
            }
            return digest
        }
    }

    static func requireFinite(
        _ values: UnsafeBufferPointer<Float>, from row: Int, _ shape: [Int], path: String = "/weights"
    ) throws {
        guard let bad = values.firstIndex(where: { !$0.isFinite }) else { return }
        let place = FormatTable.position(row * shape[1] + bad, shape, ["post", "pre"])
        throw DocumentError("\(path): is \(values[bad]) at \(place), expected finite numbers; nothing was written")
    }

    /// What rule and model keep: one value a unit, or one a synapse.
    private func writeState(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        let units = ModelRegistry.model(of: model.kind)?.stateUnits ?? [:]
        for name in state.names {
            guard let entry = state.entries[name] else { continue }
            var row = FormatTable.row(at: "/\(name)", in: writer.kind)
            if row?.axes == nil { row = row?.naming(axes: entry.axes ?? entry.shape.indices.map { "\(name)_\($0)" }) }
            try writer.dataset(root, name, entry.values, shape: entry.shape, as: row) { dataset in
                if let unit = units[name] { try writer.attribute(dataset, "units", .text(unit)) }
            }
        }
    }

    private func writeSnapshots(_ writer: DocumentWriter, _ root: borrowing HDF5Group) throws {
        guard let first = snapshots.first?.weights else { return }
        if form != .connections {
            try writer.dataset(
                root, "snapshots", snapshots.flatMap(\.weights.values),
                shape: [snapshots.count, first.rows, first.columns], storage: .automatic(deflate: nil))
        }
        try writer.dataset(
            root, "snapshot_epochs", snapshots.map { Int32(clamping: $0.epoch) }, shape: [snapshots.count])
    }
}
