import CommandKit
import Documents
import OperatingSystem

/// A file of a crate: what it is, and how it came about.
struct CrateFile {
    /// In the folder of the crate.
    let name: String
    let bytes: Int
    /// SHA-256 of the bytes.
    let sha256: String
    /// The id of one of ours.
    let id: String?
    /// What is said of the file, in words.
    let noun: String?
    let origin: FileOrigin

    init(_ name: String, in folder: String) throws {
        self.name = name
        let path = "\(folder)/\(name)"
        bytes = try InputFile.size(path)
        sha256 = try OriginStep.digest(ofBytesOf: path)
        if FileSignature.isHDF5(try InputFile.first(8, of: path)) {
            let header = try DocumentReader.open(path) { _, header in header }
            (id, noun, origin) = (header?.id, header?.noun, header?.origin ?? .none)
        } else {
            id = nil
            // A picture of other origin is a file like any other.
            let drawn = Self.figures.contains(Self.ending(of: name)) ? try? FigureOrigin.read(path) : nil
            (noun, origin) = (drawn == nil ? nil : "a figure", drawn ?? .none)
        }
    }

    /// The digest by which histories know it.
    var digest: String { id ?? sha256 }

    /// The type of its content, by the ending of its name.
    var mediaType: String { Self.mediaTypes[Self.ending(of: name)] ?? "application/octet-stream" }

    private static func ending(of name: String) -> String { name.split(separator: ".").last?.lowercased() ?? "" }

    /// The endings of what canns-render writes; other files are not looked into.
    private static let figures: Set = ["png", "apng", "svg", "pdf", "html"]

    private static let mediaTypes = [
        "h5": "application/x-hdf5", "hdf5": "application/x-hdf5", "nwb": "application/x-hdf5", "png": "image/png",
        "apng": "image/apng", "svg": "image/svg+xml", "pdf": "application/pdf", "html": "text/html",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg", "csv": "text/csv", "tsv": "text/tab-separated-values", "txt": "text/plain",
        "md": "text/markdown", "json": "application/json", "sh": "application/x-sh", "py": "text/x-python",
    ]

    /// The name as part of an address.
    var address: String { Self.address(name) }

    static func address(_ name: String) -> String {
        name.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                byte < 0x80 && (scalar.properties.isAlphabetic || "0123456789-._~/".unicodeScalars.contains(scalar))
            return isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
