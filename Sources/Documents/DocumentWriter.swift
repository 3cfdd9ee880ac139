import Checksums
import HDF5Store
import OperatingSystem

/// A file of ours being written: datasets with their descriptions, and the digest that becomes the file's id.
///
/// What a dataset holds is defined by its path, values and attributes; all of it enters the digest, except values
/// that follow from others (a matrix made of outer products).
public final class DocumentWriter {
    var digest = SHA256()
    /// The file on disk, where there is one.
    private let output: OutputFile?

    init(output: OutputFile? = nil) {
        self.output = output
    }

    /// Lets the system write to the disk what it holds back, so that the end need not wait for all of it.
    func startWritingBack() {
        output?.startWritingBack()
    }

    /// Numbers with a description, units and the names of the axes.
    func dataset<Element: HDF5Element>(
        _ group: borrowing HDF5Group, _ name: String, _ values: [Element], shape: [Int], axes: [String],
        description: String, units: String = "1", storage: HDF5Storage = .automatic,
        _ more: (borrowing HDF5Dataset) throws -> Void = { _ in }
    ) throws {
        digest.update("\(name) \(shape)")
        values.withUnsafeBytes { digest.update($0) }
        try group.createDataset(name, of: Element.self, shape: shape, storage: storage) { dataset in
            try dataset.write(values)
            try describe(dataset, description, units)
            try more(dataset)
        }
        try attachAxes(group, name, shape, axes)
    }

    /// Numbers that are written block by block by `fill`; they do not enter the digest.
    func derivedDataset<Element: HDF5Element>(
        _ group: borrowing HDF5Group, _ name: String, of element: Element.Type, shape: [Int], axes: [String],
        description: String, units: String = "1", storage: HDF5Storage,
        _ fill: (borrowing HDF5Dataset) throws -> Void
    ) throws {
        try group.createDataset(name, of: element, shape: shape, storage: storage) { dataset in
            try fill(dataset)
            try describe(dataset, description, units)
        }
        try attachAxes(group, name, shape, axes)
    }

    func strings(
        _ group: borrowing HDF5Group, _ name: String, _ values: [String], axis: String, description: String
    ) throws {
        digest.update("\(name) \(values)")
        try group.createStrings(name, values) { try describe($0, description, "1") }
        try attachAxes(group, name, [values.count], [axis])
    }

    /// An attribute that belongs to the content.
    func attribute(_ holder: borrowing some HDF5AttributeHolder & ~Copyable, _ name: String, _ value: AttributeValue)
        throws
    {
        digest.update("\(name) \(value)")
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
        _ group: borrowing HDF5Group, _ name: String, _ shape: [Int], _ axes: [String]
    ) throws {
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
    public static func makesImage(for path: String?) -> Bool {
        guard let path, path != "-" else { return true }
        return OutputFile.isStream(path)
    }

    /// Writes a whole file and makes it appear.
    ///
    /// - Parameters:
    ///   - kind: what `format` says.
    ///   - path: the target; nil or `-` is standard output.
    ///   - replacing: whether an existing file may be replaced.
    ///   - provenance: the command and what it read, for `history`.
    ///   - body: writes the contents into the root.
    /// - Throws: `FileError`, `HDF5Error`; nothing is left behind then.
    public static func write(
        _ kind: DocumentKind, to path: String?, replacing: Bool, provenance: Provenance,
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
                try fill(file, kind, provenance, DocumentWriter(output: output), body)
                try file.close()
            } catch let error as HDF5Error {
                // The reader knows the target, not the temporary name.
                let message = error.message.replacing(output.temporaryPath, with: path)
                throw DocumentError(message.hasPrefix(path) ? message : "\(path): \(message)")
            }
        }
        try output.commit()
    }

    /// The bytes of a whole file.
    public static func image(
        _ kind: DocumentKind, _ provenance: Provenance,
        _ body: (DocumentWriter, borrowing HDF5Group) throws -> Void
    ) throws -> [UInt8] {
        let file = try HDF5File.createInMemory()
        try fill(file, kind, provenance, DocumentWriter(), body)
        return try file.image()
    }

    private static func fill(
        _ file: borrowing HDF5File, _ kind: DocumentKind, _ provenance: Provenance, _ writer: DocumentWriter,
        _ body: (DocumentWriter, borrowing HDF5Group) throws -> Void
    ) throws {
        writer.digest.update(kind.rawValue)
        try file.root { root in
            try root.setAttribute("format", kind.rawValue)
            try root.setAttribute("format_version", DocumentFormat.version)
            try body(writer, root)
            try root.setAttribute("created", provenance.created)
            try root.setAttribute("history", provenance.history)
            try root.setAttribute("id", writer.digest.hexadecimal())
        }
    }
}

/// A typed attribute.
public enum AttributeValue: Sendable, Equatable {
    case text(String)
    case truth(Bool)
    case integer(Int)
    case integers([Int])
    case real(Double)
    case reals([Double])
    case texts([String])
}

extension AttributeValue {
    /// A parameter as its user wrote it: 0.9, not the 0.8999999761581421 that the nearest Float is.
    public static func real(_ value: Float) -> AttributeValue { .real(Double("\(value)") ?? Double(value)) }

    /// The truth value; files hold it as 0 or 1.
    public var truth: Bool? {
        switch self {
        case .truth(let value): value
        case .integer(let number) where number == 0 || number == 1: number == 1
        default: nil
        }
    }

    public var integer: Int? { if case .integer(let number) = self { number } else { nil } }
    public var text: String? { if case .text(let text) = self { text } else { nil } }

    public var real: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}
