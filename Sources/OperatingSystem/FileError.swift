#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What went wrong with a file, in one sentence that begins with its path.
package struct FileError: Error, CustomStringConvertible, Equatable {
    package let message: String
    /// The system's error number, if it was the system that refused.
    package let code: Int32?

    package init(_ message: String, code: Int32? = nil) {
        self.message = message
        self.code = code
    }

    package var description: String { message }

    /// Whether a file exists that may not be replaced.
    package var isOfExistingFile: Bool { code == EEXIST }

    /// The current `errno` in words: `out.h5: cannot write: No space left on device`.
    static func system(_ path: String, _ action: String? = nil, code: Int32 = errno) -> FileError {
        let words = String(cString: strerror(code))
        let prefix = action.map { "\(path): \($0): " } ?? "\(path): "
        return FileError(prefix + words, code: code)
    }
}
