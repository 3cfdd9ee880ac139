#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The parts of a path, and where symbolic links lead.
enum FilePath {
    /// `a/b.h5` gives `a` and `b.h5`; `b.h5` gives `.` and `b.h5`.
    static func split(_ path: String) -> (directory: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let directory = slash == path.startIndex ? "/" : String(path[..<slash])
        return (directory, String(path[path.index(after: slash)...]))
    }

    static func join(_ directory: String, _ name: String) -> String {
        directory == "." ? name : directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }

    /// Follows symbolic links at the end of a path, also one that leads to a file which does not exist yet.
    static func resolved(_ path: String) throws(FileError) -> String {
        var current = path
        for _ in 0..<40 {
            guard let target = linkTarget(current) else { return current }
            current = target.hasPrefix("/") ? target : join(split(current).directory, target)
        }
        throw FileError.system(path, code: ELOOP)
    }

    private static func linkTarget(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink(path, &buffer, buffer.count)
        guard length > 0 else { return nil }
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What is at a path, links followed; `nil` if nothing is.
    static func status(_ path: String) throws(FileError) -> stat? {
        var status = stat()
        if stat(path, &status) == 0 { return status }
        if errno == ENOENT { return nil }
        throw FileError.system(path)
    }

    static func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }
    static func isDirectory(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }
}
