import HDF5Store
import Models
import Numerics
import Patterns
import Studies
import Training

/// A part of a weights file: rows of the matrix of a memory that were learned apart from the others.
package struct WeightRowsDocument: Sendable {
    /// All that the whole file has beside its matrix.
    package var setting: WeightsDocument
    /// Which part it is.
    package let part: StudyShard
    /// The units of the rows.
    package let rows: Range<Int>
    /// What the rows add to the tally of each epoch; empty for rules that learn in one step.
    package let tally: [Int]
    /// The command that makes the whole file.
    package let command: String
    /// The rows as they were learned; nil where they stay in their file.
    private let learned: LearnedRows?

    /// What a trainer has learned of some rows.
    ///
    /// - Parameters:
    ///   - trainer: after its training.
    ///   - input: what was learned, where it is not what the trainer was given.
    package init<Network: StorableModel, Rule>(
        _ learned: LearnedRows, _ part: StudyShard, of trainer: Trainer<Network, Rule>, input: PatternSet?,
        command: String
    ) throws {
        var content: WeightsDocument.Content?
        if case .products(let memory) = learned { content = .memory(memory) }
        setting = WeightsDocument(trainer, trainer.model.contents, content, .dense, input)
        setting.training.curves = []
        self.part = part
        rows = part.rows(of: trainer.model.inputCount)
        if case .values(_, let tally) = learned { self.tally = tally } else { tally = [] }
        self.command = command
        self.learned = learned
    }

    package func write(
        to path: String?, replacing: Bool, provenance: Provenance, workers: Workers = .single
    ) throws {
        try DocumentWriter.write(.weightRows, to: path, replacing: replacing, provenance: provenance) { writer, root in
            try setting.writeSetting(writer, root)
            try root.createGroup("part") { group in
                try writer.attribute(group, "number", .integer(part.number))
                try writer.attribute(group, "count", .integer(part.count))
                try writer.attribute(group, "command", .text(command))
            }
            if !tally.isEmpty { try writer.dataset(root, "tally", tally.map { Int64($0) }, shape: [tally.count]) }
            switch learned {
            case .products(let memory)?: try write(memory, writer, root, workers)
            case .values(let matrix, _)?:
                try writer.dataset(
                    root, "weight_rows", matrix.values, shape: [matrix.rows, matrix.columns],
                    storage: WeightsDocument.matrixStorage)
            case nil: throw DocumentError("rows that stay in their file are not written again")
            }
        }
    }

    /// Makes the rows in the very blocks in which the whole matrix is made, so that sums round alike.
    private func write(
        _ memory: OuterProductWeights, _ writer: DocumentWriter, _ root: borrowing HDF5Group, _ workers: Workers
    ) throws {
        let (width, storage) = (memory.neurons, WeightsDocument.matrixStorage)
        let whole = storage.rowsPerChunk(shape: [width, width], elementBytes: MemoryLayout<Float>.stride) ?? 1
        let blocks = RowBlocks(rows: width, columns: width, multipleOf: whole, wanted: rows)
        let shape = [rows.count, width]
        try writer.derivedDataset(root, "weight_rows", of: Float.self, shape: shape, storage: storage) { dataset in
            var digest = DataDigest(shape: shape, of: Float.self)
            try blocks.forEachInOrder(workers: workers) { range, buffer in
                memory.materialise(rows: range, into: SharedPointer(buffer).base, workers: .single)
            } finish: { range, buffer in
                let own = range.clamped(to: rows)
                let start = (own.lowerBound - range.lowerBound) * width
                let values = UnsafeBufferPointer(rebasing: buffer[start..<start + own.count * width])
                let first = own.lowerBound - rows.lowerBound
                try WeightsDocument.requireFinite(values, from: first, shape, path: "/weight_rows")
                let bytes = UnsafeRawBufferPointer(values)
                digest.update(bytes, rows: digest.rows(bytes))
                try dataset.write(rows: first..<first + own.count, from: values)
                writer.startWritingBack()
            }
            return digest
        }
    }

    // MARK: - Reading

    /// Reads all but the rows; nil for another file.
    package static func read(_ path: String) throws -> WeightRowsDocument? {
        try DocumentReader.open(path) { root, header in
            guard let header, try header.requireLayout().kind == .weightRows else { return nil }
            return try WeightRowsDocument(root, header)
        }
    }

    init(_ root: borrowing HDF5Group, _ header: DocumentHeader) throws {
        let layout = try header.requireLayout()
        setting = try WeightsDocument.read(root, header, nil)
        (part, command) = try root.group("part") { group in
            do {
                let (number, count) = (try group.value("number")?.integer, try group.value("count")?.integer)
                return (
                    try StudyShard(number: number ?? 0, count: count ?? 0), try group.value("command")?.text ?? ""
                )
            } catch let error as StudyError { throw DocumentError("/part: \(error)") }
        }
        let shape = try root.dataset("weight_rows") { $0.shape }
        rows = part.rows(of: shape[1])
        guard rows.count == shape[0] else {
            throw DocumentError("/weight_rows: has \(shape[0]) rows, expected the \(rows.count) of part \(part)")
        }
        tally = root.contains("tally") ? try layout.numbers("/tally", root, as: Int64.self).map { Int($0) } : []
        learned = nil
    }

    /// The step that makes the whole, which read what the one of the part did.
    package func provenance(_ command: String) -> Provenance {
        Provenance(again: setting.header?.origin ?? .none, command)
    }

    /// In words, for messages.
    package var noun: String {
        "part \(part) of a weights file (rows \(rows.lowerBound) to \(rows.upperBound - 1)); canns-study merge joins the parts"
    }
}
