#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files that are read whole.
package enum InputFile {
    /// Whether there is anything at this path.
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The whole path of a file that exists, links followed.
    package static func absolute(_ path: String) throws -> String {
        guard let whole = realpath(path, nil) else { throw FileError.system(path) }
        defer { free(whole) }
        return String(cString: whole)
    }

    /// Size in bytes; throws if there is no regular file at this path.
    package static func size(_ path: String) throws -> Int {
        guard let status = try FilePath.status(path) else { throw FileError.system(path, code: ENOENT) }
        guard FilePath.isRegular(status) else { throw FileError("\(path): is not a regular file") }
        return Int(status.st_size)
    }

    /// Whether a path gives its bytes only once: `-`, which is standard input, a pipe or a device.
    package static func isStream(_ path: String) -> Bool {
        if path == "-" { return true }
        guard let status = try? FilePath.status(path) else { return false }
        return !FilePath.isRegular(status) && !FilePath.isDirectory(status)
    }

    /// The first bytes of a file, fewer where it has fewer.
    package static func first(_ count: Int, of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.system(path) }
        defer { close(descriptor) }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(0, FileDescriptor.read(into: UnsafeMutableRawBufferPointer(buffer), from: descriptor))
        }
    }

    /// Lends the bytes of a file, a piece after the other, so that memory is bounded.
    package static func forEachPiece(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.system(path) }
        defer { close(descriptor) }
        try withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 16) { buffer in
            while true {
                let count = try FileDescriptor.fill(buffer, from: descriptor, path: path)
                try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                if count < buffer.count { return }
            }
        }
    }

    /// Whether two files have the same bytes.
    package static func areEqual(_ path: String, _ other: String) throws -> Bool {
        guard try size(path) == size(other) else { return false }
        let (first, second) = (open(path, O_RDONLY | O_CLOEXEC), open(other, O_RDONLY | O_CLOEXEC))
        defer { for descriptor in [first, second] where descriptor >= 0 { close(descriptor) } }
        guard first >= 0, second >= 0 else { throw FileError.system(first < 0 ? path : other) }
        let piece = 1 << 20
        return try withUnsafeTemporaryAllocation(byteCount: 2 * piece, alignment: 16) { buffer in
            let (one, two) = (
                UnsafeMutableRawBufferPointer(rebasing: buffer[..<piece]),
                UnsafeMutableRawBufferPointer(rebasing: buffer[piece...])
            )
            while true {
                let count = try FileDescriptor.fill(one, from: first, path: path)
                let isSame = try FileDescriptor.fill(two, from: second, path: other) == count
                guard isSame, one[..<count].elementsEqual(two[..<count]) else { return false }
                if count < piece { return true }
            }
        }
    }

    /// All bytes of a file, pipe or device; `-` is standard input.
    ///
    /// - Parameter limit: The most bytes that are accepted; more is an error before memory is taken for them.
    package static func readAll(_ path: String, limit: Int) throws -> [UInt8] {
        if path == "-" { return try StandardStreams.readAllInput(limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.system(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError.system(path) }
        guard !FilePath.isDirectory(status) else { throw FileError.system(path, code: EISDIR) }
        let expected = FilePath.isRegular(status) ? Int(status.st_size) : 0
        guard expected <= limit else {
            throw FileError("\(path): is larger than \(limit) bytes, the most that is read")
        }
        return try FileDescriptor.readAll(descriptor, path: path, expected: expected, limit: limit)
    }
}
