/// A short table for people: texts in columns.
public struct StudyTable: Sendable, Equatable {
    public let columns: [String]
    public private(set) var rows: [[String]] = []
    /// What stands below the rows; nil for nothing.
    public private(set) var footnote: String?

    public init(_ columns: [String]) { self.columns = columns }

    /// - Precondition: one text a column.
    public mutating func add(_ row: [String]) {
        precondition(row.count == columns.count, "one text a column")
        rows.append(row)
    }

    /// The table without those of its first `count` columns that have the same text in every row and so tell nothing.
    public func droppingConstant(first count: Int) -> StudyTable {
        guard rows.count > 1 else { return self }
        let kept = columns.indices.filter { column in
            column >= count || rows.contains { $0[column] != rows[0][column] }
        }
        var table = StudyTable(kept.map { columns[$0] })
        for row in rows { table.add(kept.map { row[$0] }) }
        return table
    }

    /// The first rows of a table, with a footnote that tells of the others: "the first 20 of 64 units".
    ///
    /// - Parameters:
    ///   - count: rows at most.
    ///   - total: how many things there are.
    ///   - things: what a row is about.
    public func first(_ count: Int = 20, of total: Int, _ things: String) -> StudyTable {
        guard rows.count > count else { return self }
        var table = self
        table.rows = Array(rows.prefix(count))
        table.footnote = "the first \(count) of \(total) \(things)"
        return table
    }

    /// The lines of the table, columns aligned: texts to the left, numbers to the right.
    public var lines: [String] {
        let all = [columns] + rows
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let isNumber = columns.indices.map { column in
            rows.allSatisfy { $0[column].allSatisfy { "0123456789+-.e–".contains($0) } }
        }
        return all.map { row in
            let cells = columns.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return isNumber[column] ? padding + row[column] : row[column] + padding
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}

/// A number with a fixed number of places, `–` where there is none (NaN), `>` and the like left to the caller.
func fixed(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return "–" }
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 0x1p62 else { return "\(value)" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let whole = padded.prefix(padded.count - places)
    let sign = value < 0 && scaled != 0 ? "-" : ""
    return places == 0 ? sign + whole : sign + whole + "." + padded.suffix(places)
}
