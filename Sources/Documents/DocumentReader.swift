import HDF5Store
import OperatingSystem

/// A file that is read: from a path or from standard input, ours or of other origin.
public enum DocumentReader {
    /// The most bytes that standard input may bring: 8 GiB.
    static let streamLimit = 8 << 30

    /// Opens a file, checks its header and lends its root.
    ///
    /// - Parameters:
    ///   - path: nil or `-` is standard input.
    ///   - kinds: those that serve the purpose; files of other origin have none, and pass.
    ///   - advice: completes the message about a wrong kind, such as `train on it first: canns-train`.
    ///   - body: what is done with the root and the header.
    /// - Throws: errors that begin with the path.
    public static func open<R>(
        _ path: String?, as kinds: Set<DocumentKind>, advice: String = "",
        _ body: (borrowing HDF5Group, DocumentHeader?) throws -> R
    ) throws -> R {
        let name = displayName(path)
        return try naming(name) {
            try withFile(path) { file in
                try file.root { root in
                    var header = try DocumentHeader.read(root)
                    if let header, !kinds.contains(header.kind) {
                        let wanted = DocumentKind.allCases.filter(kinds.contains).map(\.noun).joined(separator: " or ")
                        let hint = advice.isEmpty ? "" : "; \(advice)"
                        throw DocumentError("this is \(header.kind.noun), expected \(wanted)\(hint)")
                    }
                    if let kind = header?.kind { header?.layout = try FileLayout(root, kind) }
                    _ = try header?.requireLayout()
                    return try body(root, header)
                }
            }
        }
    }

    /// Opens a file and lends it to `body`, which does nothing but read.
    ///
    /// A damaged or hostile file can crash libhdf5 or keep it busy for ever, and must not take the program with it:
    /// what `body` does is done in a copy of this process first. The copy does the same from the same state, so where
    /// it ends the program ends as well. Programs only: a process that uses the library may have threads, and copies
    /// of such a process are not safe.
    static func withFile<R>(_ path: String?, _ body: (borrowing HDF5File) throws -> R) throws -> R {
        guard let path, path != "-" else {
            if StandardStreams.isTerminal(.input) {
                throw FileError("a terminal, expected an HDF5 file; name one or pipe one in")
            }
            let bytes = try StandardStreams.readAllInput(limit: streamLimit)
            let count = bytes.count
            if count <= trialLimit { try tryOut(bytes: count) { try lend(HDF5File.open(image: bytes), to: body) } }
            return try restricted(bytes: count) { try lend(HDF5File.open(image: bytes), to: body) }
        }
        guard InputFile.exists(path) else { throw FileError("No such file or directory") }
        let count = try InputFile.size(path)
        try tryOut(bytes: count) {
            if count <= trialLimit {
                _ = try lend(HDF5File.open(at: path), to: body)
            } else {
                _ = try HDF5File.open(at: path).problems(readingNumbersUpTo: 0)
            }
        }
        return try restricted(bytes: count) { try lend(HDF5File.open(at: path), to: body) }
    }

    /// Of larger files the numbers are not tried, and larger images not at all: 64 MiB.
    private static let trialLimit = 64 << 20

    private static func lend<R>(
        _ file: consuming HDF5File, to body: (borrowing HDF5File) throws -> R
    ) throws -> R {
        let result = try body(file)
        try file.close()
        return result
    }

    /// A second for every 4 MiB, far more than reading takes.
    private static func tryOut<R>(bytes: Int, _ body: () throws -> R) throws {
        guard Interruption.isInstalled else { return }
        let seconds = 2 + min(bytes, trialLimit) / (4 << 20)
        switch Trial.run(seconds: seconds, { try restricted(bytes: bytes) { _ = try body() } }) {
        case .ended: return
        case .crashed: throw DocumentError("is damaged beyond reading, expected a sound HDF5 file")
        case .tooLong: throw DocumentError("is damaged so that reading it does not end, expected a sound HDF5 file")
        }
    }

    /// A damaged size can make libhdf5 take a gigabyte for each object that it looks at. 1 GiB for a small file, and 64
    /// times what a larger one has, is room for any sound one.
    private static func restricted<R>(bytes: Int, _ body: () throws -> R) rethrows -> R {
        guard Interruption.isInstalled else { return try body() }
        return try Trial.restricted(bytes: (1 << 30) + 64 * bytes, body)
    }

    /// What messages call an input.
    public static func displayName(_ path: String?) -> String {
        guard let path, path != "-" else { return "standard input" }
        return path
    }

    /// Runs `body`; its errors begin with the name of the file, once.
    static func naming<R>(_ name: String, _ body: () throws -> R) throws -> R {
        do { return try body() } catch let error as HDF5Error {
            throw DocumentError(prefixed(error.message, name))
        } catch let error as DocumentError {
            throw DocumentError(prefixed(error.description, name))
        } catch let error as FileError {
            throw DocumentError(prefixed(error.description, name))
        }
    }

    private static func prefixed(_ message: String, _ name: String) -> String {
        message.hasPrefix(name + ":") ? message : "\(name): \(message)"
    }
}

extension HDF5AttributeHolder where Self: ~Copyable {
    /// An attribute as one of our typed values; nil where it is absent or of another shape.
    func value(_ name: String) throws -> AttributeValue? {
        guard let attribute = try attribute(name) else { return nil }
        if let text = attribute.string { return .text(text) }
        if case .truth(let truth) = attribute.value { return .truth(truth) }
        if attribute.isScalar, let number = attribute.int { return .integer(number) }
        if attribute.isScalar, let number = attribute.double { return .real(number) }
        if let numbers = attribute.ints { return .integers(numbers) }
        if let numbers = attribute.doubles { return .reals(numbers) }
        if let texts = attribute.strings { return .texts(texts) }
        return nil
    }
}
