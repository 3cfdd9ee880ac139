#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Folders that stand for the files in them.
package enum Folder {
    /// Whether there is a folder at this path.
    package static func exists(_ path: String) -> Bool {
        guard let status = try? FilePath.status(path) else { return false }
        return FilePath.isDirectory(status)
    }

    /// The regular files in a folder and in the folders within it, by name, those whose name begins with a dot left out.
    package static func files(_ path: String) throws(FileError) -> [String] {
        guard let folder = opendir(path) else { throw FileError.system(path) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        closedir(folder)
        var files: [String] = []
        for name in names.sorted() {
            let inner = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            guard let status = try FilePath.status(inner) else { continue }
            // A link to a folder may lead back, and is not followed.
            if FilePath.isDirectory(status), !FilePath.isLink(inner) { files += try Self.files(inner) }
            if FilePath.isRegular(status) { files.append(inner) }
        }
        return files
    }
}

extension FilePath {
    fileprivate static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
