#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The standard streams, as far as a command's frame needs them.
enum Streams {
    static let output: Int32 = 1
    static let error: Int32 = 2

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Prepares the program to end cleanly when it is interrupted.
    static func installInterruption() {}

    /// Writes what is still buffered and closes standard output: data that did not arrive is a failure.
    static func finishOutput() throws(Failure) {
        guard fflush(nil) == 0, close(output) == 0 || errno == EBADF else {
            throw Failure("standard output: \(String(cString: strerror(errno)))")
        }
    }

    /// Writes all of the text. A standard error that cannot be written to leaves nobody to tell, so callers
    /// may ignore it.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var bytes = UnsafeRawBufferPointer(bytes)
            while let start = bytes.baseAddress, !bytes.isEmpty {
                #if canImport(Glibc)
                    let count = Glibc.write(descriptor, start, bytes.count)
                #else
                    let count = Darwin.write(descriptor, start, bytes.count)
                #endif
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(count))
            }
            return true
        }
    }
}
