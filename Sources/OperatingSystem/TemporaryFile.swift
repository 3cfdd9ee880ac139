import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A locked file beside its target that is removed when the program ends without renaming it.
///
/// The lock tells a temporary file of a running program from one that a killed program left.
struct TemporaryFile {
    let path: String
    let descriptor: Int32
    let slot: Int32

    private static let suffix = ".canns-tmp"

    /// Creates `.NAME.PID-RANDOM.canns-tmp`, open for reading and writing.
    static func create(beside target: String, mode: mode_t) throws(FileError) -> TemporaryFile {
        let (directory, name) = FilePath.split(target)
        removeStale(directory: directory, name: name)
        while true {
            let random = String(UInt64.random(in: .min ... .max), radix: 36)
            let path = FilePath.join(directory, "\(prefix(name))\(getpid())-\(random)\(suffix)")
            let slot = canns_temporary_register(path)
            let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
            guard descriptor >= 0 else {
                let code = errno
                canns_temporary_forget(slot)
                if code == EEXIST || code == EINTR { continue }
                throw FileError.system(target, "cannot create", code: code)
            }
            // Where files cannot be locked, temporary files of dead programs stay, and all else works. Where another
            // program holds the lock, it took the file for a dead one's and is about to remove it.
            let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
            if !isTaken, isLinked(descriptor) {
                return TemporaryFile(path: path, descriptor: descriptor, slot: slot)
            }
            close(descriptor)
            canns_temporary_forget(slot)
        }
    }

    func remove() {
        unlink(path)
        canns_temporary_forget(slot)
        close(descriptor)
    }

    /// Removes what dead programs left of the same target.
    static func removeStale(directory: String, name: String) {
        guard let stream = opendir(directory) else { return }
        defer { closedir(stream) }
        let prefix = Self.prefix(name)
        while let entry = readdir(stream) {
            let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if found.hasPrefix(prefix) && found.hasSuffix(suffix) {
                removeIfUnlocked(FilePath.join(directory, found))
            }
        }
    }

    private static func removeIfUnlocked(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, FilePath.isRegular(status) else { return }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    }

    /// Hidden, and short enough that the whole name stays within 255 bytes.
    private static func prefix(_ name: String) -> String {
        "." + String(decoding: name.utf8.prefix(180), as: UTF8.self) + "."
    }

    private static func isLinked(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_nlink > 0
    }
}
