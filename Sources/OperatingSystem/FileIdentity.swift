#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whether names stand for one file.
package enum FileIdentity {
    /// Whether two paths are one name in one directory, links followed: to write one is to replace the other.
    ///
    /// False for `-`, for streams, pipes and devices, and where a path cannot be examined; opening it says why.
    package static func isSame(_ one: String, _ other: String) -> Bool {
        guard let first = place(of: one), let second = place(of: other) else { return false }
        return first == second
    }

    private struct Place: Equatable {
        let device: UInt64
        let directory: UInt64
        let name: String
    }

    private static func place(of path: String) -> Place? {
        guard path != "-", !path.isEmpty, !OutputFile.isStream(path), let target = try? FilePath.resolved(path) else {
            return nil
        }
        let (directory, name) = FilePath.split(target)
        guard let status = try? FilePath.status(directory) else { return nil }
        return Place(
            device: UInt64(truncatingIfNeeded: status.st_dev), directory: UInt64(truncatingIfNeeded: status.st_ino),
            name: name)
    }
}
