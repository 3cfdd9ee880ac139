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

    init(_ path: String, replacing: Bool) throws {
        self.path = path
        self.replacing = replacing
        if mkdir(path, 0o777) != 0, errno != EEXIST {
            throw Failure("\(path): cannot create the directory: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw Failure("\(path): is not a directory, expected one or a new name for the pictures")
        }
    }

    func write(_ bytes: [UInt8], name: String) throws {
        let output = try OutputFile.create(for: "\(path)/\(name).png", replacing: replacing)
        try output.write(bytes)
        try output.commit()
    }
}
