// Tables as text: a row a line, fields apart by comma, semicolon or tab. A field in double quotes may hold any of them,
// and "" for a quote. Where a comma does not part fields, it may be the decimal mark, as spreadsheets write it in much of
// Europe: 0,5.
// Source: RFC 4180, Y. Shafranovich, 2005, with the separators of spreadsheets.

/// Rows of fields.
package struct DelimitedText: Sendable {
    /// Where a field stands in the text, without its quotes.
    struct Field: Sendable {
        var range: Range<Int>
        /// Whether "" stands for quotes in it.
        var hasDoubledQuotes = false
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    /// Without empty lines.
    let rows: [[Field]]
    /// The line in the text on which each row begins, from 1.
    let lines: [Int]

    /// - Throws: `ExchangeError` for text that is not UTF-8, or ends within quotes.
    package init(_ bytes: [UInt8]) throws(ExchangeError) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        separator = Self.separator(bytes[start...])
        var parser = DelimitedParser(bytes, start: start, separator: separator)
        try parser.run()
        (self.bytes, rows, lines) = (bytes, parser.rows, parser.lines)
    }

    /// A field as text.
    package func text(_ row: Int, _ column: Int) -> String {
        let field = rows[row][column]
        let text = String(decoding: bytes[field.range], as: UTF8.self)
        return field.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }

    package var count: Int { rows.count }
    package func columns(_ row: Int) -> Int { rows[row].count }

    /// A field as a finite or infinite number; nil where it is none, and where it has two decimal marks.
    func number(_ row: Int, _ column: Int) -> Float? {
        let field = rows[row][column].range
        var value = 0
        // Whole numbers, as pictures have them.
        if (1...7).contains(field.count), bytes[field].allSatisfy(\.isDigit) {
            for byte in bytes[field] { value = 10 * value + Int(byte - 0x30) }
            return Float(value)
        }
        return Float(pointed(field))
    }

    /// A field as a number of full precision; nil where it is none.
    func real(_ row: Int, _ column: Int) -> Double? {
        Double(pointed(rows[row][column].range))
    }

    /// The text of a number with a decimal point.
    private func pointed(_ field: Range<Int>) -> String {
        let text = String(decoding: bytes[field], as: UTF8.self)
        guard separator != UInt8(ascii: ","), text.contains(","), !text.contains(".") else { return text }
        return text.replacing(",", with: ".")
    }

    /// The first of tab, semicolon and comma that the first line has.
    private static func separator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
        let line = bytes.prefix { $0 != 10 && $0 != 13 }
        return [UInt8(ascii: "\t"), UInt8(ascii: ";")].first { line.contains($0) } ?? UInt8(ascii: ",")
    }
}

private struct DelimitedParser {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var offset: Int
    private var line = 1
    var rows: [[DelimitedText.Field]] = []
    var lines: [Int] = []

    init(_ bytes: [UInt8], start: Int, separator: UInt8) {
        (self.bytes, self.separator, offset) = (bytes, separator, start)
    }

    mutating func run() throws(ExchangeError) {
        while offset < bytes.count {
            let first = line
            var row: [DelimitedText.Field] = []
            row.reserveCapacity(rows.last?.count ?? 2)
            repeat { row.append(try field()) } while takesSeparator()
            endLine()
            if row.count == 1, row[0].range.isEmpty { continue }
            rows.append(row)
            lines.append(first)
        }
    }

    private mutating func takesSeparator() -> Bool {
        guard offset < bytes.count, bytes[offset] == separator else { return false }
        offset += 1
        return true
    }

    /// Past the end of the line: CR, LF or both.
    private mutating func endLine() {
        if offset < bytes.count, bytes[offset] == 13 { offset += 1 }
        if offset < bytes.count, bytes[offset] == 10 { offset += 1 }
        line += 1
    }

    private mutating func field() throws(ExchangeError) -> DelimitedText.Field {
        while offset < bytes.count, bytes[offset] == 32 { offset += 1 }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") { return try quoted() }
        let start = offset
        while offset < bytes.count, bytes[offset] != separator, bytes[offset] != 10, bytes[offset] != 13 {
            guard bytes[offset] != 0 else { throw ExchangeError("is no text: line \(line) holds a NUL") }
            offset += 1
        }
        var end = offset
        while end > start, bytes[end - 1] == 32 { end -= 1 }
        return DelimitedText.Field(range: start..<end)
    }

    private mutating func quoted() throws(ExchangeError) -> DelimitedText.Field {
        let (first, start) = (line, offset + 1)
        var isDoubled = false
        offset += 1
        while true {
            guard offset < bytes.count else {
                throw ExchangeError("is truncated: the quotes of line \(first) do not end")
            }
            if bytes[offset] == UInt8(ascii: "\"") {
                guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "\"") else { break }
                isDoubled = true
                offset += 1
            } else if bytes[offset] == 10 {
                line += 1
            }
            offset += 1
        }
        let field = DelimitedText.Field(range: start..<offset, hasDoubledQuotes: isDoubled)
        offset += 1
        while offset < bytes.count, bytes[offset] == 32 { offset += 1 }
        guard offset == bytes.count || [separator, 10, 13].contains(bytes[offset]) else {
            throw ExchangeError("is damaged: line \(line) goes on after the closing quotes of a field")
        }
        return field
    }
}
