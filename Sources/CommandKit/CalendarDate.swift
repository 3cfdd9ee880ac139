import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Dates of manual pages.
enum CalendarDate {
    /// The day of `SOURCE_DATE_EPOCH` if that is set, so that builds can be repeated, else today.
    static func today() -> String {
        text(secondsSince1970: ProcessEnvironment.value(UniversalTime.epochVariable).flatMap { Int($0) } ?? time(nil))
    }

    /// Such as `March 1, 2025`, in universal time.
    static func text(secondsSince1970 seconds: Int) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(months[Int(parts.tm_mon)]) \(parts.tm_mday), \(Int(parts.tm_year) + 1900)"
    }
}
