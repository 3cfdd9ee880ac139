import HDF5Store
import OperatingSystem

/// A file that is read: from a path or from standard input, ours or of other origin.
package enum DocumentReader {
    /// Opens a file, checks its header and lends its root.
    ///
    /// - Parameters:
    ///   - path: nil or `-` is standard input.
    ///   - image: the bytes of a stream that was read already.
    ///   - kinds: those that serve the purpose; files of other origin have none, and pass.
    ///   - advice: completes the message about a wrong kind, such as `train on it first: canns-train`.
    ///   - body: what is done with the root and the header.
    /// - Throws: errors that begin with the path.
    package static func open<R>(
        _ path: String?, image: [UInt8]? = nil, as kinds: Set<DocumentKind> = Set(DocumentKind.allCases),
        advice: String = "", _ body: (borrowing HDF5Group, DocumentHeader?) throws -> R
    ) throws -> R {
        try naming(displayName(path)) {
            let source = try DocumentSource(path, image: image)
            return try open(source, as: kinds, advice: advice, body)
        }
    }

    static func open<R>(
        _ source: DocumentSource, as kinds: Set<DocumentKind>, advice: String = "",
        _ body: (borrowing HDF5Group, DocumentHeader?) throws -> R
    ) throws -> R {
        try naming(source.name) {
            try withFile(source) { file in
                try file.root { root in
                    var header = try DocumentHeader.read(root)
                    if header != nil, let bytes = try file.bytesAfterEnd() {
                        throw DocumentError("/: \(bytes) bytes follow the end of the file, expected none")
                    }
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
    static func withFile<R>(_ source: DocumentSource, _ body: (borrowing HDF5File) throws -> R) throws -> R {
        // The bytes of a stream are in memory, and once more where the library holds them.
        let room = source.path == nil ? source.bytes : 0
        if source.bytes <= trialLimit {
            try tryOut { try measured(room: room, source.open, body) }
        } else if source.path != nil {
            try tryOut { try measured(source.open) { $0.problems(readingNumbersUpTo: 0) } }
        }
        return try measured(room: room, source.open, body)
    }

    /// Of larger files the numbers are not tried, and larger images not at all: 64 MiB.
    private static let trialLimit = 64 << 20

    /// Lends a file to `body`, which may take as much memory, and in a trial as much time, as what the file declares asks
    /// for: a file of 300 KB may well hold 30 MB. A damaged size can make libhdf5 take a gigabyte for each object that it
    /// looks at, so the declarations are looked at within a gigabyte and a few seconds.
    ///
    /// - Parameter room: what the file itself takes in memory.
    private static func measured<R>(
        room: Int = 0, _ open: () throws -> HDF5File, _ body: (borrowing HDF5File) throws -> R
    ) throws -> R {
        func lend<T>(_ body: (borrowing HDF5File) throws -> T) throws -> T {
            let file = try open()
            let result = try body(file)
            try file.close()
            return result
        }
        guard Interruption.isInstalled else { return try lend(body) }
        let base = (1 << 30) + room
        let elements = try ForkedAttempt.restricted(bytes: base) { try lend { $0.elementCount() } }
        ForkedAttempt.allow(seconds: attemptSeconds + elements / elementsPerSecond)
        return try ForkedAttempt.restricted(bytes: base + min(elements, 1 << 40) * 64) { try lend(body) }
    }

    private static let attemptSeconds = 3
    /// Far fewer than are read and checked in a second of the processor, even by programs that are not optimised.
    private static let elementsPerSecond = 1 << 19

    private static func tryOut<R>(_ body: () throws -> R) throws {
        guard Interruption.isInstalled else { return }
        switch ForkedAttempt.run(seconds: attemptSeconds, { _ = try body() }) {
        case .ended: return
        case .crashed: throw DocumentError("is damaged beyond reading, expected a sound HDF5 file")
        case .tooLong: throw DocumentError("is damaged so that reading it does not end, expected a sound HDF5 file")
        }
    }

    /// What messages call an input.
    package static func displayName(_ path: String?) -> String {
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
    package func value(_ name: String) throws -> AttributeValue? {
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
