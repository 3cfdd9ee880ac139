import HDF5Store
import OperatingSystem
import Patterns

/// A file of ours being written: datasets as the table of the format has them, and the id of all of them.
///
/// What is written is compared with the table first: a value that readers would refuse is refused here.
package final class DocumentWriter {
    /// Which rows of the table the file has.
    let kind: FileKind
    /// Digests of the values written, by the paths of their datasets: the id is made of them.
    private var digests: [String: String] = [:]
    private var axes = AxisLengths()
    /// The file on disk, where there is one.
    private let output: OutputFile?

    init(_ kind: FileKind, output: OutputFile? = nil) {
        self.kind = kind
        self.output = output
    }

    /// Lets the system write to the disk what it holds back, so that the end need not wait for all of it.
    func startWritingBack() {
        output?.startWritingBack()
    }

    /// Numbers of a dataset of the table; of integers compressed, of others not.
    ///
    /// - Parameters:
    ///   - row: what the table leaves open in families of datasets.
    ///   - coding: of states of units.
    /// - Throws: `DocumentError` for a value that the table does not allow.
    func dataset<Element: CheckedElement>(
        _ group: borrowing HDF5Group, _ name: String, _ values: [Element], shape: [Int], as row: FormatDataset? = nil,
        coding: Coding? = nil, storage: HDF5Storage = .automatic,
        _ more: (borrowing HDF5Dataset) throws -> Void = { _ in }
    ) throws {
        let path = group.path == "/" ? "/\(name)" : "\(group.path)/\(name)"
        let row = try row ?? self.row(path, coding)
        try noteAxes(row, shape, path)
        if let problem = row.objection(to: values, coding: coding, shape: shape, axes: axes) {
            throw DocumentError("\(path): \(problem); nothing was written")
        }
        digests[path] = DataDigest.of(values, shape: shape)
        try group.createDataset(name, of: Element.self, shape: shape, storage: storage) { dataset in
            try dataset.write(values)
            try describe(dataset, row.description(of: name), row.unit)
            try more(dataset)
        }
        try attachAxes(group, name, shape, row)
    }

    /// Numbers of a dataset of the table that are written block by block.
    ///
    /// - Parameters:
    ///   - more: adds attributes of its own.
    ///   - fill: writes them, each found to be allowed, and returns their digest.
    func derivedDataset<Element: HDF5Element>(
        _ group: borrowing HDF5Group, _ name: String, of element: Element.Type, shape: [Int], storage: HDF5Storage,
        coding: Coding? = nil, _ more: (borrowing HDF5Dataset) throws -> Void = { _ in },
        _ fill: (borrowing HDF5Dataset) throws -> DataDigest
    ) throws {
        let row = try row("/\(name)", coding)
        try noteAxes(row, shape, "/\(name)")
        try group.createDataset(name, of: element, shape: shape, storage: storage) { dataset in
            digests["/\(name)"] = try fill(dataset).hexadecimal()
            try describe(dataset, row.description(of: name), row.unit)
            try more(dataset)
        }
        try attachAxes(group, name, shape, row)
    }

    /// States of a byte a unit that are made block by block, rows in their order.
    ///
    /// - Parameter make: fills a block with some rows, each value one that the coding allows.
    func blocks(
        _ group: borrowing HDF5Group, _ name: String, shape: [Int], storage: HDF5Storage = .automatic, coding: Coding,
        _ more: (borrowing HDF5Dataset) throws -> Void,
        make: (Range<Int>, UnsafeMutableBufferPointer<UInt8>) throws -> Void
    ) throws {
        try derivedDataset(group, name, of: UInt8.self, shape: shape, storage: storage, coding: coding, more) {
            dataset in
            var digest = DataDigest(shape: shape, of: UInt8.self)
            let (count, width) = (shape[0], shape[1])
            let height = dataset.rowsPerChunk * max(1, (4 << 20) / (dataset.rowsPerChunk * width))
            var block = [UInt8](repeating: 0, count: min(height, count) * width)
            for first in stride(from: 0, to: count, by: height) {
                let rows = first..<min(count, first + height)
                try block.withUnsafeMutableBufferPointer { buffer in
                    let part = UnsafeMutableBufferPointer(rebasing: buffer[..<(rows.count * width)])
                    try make(rows, part)
                    digest.update(UnsafeRawBufferPointer(part), rows: digest.rows(UnsafeRawBufferPointer(part)))
                    try dataset.write(rows: rows, from: UnsafeBufferPointer(part))
                }
                startWritingBack()
            }
            return digest
        }
    }

    func strings(
        _ group: borrowing HDF5Group, _ name: String, _ values: [String], as row: FormatDataset? = nil
    ) throws {
        let path = group.path == "/" ? "/\(name)" : "\(group.path)/\(name)"
        let row = try row ?? self.row(path, nil)
        if let problem = FileLayout.objection(values, axis: row.axes?.first) {
            throw DocumentError("\(path): \(problem)")
        }
        digests[path] = DataDigest.of(values)
        try group.createStrings(name, values) { try describe($0, row.description(of: name), row.unit) }
        try attachAxes(group, name, [values.count], row)
    }

    /// The row of a dataset that this file may hold.
    private func row(_ path: String, _ coding: Coding?) throws -> FormatDataset {
        guard let row = FormatTable.row(at: path, in: kind, coding: coding) else {
            preconditionFailure("the format has no dataset \(path) in \(kind.noun)")
        }
        return row
    }

    /// Datasets of the root that share an axis have one length along it, and positions on it are counted by that.
    private func noteAxes(_ row: FormatDataset, _ shape: [Int], _ path: String) throws {
        guard FormatTable.group(of: path) == "/" else { return }
        for (axis, length) in zip(row.axes ?? [], shape) {
            guard let objection = axes.note(axis, length, at: path) else { continue }
            throw DocumentError("\(path): \(objection)")
        }
    }

    func attribute(_ holder: borrowing some HDF5AttributeHolder & ~Copyable, _ name: String, _ value: AttributeValue)
        throws
    {
        switch value {
        case .text(let text): try holder.setAttribute(name, text)
        case .truth(let truth): try holder.setAttribute(name, truth)
        case .integer(let number): try holder.setAttribute(name, Int64(number))
        case .integers(let numbers): try holder.setAttribute(name, numbers.map { Int32($0) })
        case .real(let number): try holder.setAttribute(name, number)
        case .reals(let numbers): try holder.setAttribute(name, numbers)
        case .texts(let texts): try holder.setAttribute(name, texts)
        }
    }

    func describe(_ dataset: borrowing HDF5Dataset, _ description: String, _ units: String) throws {
        try dataset.setAttribute("description", description)
        try dataset.setAttribute("units", units)
    }

    /// Axes are dimension scales without values of their own, as netCDF has them: they name the axis and cost
    /// nothing. One scale serves all datasets of the group that have the axis.
    private func attachAxes(
        _ group: borrowing HDF5Group, _ name: String, _ shape: [Int], _ row: FormatDataset
    ) throws {
        let axes = row.axes ?? shape.indices.map { "\(name)_\($0)" }
        precondition(axes.count == shape.count, "one name an axis")
        for (dimension, axis) in axes.enumerated() {
            if !group.contains(axis) {
                try group.createDataset(axis, of: Int32.self, shape: [shape[dimension]], storage: .contiguous) {
                    try describe($0, "axis: \(axis)", "1")
                    let length = String(shape[dimension])
                    let padding = String(repeating: " ", count: max(0, 10 - length.count))
                    try $0.makeScale("This is a netCDF dimension but not a netCDF variable.\(padding)\(length)")
                }
            }
            try group.attachScale(axis, to: name, dimension: dimension)
            try group.dataset(name) { try $0.label(axis, dimension: dimension) }
        }
    }

    /// Whether an output takes bytes one after the other only, so that the file is made in memory first: standard
    /// output, a pipe or a device.
    package static func makesImage(for path: String?) -> Bool {
        guard let path, path != "-" else { return true }
        return OutputFile.isStream(path)
    }

    /// Writes a whole file and makes it appear.
    ///
    /// - Parameters:
    ///   - kind: which rows of the table the file has.
    ///   - path: the target; nil or `-` is standard output.
    ///   - provenance: the command and what it read, for `history`.
    ///   - body: writes the contents into the root.
    /// - Throws: `FileError`, `HDF5Error`; nothing is left behind then.
    package static func write(
        _ kind: FileKind, to path: String?, replacing: Bool, provenance: Provenance,
        _ body: (DocumentWriter, borrowing HDF5Group) throws -> Void
    ) throws {
        guard let path, path != "-" else {
            return try StandardStreams.writeOutput(try image(kind, provenance, body))
        }
        let output = try OutputFile.create(for: path, replacing: replacing)
        if output.isDirect {
            try output.write(try image(kind, provenance, body))
        } else {
            do {
                let file = try HDF5File.create(at: output.temporaryPath)
                try fill(file, provenance, DocumentWriter(kind, output: output), body)
                try file.close()
            } catch let error as HDF5Error {
                // The reader knows the target, not the temporary name.
                let message = error.message.replacing(output.temporaryPath, with: path)
                throw DocumentError(message.hasPrefix(path) ? message : "\(path): \(message)")
            } catch let error as DocumentError {
                throw DocumentError("\(path): \(error)")
            }
        }
        try output.commit()
    }

    /// The bytes of a whole file.
    package static func image(
        _ kind: FileKind, _ provenance: Provenance,
        _ body: (DocumentWriter, borrowing HDF5Group) throws -> Void
    ) throws -> [UInt8] {
        let file = try HDF5File.createInMemory()
        try fill(file, provenance, DocumentWriter(kind), body)
        return try file.image()
    }

    private static func fill(
        _ file: borrowing HDF5File, _ provenance: Provenance, _ writer: DocumentWriter,
        _ body: (DocumentWriter, borrowing HDF5Group) throws -> Void
    ) throws {
        try file.root { root in
            try root.setAttribute("format", writer.kind.format.rawValue)
            try root.setAttribute("format_version", DocumentFormat.version)
            try body(writer, root)
            try root.setAttribute("created", provenance.created)
            try provenance.origin.write(writer, root)
            try root.setAttribute("id", ContentDigest.id(of: root, known: writer.digests))
        }
    }
}
