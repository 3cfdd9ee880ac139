#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One measured quantity beside what it is held against.
struct Row {
    let group: String
    let what: String
    let value: Double
    let unit: String
    /// What it is measured against in the same run, in words, and its value in the same unit.
    var beside: (what: String, value: Double)?
    /// The ratio that the aim speaks of.
    var ratio: Double?
    var aim = ""
    var isReached: Bool?
}

/// All rows of a run: printed as one Markdown table, kept as tab-separated values.
struct ResultTable {
    private(set) var rows: [Row] = []

    mutating func add(_ row: Row) {
        rows.append(row)
        let ratio = row.ratio.map { ", ratio " + text($0) } ?? ""
        note("\(row.group), \(row.what): \(text(row.value)) \(row.unit)\(ratio)")
    }

    /// A time or a size that should be at most `limit`.
    mutating func add(_ group: String, _ what: String, _ value: Double, _ unit: String, atMost limit: Double? = nil) {
        var row = Row(group: group, what: what, value: value, unit: unit)
        if let limit {
            row.aim = "≤ \(text(limit)) \(unit)"
            row.isReached = value <= limit
        }
        add(row)
    }

    /// A time against the time of something else: how many times faster we are.
    mutating func add(
        _ group: String, _ what: String, _ value: Double, _ unit: String = "s", fasterThan other: String,
        _ otherValue: Double, atLeast aim: Double? = nil
    ) {
        var row = Row(group: group, what: what, value: value, unit: unit, beside: (other, otherValue))
        row.ratio = otherValue / value
        if let aim {
            row.aim = "≥ \(text(aim))×"
            row.isReached = otherValue / value >= aim
        }
        add(row)
    }

    /// A time against the limit that the machine sets: how many times longer we take.
    mutating func add(
        _ group: String, _ what: String, _ value: Double, _ unit: String = "s", limit: String, _ limitValue: Double,
        atMost aim: Double? = nil
    ) {
        var row = Row(group: group, what: what, value: value, unit: unit, beside: (limit, limitValue))
        row.ratio = value / limitValue
        if let aim {
            row.aim = "≤ \(text(aim))×"
            row.isReached = value / limitValue <= aim
        }
        add(row)
    }

    /// A rate as a share of the machine's.
    mutating func add(
        _ group: String, _ what: String, rate value: Double, _ unit: String, of other: String, _ otherValue: Double,
        atLeast aim: Double? = nil
    ) {
        var row = Row(group: group, what: what, value: value, unit: unit, beside: (other, otherValue))
        row.ratio = value / otherValue
        if let aim {
            row.aim = "≥ \(text(aim))"
            row.isReached = value / otherValue >= aim
        }
        add(row)
    }

    var markdown: String {
        var lines = ["| what | ours | beside it | ratio | aim | |", "|---|---|---|---|---|---|"]
        var group = ""
        for row in rows {
            if row.group != group {
                group = row.group
                lines.append("| **\(group)** | | | | | |")
            }
            let beside = row.beside.map { "\($0.what): \(text($0.value)) \(row.unit)" } ?? ""
            let mark = row.isReached.map { $0 ? "yes" : "no" } ?? ""
            lines.append(
                "| \(row.what) | \(text(row.value)) \(row.unit) | \(beside) | \(row.ratio.map(text) ?? "") | \(row.aim) | \(mark) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Comment lines about the machine, then one line a row.
    func tabSeparated(_ machine: [(name: String, value: String)]) -> String {
        var lines = machine.map { "# \($0.name): \($0.value)" }
        lines.append("group\twhat\tvalue\tunit\tbeside\tbeside_value\tratio\taim\treached")
        for row in rows {
            let fields = [
                row.group, row.what, text(row.value), row.unit, row.beside?.what ?? "",
                row.beside.map { text($0.value) } ?? "", row.ratio.map(text) ?? "", row.aim,
                row.isReached.map { $0 ? "true" : "false" } ?? "",
            ]
            lines.append(fields.joined(separator: "\t"))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Three significant digits, no exponent.
func text(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    let digits = max(0, 2 - Int(log10(abs(value)).rounded(.down)))
    let scale = pow(10, Double(digits))
    let rounded = (value * scale).rounded() / scale
    if digits == 0 { return "\(Int(rounded))" }
    let whole = "\(rounded)"
    let parts = whole.split(separator: ".")
    guard parts.count == 2, !whole.contains("e") else { return whole }
    return parts[0] + "." + parts[1].prefix(digits)
}

/// Writes bytes to a file, replacing what it held.
func write(bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError(description: "\(path): cannot be written") }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else {
        throw BenchError(description: "\(path): cannot be written")
    }
}
