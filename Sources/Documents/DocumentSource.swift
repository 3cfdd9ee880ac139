import HDF5Store
import OperatingSystem

/// Where the bytes of an input are: in a file, or in memory where they came through a stream, which gives them only once.
struct DocumentSource {
    /// What messages call it.
    let name: String
    let bytes: Int
    /// Where it can be opened again; nil for a stream.
    let path: String?
    private let image: [UInt8]

    /// The most bytes that a stream may bring: 8 GiB.
    private static let streamLimit = 8 << 30

    /// Finds a file, or reads a stream to its end.
    ///
    /// - Parameters:
    ///   - path: nil or `-` is standard input.
    ///   - given: the bytes of a stream that was read already.
    /// - Throws: errors that name the input.
    init(_ path: String?, image given: [UInt8]? = nil) throws {
        name = DocumentReader.displayName(path)
        if let given {
            (self.path, image, bytes) = (nil, given, given.count)
            return
        }
        if name == DocumentReader.displayName(nil), StandardStreams.isTerminal(.input) {
            throw FileError("\(name): a terminal, expected an HDF5 file; name one or pipe one in")
        }
        let isStream = InputFile.isStream(path ?? "-")
        self.path = isStream ? nil : path
        image = isStream ? try InputFile.readAll(path ?? "-", limit: Self.streamLimit) : []
        bytes = try self.path.map(InputFile.size) ?? image.count
    }

    func open() throws -> HDF5File {
        do {
            if let path { return try HDF5File.open(at: path) }
            return try HDF5File.open(image: image, name: name)
        } catch let error as HDF5Error where error.message.hasSuffix("not an HDF5 file") {
            let first = try path.map { try InputFile.first(100, of: $0) } ?? Array(image.prefix(100))
            guard let signature = FileSignature.recognize(first) else { throw error }
            let way = signature.wayToHDF5.map { "; \($0)" } ?? ""
            throw HDF5Error("\(name): is \(signature.noun), expected an HDF5 file\(way)")
        }
    }
}
