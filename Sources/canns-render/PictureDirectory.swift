import CommandKit
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory that takes many pictures; it is made where it is not there.
struct PictureDirectory {
    private let path: String
    private let replacing: Bool

    /// - Parameters:
    ///   - names: of the pictures that will be written, without their ending.
    ///   - input: the file that they are made of.
    /// - Throws: `Failure` where a picture would replace it, `FileError` where one exists that may not be replaced:
    ///   before any is written.
    init(_ path: String, names: [String], replacing: Bool, keeping input: String?) throws {
        self.path = path
        self.replacing = replacing
        if mkdir(path, 0o777) != 0, errno != EEXIST {
            throw Failure("\(path): cannot create the directory: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw Failure("\(path): is not a directory, expected one or a new name for the pictures")
        }
        for picture in names.map(file) {
            if let input, FileIdentity.isSame(picture, input) {
                throw Failure("\(picture): is the file that is drawn and would be lost; name another directory")
            }
            if !replacing { try OutputFile.requireAbsent(picture) }
        }
    }

    private func file(_ name: String) -> String { "\(path)/\(name).png" }

    func write(_ bytes: [UInt8], name: String) throws {
        let output = try OutputFile.create(for: file(name), replacing: replacing)
        try output.write(bytes)
        try output.commit()
    }
}
