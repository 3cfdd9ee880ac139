import CommandKit
import Exchange
import OperatingSystem

/// Which files are imported: the operands, those that `--files-from` lists, and the pictures in folders among them.
enum PictureList {
    /// The most bytes of a list: 256 MiB.
    private static let listLimit = 1 << 28

    static func paths(_ arguments: Arguments, _ log: Log) throws -> [String] {
        var given = arguments.operands
        if let list = arguments.text("files-from") { given += try listed(list) }
        guard !given.isEmpty else {
            throw arguments.has("files-from")
                ? Failure("\(arguments.text("files-from") ?? "-"): names no file, expected one a line")
                : UsageError("IMAGE is missing, expected pictures or --files-from FILE")
        }
        return try given.flatMap { path in
            path != "-" && Folder.exists(path) ? try pictures(in: path, log) : [path]
        }
    }

    /// Names with newlines or, where there is one, with NULs between them.
    private static func listed(_ path: String) throws -> [String] {
        let bytes = try InputFile.readAll(path, limit: listLimit)
        let separator: UInt8 = bytes.contains(0) ? 0 : 10
        return try bytes.split(separator: separator).enumerated().map { index, name in
            guard let text = String(validating: name, as: UTF8.self) else {
                throw Failure("\(path): name \(index + 1) is not UTF-8")
            }
            return text
        }
    }

    private static func pictures(in folder: String, _ log: Log) throws -> [String] {
        let files = try Folder.files(folder)
        let pictures = try files.filter { ReaderRegistry.isPicture(try InputFile.first(16, of: $0)) }
        guard !pictures.isEmpty else {
            throw Failure("\(folder): holds no pictures, expected files of \(ReaderRegistry.pictureFormats)")
        }
        if pictures.count < files.count {
            let other = files.first { !pictures.contains($0) } ?? ""
            log.note("\(folder): \(files.count - pictures.count) files are no pictures, such as \(other)")
        }
        return pictures
    }
}
