import CommandKit

/// A stretch of time as people write it: `500:1500`, in ms, or `0.5s:1.5s`.
struct TimeWindow {
    /// ms.
    let start: Double
    let end: Double

    init(_ text: String, option: String) throws(UsageError) {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { Self.milliseconds($0) }
        guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else {
            throw UsageError(
                "--\(option) is \(ShellQuoting.quoted(text)), expected two times such as 500:1500 (in ms) or 0.5s:1.5s, "
                    + "the first below the second")
        }
        (self.start, self.end) = (start, end)
    }

    private static func milliseconds(_ text: Substring) -> Double? {
        let (number, scale): (Substring, Double) =
            text.hasSuffix("ms") ? (text.dropLast(2), 1) : text.hasSuffix("s") ? (text.dropLast(), 1000) : (text, 1)
        guard let value = Double(number), value.isFinite else { return nil }
        return value * scale
    }
}
