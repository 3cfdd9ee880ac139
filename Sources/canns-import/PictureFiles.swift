import CommandKit
import Documents
import Exchange
import OperatingSystem
import PNGStore
import Synchronization

/// Where a picture is: in which file, and at which position among its pictures.
struct PicturePlace: Sendable {
    /// Among all files.
    let file: Int
    /// Among the pictures of the file.
    let index: Int
    /// Pictures of the file.
    let count: Int
    /// Among all pictures.
    let number: Int
}

/// The files that are imported, opened by their content.
struct PictureFiles: Sendable {
    let paths: [String]
    /// The bytes of pictures that come through a pipe, which can be read only once.
    private let streams: [String: [UInt8]]
    /// What the first file holds, which decides what is made of all.
    let first: FileContents
    private let request: ReadingRequest
    private let digests: FileDigests
    /// The most bytes of a file that are read: 1 GiB.
    private static let fileLimit = 1 << 30

    init(_ paths: [String], _ request: ReadingRequest = ReadingRequest()) throws {
        guard let start = paths.first else { throw Failure("no pictures, expected at least one") }
        self.paths = paths
        self.request = request
        let streams = try Dictionary(
            paths.filter(InputFile.isStream).map { ($0, try InputFile.readAll($0, limit: Self.fileLimit)) },
            uniquingKeysWith: { first, _ in first })
        self.streams = streams
        digests = FileDigests()
        first = try Self.read(start, streams[start], request, digests)
    }

    /// The files that were read, each with the SHA-256 of its bytes.
    var inputs: [OriginStep.Input] {
        var seen = Set<String>()
        return paths.filter { seen.insert($0).inserted }.map {
            OriginStep.Input(digest: digests.digest(of: $0), name: $0)
        }
    }

    /// The pictures of a file by its position.
    func pictures(_ file: Int) throws -> PictureSeries {
        switch try contents(file) {
        case .pictures(let series): return series
        case .values:
            throw Failure("\(paths[file]): holds numbers and no pictures, expected pictures as in \(paths[0])")
        }
    }

    /// The numbers of a file by its position.
    func values(_ file: Int) throws -> ValueTable {
        switch try contents(file) {
        case .values(let table): return table
        case .pictures: throw Failure("\(paths[file]): holds pictures, expected numbers as in \(paths[0])")
        }
    }

    private func contents(_ file: Int) throws -> FileContents {
        file == 0 ? first : try Self.read(paths[file], streams[paths[file]], request, digests)
    }

    private static func read(
        _ path: String, _ bytes: [UInt8]?, _ request: ReadingRequest, _ digests: FileDigests
    ) throws -> FileContents {
        let bytes = try bytes ?? InputFile.readAll(path, limit: fileLimit)
        digests.note(bytes, of: path)
        do {
            if let contents = try ReaderRegistry.read(bytes, request) { return contents }
        } catch { throw Failure("\(path): \(error)") }
        if bytes.isEmpty { throw Failure("\(path): is empty, expected \(ReaderRegistry.formats)") }
        guard let signature = FileSignature.recognize(bytes) else {
            let first = bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
            throw Failure(
                "\(path): is no file that can be read (first bytes \(first)), expected \(ReaderRegistry.formats)")
        }
        let found = "\(path): is \(signature.noun), expected \(ReaderRegistry.formats)"
        throw Failure(
            signature.isPicture
                ? "\(found); convert it, such as with ImageMagick: convert PICTURE picture.png" : found)
    }
}

/// SHA-256 of files, taken while they are read, by several threads.
private final class FileDigests: Sendable {
    private let known = Mutex<[String: String]>([:])

    func note(_ bytes: [UInt8], of path: String) {
        guard digest(of: path) == nil else { return }
        let digest = OriginStep.digest(of: bytes)
        known.withLock { $0[path] = digest }
    }

    func digest(of path: String) -> String? { known.withLock { $0[path] } }
}
