#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Times as files have them: ISO 8601, UTC, to the second.
package enum UniversalTime {
    /// Now, or SOURCE_DATE_EPOCH where that is set, so that what is made can be made again.
    package static func now() -> String {
        text(ProcessEnvironment.value(epochVariable).flatMap { Int($0) } ?? time(nil))
    }

    /// The variable that sets the time for programs: seconds since 1970.
    ///
    /// Source: reproducible-builds.org, SOURCE_DATE_EPOCH specification, version 1.1.
    package static let epochVariable = "SOURCE_DATE_EPOCH"

    static func text(_ seconds: Int) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(day)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// Seconds since 1970; nil for other text.
    package static func seconds(_ text: String) -> Int? {
        let numbers = text.split { "-:TZ".contains($0) }.map { Int32($0) }
        guard text.count == 20, text.hasSuffix("Z"), numbers.count == 6 else { return nil }
        let known = numbers.compactMap { $0 }
        guard known.count == 6 else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (known[0] - 1900, known[1] - 1, known[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (known[3], known[4], known[5])
        let seconds = Int(timegm(&parts))
        return Self.text(seconds) == text ? seconds : nil
    }
}
