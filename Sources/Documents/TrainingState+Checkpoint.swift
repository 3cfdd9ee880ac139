import HDF5Store
import Numerics
import Training

// The checkpoint of an interrupted training, from which it goes on to the same bytes: a weights file with the weights so
// far, and beside them a group /checkpoint with everything else.

extension TrainingState {
    /// - Parameters:
    ///   - path: of the file, which is replaced.
    ///   - kind: of the model.
    ///   - key: what is being trained, on what and how: a checkpoint serves only the training that wrote it.
    ///   - provenance: the command that trains.
    public func write(to path: String, kind: String, key: String, provenance: Provenance) throws {
        try DocumentWriter.write(.weights, to: path, replacing: true, provenance: provenance) {
            writer, root in
            var document = WeightsDocument(
                model: WeightsDocument.Model(kind: kind), form: .dense, content: .matrix(.values(weights)))
            document.snapshots = snapshots
            try document.writeContents(writer, root, .single)
            try root.createGroup("checkpoint") { group in
                try writer.attribute(group, "epoch", .integer(epoch))
                try writer.attribute(group, "step", .integer(step))
                try writer.attribute(group, "key", .text(key))
                for (name, arrays) in [("rule", rule), ("model", model), ("record", record)] {
                    try group.createGroup(name) { try Self.write(arrays, writer, $0) }
                }
            }
        }
    }

    private static func write(
        _ arrays: NamedArrays, _ writer: DocumentWriter, _ group: borrowing HDF5Group
    ) throws {
        for name in arrays.names {
            guard let entry = arrays.entries[name] else { continue }
            let plain = name.replacing("/", with: ".")
            let row = FormatTable.row(at: "\(group.path)/\(plain)", in: .weights)?.naming(
                axes: entry.shape.indices.map { "\(plain)_\($0)" }, description: name)
            try writer.dataset(
                group, plain, entry.values, shape: entry.shape, as: row, storage: .automatic(deflate: nil))
        }
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: `DocumentError` for a file without one, or with that of another training.
    public static func read(_ path: String, key: String) throws -> TrainingState {
        try DocumentReader.open(path, as: [.weights]) { root, header in
            guard try root.kind(of: "checkpoint") == .group else {
                throw DocumentError(
                    "holds no checkpoint, expected one of an interrupted training, or no file")
            }
            guard let header else {
                throw DocumentError("this is not a checkpoint of canns, expected one")
            }
            let layout = try header.requireLayout()
            let document = try WeightsDocument.read(root, header, nil)
            guard let weights = document.matrix else {
                throw DocumentError("the checkpoint has no /weights")
            }
            let (epoch, step, training) = try root.group("checkpoint") { group in
                (
                    try group.value("epoch")?.integer, try group.value("step")?.integer,
                    try group.value("key")?.text
                )
            }
            guard training == key else {
                throw DocumentError(
                    "is the checkpoint of another training (other patterns, rule or options); remove it to begin anew"
                )
            }
            return TrainingState(
                epoch: epoch ?? 0, step: step ?? 0, weights: weights,
                rule: try arrays("/checkpoint/rule", root, layout),
                model: try arrays("/checkpoint/model", root, layout),
                record: try arrays("/checkpoint/record", root, layout), snapshots: document.snapshots)
        }
    }

    /// The arrays of a group; their descriptions are their names.
    private static func arrays(
        _ group: String, _ root: borrowing HDF5Group, _ layout: FileLayout
    ) throws -> NamedArrays {
        var arrays = NamedArrays()
        for (path, row) in layout.datasets where row.group == group {
            let (name, shape) = try root.dataset(path) { (try $0.value("description")?.text, $0.shape) }
            arrays.set(name ?? path, shape: shape, try layout.numbers(path, root))
        }
        return arrays
    }
}
