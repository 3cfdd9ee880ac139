import CHDF5
import Synchronization

/// The HDF5 library itself.
///
/// Handles are not `Sendable`: use a file from one task. Calls of different files are ordered by a lock, since
/// the library keeps global state and not every build of it has a lock of its own.
package enum HDF5Library {
    /// The version that is linked, such as `1.10.8`.
    package static var version: String {
        var major: UInt32 = 0
        var minor: UInt32 = 0
        var release: UInt32 = 0
        locked { _ = H5get_libversion(&major, &minor, &release) }
        return "\(major).\(minor).\(release)"
    }

    private static let lock = Mutex(())

    /// Opened once. No closing at exit: after a full disk it would try to write again, and complain.
    /// No plugins either: a file must not make us load code.
    private static let opened: Bool = {
        H5dont_atexit()
        H5open()
        H5PLset_loading_state(0)
        return true
    }()

    /// Runs calls that cannot fail, or whose failure means something other than an error.
    static func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        try lock.withLock { _ in
            _ = opened
            // The printer of the error stack is a setting of the thread.
            H5Eset_auto2(0, nil, nil)
            return try body()
        }
    }

    /// Runs one call of the library and throws what its error stack says when it returns a negative number.
    ///
    /// - Parameter subject: What the sentence is about: a file, or the path of an object in it.
    @discardableResult
    static func check<Status: SignedInteger>(
        _ subject: @autoclosure () -> String, _ action: HDF5Action = .read, _ call: () -> Status
    ) throws(HDF5Error) -> Status {
        var sentence = ""
        let status = locked {
            let status = call()
            if status < 0 { sentence = errorSentence(action) }
            return status
        }
        guard status >= 0 else { throw HDF5Error("\(subject()): \(sentence)") }
        return status
    }

    /// The path of an object in its file, for messages.
    static func name(of id: hid_t) -> String {
        locked {
            let length = H5Iget_name(id, nil, 0)
            guard length > 0 else { return "object" }
            return String(unsafeUninitializedCapacity: length + 1) { buffer in
                buffer.withMemoryRebound(to: CChar.self) { H5Iget_name(id, $0.baseAddress, length + 1) }
            }
        }
    }
}
