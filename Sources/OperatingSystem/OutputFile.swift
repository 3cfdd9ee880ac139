import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that appears whole or not at all.
///
/// It is written beside its target and renamed by `commit()`, when all is on the disk. Until then, and when
/// anything fails, the target is as it was. Devices, pipes and the standard streams cannot be renamed onto; they
/// are written directly, and `isDirect` says so.
package final class OutputFile {
    /// The path as it was asked for, for messages.
    package let path: String

    /// Where to write: the temporary file, or the target itself if `isDirect`.
    package let temporaryPath: String

    /// Whether the target takes bytes one after the other only: use `write`, not `temporaryPath`.
    package let isDirect: Bool

    private enum State {
        case temporary(TemporaryFile, target: String, replacing: Bool, mode: mode_t?)
        case direct(Int32)
        case finished
    }

    private var state: State

    /// Prepares an output.
    ///
    /// - Parameter replacing: Whether a file that exists may be replaced. If not, it is an error now, and also
    ///   if one appears before `commit()`.
    package static func create(for path: String, replacing: Bool) throws -> OutputFile {
        guard !path.isEmpty else { throw FileError("the name of the output is empty") }
        if let stream = inheritedDescriptor(path) {
            let descriptor = fcntl(stream, F_DUPFD_CLOEXEC, 3)
            guard descriptor >= 0 else { throw FileError.system(path) }
            return OutputFile(path: path, temporaryPath: path, state: .direct(descriptor))
        }
        let target = try FilePath.resolved(path)
        let existing = try FilePath.status(target)
        if let existing, !FilePath.isRegular(existing) {
            guard !FilePath.isDirectory(existing) else { throw FileError.system(path, code: EISDIR) }
            let descriptor = open(target, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileError.system(path) }
            return OutputFile(path: path, temporaryPath: target, state: .direct(descriptor))
        }
        guard existing == nil || replacing else { throw exists(path) }
        // A replacement has the permissions of what it replaces.
        let mode = existing.map { $0.st_mode & 0o777 }
        let temporary = try TemporaryFile.create(beside: target, mode: mode.map { $0 | 0o600 } ?? 0o666)
        return OutputFile(
            path: path, temporaryPath: temporary.path,
            state: .temporary(temporary, target: target, replacing: replacing, mode: mode))
    }

    /// Whether a path names something that is written directly: a stream, a pipe or a device.
    package static func isStream(_ path: String) -> Bool {
        if inheritedDescriptor(path) != nil { return true }
        // A path that cannot be examined is no stream; creating the output says why.
        guard let target = try? FilePath.resolved(path), let existing = try? FilePath.status(target) else {
            return false
        }
        return !FilePath.isRegular(existing) && !FilePath.isDirectory(existing)
    }

    private init(path: String, temporaryPath: String, state: State) {
        self.path = path
        self.temporaryPath = temporaryPath
        self.state = state
        if case .direct = state { isDirect = true } else { isDirect = false }
    }

    deinit { discard() }

    /// Writes bytes after those that were written before.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        switch state {
        case .temporary(let file, _, _, _):
            try FileDescriptor.write(bytes, to: file.descriptor, path: path)
        case .direct(let descriptor): try FileDescriptor.write(bytes, to: descriptor, path: path)
        case .finished: preconditionFailure("\(path) is finished")
        }
    }

    package func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    /// Lets the system write to the disk what was written so far, without waiting for it: `commit()` then waits for
    /// less. A hint, without errors: `commit()` reports them.
    package func startWritingBack() {
        if case .temporary(let file, _, _, _) = state { canns_start_writing_back(file.descriptor) }
    }

    /// Makes the output visible under its name: synced, renamed, and the directory synced.
    package func commit() throws {
        let state = self.state
        switch state {
        case .temporary(let file, let target, let replacing, let mode):
            do {
                if let mode, fchmod(file.descriptor, mode) != 0 { throw FileError.system(path) }
                try synchronize(file.descriptor)
                try replacing ? rename(file, to: target) : link(file, to: target)
            } catch {
                discard()
                throw error
            }
            self.state = .finished
            canns_temporary_forget(file.slot)
            try finish(file.descriptor, directory: FilePath.split(target).directory)
        case .direct(let descriptor):
            self.state = .finished
            if close(descriptor) != 0 { throw FileError.system(path, "cannot write") }
        case .finished: preconditionFailure("\(path) is finished")
        }
    }

    /// Leaves the target as it was.
    package func discard() {
        switch state {
        case .temporary(let file, _, _, _): file.remove()
        case .direct(let descriptor): close(descriptor)
        case .finished: break
        }
        state = .finished
    }

    /// The stream that a path such as `/dev/stdout` or `/dev/fd/3` stands for. It is shared, not opened anew:
    /// a file behind it goes on where it is.
    private static func inheritedDescriptor(_ path: String) -> Int32? {
        if path == "/dev/stdout" { return 1 }
        if path == "/dev/stderr" { return 2 }
        for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
            return Int32(path.dropFirst(prefix.count))
        }
        return nil
    }

    /// Throws where a path names something already: `create` without leave to replace would.
    package static func requireAbsent(_ path: String) throws(FileError) {
        if InputFile.exists(path) { throw exists(path) }
    }

    private static func exists(_ path: String) -> FileError {
        FileError("\(path): exists", code: EEXIST)
    }
}

/// The steps of `commit()`.
extension OutputFile {
    private func synchronize(_ descriptor: Int32) throws {
        #if canImport(Darwin)
            // fsync alone leaves the data in the drive's own memory there.
            if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        if fsync(descriptor) != 0 { throw FileError.system(path, "cannot write") }
    }

    private func rename(_ file: TemporaryFile, to target: String) throws {
        #if canImport(Glibc)
            let status = Glibc.rename(file.path, target)
        #else
            let status = Darwin.rename(file.path, target)
        #endif
        if status != 0 { throw FileError.system(path, "cannot create") }
    }

    /// Gives the file its name only if nobody has taken it meanwhile, which `rename` cannot promise.
    private func link(_ file: TemporaryFile, to target: String) throws {
        #if canImport(Glibc)
            let status = Glibc.link(file.path, target)
        #else
            let status = Darwin.link(file.path, target)
        #endif
        if status == 0 {
            unlink(file.path)
        } else if errno == EEXIST || InputFile.exists(target) {
            throw Self.exists(path)
        } else {
            // A file system without hard links.
            try rename(file, to: target)
        }
    }

    private func finish(_ descriptor: Int32, directory: String) throws {
        if close(descriptor) != 0 { throw FileError.system(path, "cannot write") }
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A directory that may be written but not read cannot be opened; the file itself is safe.
        guard folder >= 0 else { return }
        defer { close(folder) }
        if fsync(folder) != 0 && errno != EINVAL && errno != EBADF && errno != EROFS {
            throw FileError.system(path, "cannot write its directory")
        }
    }
}
