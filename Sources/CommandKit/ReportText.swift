/// A table for scripts as text: one line a row, with tabs or commas, or one JSON object a line.
package struct ReportText: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case tsv, csv, json
    }

    package enum Value: Sendable, Equatable {
        case number(Double)
        case integer(Int)
        case truth(Bool)
        case text(String)
        case missing
    }

    private let columns: [String]
    private let format: Format
    private var lines = ""

    package init(columns: [String], format: Format) {
        self.columns = columns
        self.format = format
        if format != .json { lines = line(columns) }
    }

    /// All of it.
    package var text: String { lines }

    /// - Precondition: one value a column.
    package mutating func add(_ row: [Value]) {
        precondition(row.count == columns.count, "one value a column")
        switch format {
        case .tsv, .csv: lines += line(row.map(Self.plain))
        case .json:
            let members = zip(columns, row).map { Self.quoted($0) + ":" + Self.member($1) }
            lines += "{" + members.joined(separator: ",") + "}\n"
        }
    }

    /// Fields with tabs, or with commas as RFC 4180 has them.
    private func line(_ fields: [String]) -> String {
        guard format == .csv else { return fields.joined(separator: "\t") + "\n" }
        let quoted = fields.map { field in
            guard field.contains(where: { ",\"".contains($0) }) else { return field }
            return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\""
        }
        return quoted.joined(separator: ",") + "\n"
    }

    /// What is missing is `nan`, as is a number that is none; a tab or a new line in a text is a space.
    private static func plain(_ value: Value) -> String {
        switch value {
        case .number(let number): number.isNaN ? "nan" : "\(number)"
        case .integer(let number): "\(number)"
        case .truth(let truth): "\(truth)"
        case .text(let text): String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        case .missing: "nan"
        }
    }

    /// JSON has neither nan nor infinities: they are null.
    private static func member(_ value: Value) -> String {
        switch value {
        case .number(let number): number.isFinite ? "\(number)" : "null"
        case .integer(let number): "\(number)"
        case .truth(let truth): "\(truth)"
        case .text(let text): quoted(text)
        case .missing: "null"
        }
    }

    /// A text as JSON writes it, with its quotes.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
