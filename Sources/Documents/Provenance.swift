import HDF5Store
import Numerics
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Who made a file, with what, and after what.
public struct Provenance: Sendable {
    /// The command that made the content.
    public let command: String
    /// The history of the input, newest line first; empty for none.
    public let earlier: String
    /// ISO 8601, UTC: now, or SOURCE_DATE_EPOCH where that is set.
    public let created: String

    public init(command: String, earlier: String = "") {
        self.command = command
        self.earlier = earlier
        created = Self.timestamp()
    }

    /// The same step with the history of its input.
    public func following(_ header: DocumentHeader?) -> Provenance {
        Provenance(command: command, earlier: header?.history ?? "", created: created)
    }

    private init(command: String, earlier: String, created: String) {
        self.command = command
        self.earlier = earlier
        self.created = created
    }

    /// All lines: this step first.
    public var history: String {
        let versions =
            "canns \(DocumentFormat.toolkitVersion), HDF5 \(HDF5Library.version), \(BLAS.version)"
        let line = "\(created) \(command) (\(versions))"
        return earlier.isEmpty ? line : line + "\n" + earlier
    }

    private static func timestamp() -> String {
        var seconds = time(nil)
        if let fixed = ProcessEnvironment.value("SOURCE_DATE_EPOCH").flatMap({ Int($0) }) { seconds = fixed }
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(day)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}
