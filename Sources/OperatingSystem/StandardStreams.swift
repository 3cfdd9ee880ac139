import CSystem

// `stdout` is a variable of C: nobody assigns it here.
#if canImport(Glibc)
    @preconcurrency import Glibc
#else
    @preconcurrency import Darwin
#endif

package enum StandardStream: Int32, Sendable {
    case input, output, error
}

/// Standard input, output and error.
package enum StandardStreams {
    /// Opens `/dev/null` in the place of each stream that the parent closed, so that no file of ours gets its
    /// number. It is opened the wrong way round: reading or writing still fails. Call it first.
    package static func ensureOpen() {
        for stream in 0...2 as ClosedRange<Int32> where fcntl(stream, F_GETFD) == -1 && errno == EBADF {
            // The lowest free number is this one: those below are open.
            _ = open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Lets what goes to standard output and error vanish: of processes that say the same, one is enough.
    package static func silence() {
        let nowhere = open("/dev/null", O_WRONLY)
        guard nowhere >= 0 else { return }
        for stream in 1...2 as ClosedRange<Int32> { _ = dup2(nowhere, stream) }
        close(nowhere)
    }

    package static func isTerminal(_ stream: StandardStream) -> Bool {
        isatty(stream.rawValue) == 1
    }

    /// Reads standard input to its end.
    ///
    /// - Parameter limit: The most bytes that are accepted.
    package static func readAllInput(limit: Int) throws -> [UInt8] {
        var status = stat()
        let isFile = fstat(0, &status) == 0 && FilePath.isRegular(status)
        let name = "standard input"
        let left = isFile ? max(0, Int(status.st_size) - Int(max(0, lseek(0, 0, SEEK_CUR)))) : 0
        guard left <= limit else {
            throw FileError("\(name): is larger than \(limit) bytes, the most that is read")
        }
        return try FileDescriptor.readAll(0, path: name, expected: left, limit: limit)
    }

    /// Writes all bytes to standard output.
    package static func writeOutput(_ bytes: UnsafeRawBufferPointer) throws {
        try FileDescriptor.write(bytes, to: 1, path: "standard output")
    }

    package static func writeOutput(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try writeOutput($0) }
    }

    package static func writeOutput(_ text: String) throws {
        try writeOutput(Array(text.utf8))
    }

    /// Writes to standard error. Nobody could be told if that failed.
    package static func writeError(_ text: String) {
        Array(text.utf8).withUnsafeBytes { bytes in
            _ = try? FileDescriptor.write(bytes, to: 2, path: "standard error")
        }
    }

    /// Flushes and closes standard output. Without it, a full disk behind a redirection may go unnoticed.
    package static func finishOutput() throws {
        if fflush(nil) != 0 { try fail() }
        // An earlier write of `print` that failed, whose reason is forgotten.
        if ferror(stdout) != 0 { throw FileError("standard output: cannot write") }
        if close(1) != 0 && errno != EBADF { try fail() }
    }

    private static func fail() throws {
        if errno == EPIPE { canns_die(SIGPIPE) }
        throw FileError.system("standard output", "cannot write")
    }
}
