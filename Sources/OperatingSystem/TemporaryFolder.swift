#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder for what is made on the way, which goes with the value that stands for it.
package final class TemporaryFolder {
    /// Without a slash at its end.
    package let path: String

    /// In TMPDIR, or in /tmp.
    package init() throws {
        let parent = ProcessEnvironment.value("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var name = Array("\(parent)/canns-XXXXXX".utf8CString)
        guard let made = mkdtemp(&name) else { throw FileError.system(parent, "cannot make a folder in it") }
        path = String(cString: made)
    }

    deinit { Self.remove(path) }

    /// Makes a folder in this one, and those that lead to it.
    package func makeFolder(_ relative: String) throws {
        var made = path
        for part in relative.split(separator: "/") where part != "." {
            made += "/\(part)"
            if mkdir(made, 0o777) != 0, errno != EEXIST { throw FileError.system(made, "cannot make the folder") }
        }
    }

    /// Makes a name in this folder stand for a file elsewhere; the folder of the name must be there.
    package func link(_ relative: String, to target: String) throws {
        let name = "\(path)/\(relative)"
        if symlink(target, name) != 0, errno != EEXIST { throw FileError.system(name, "cannot make the link") }
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { remove("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
