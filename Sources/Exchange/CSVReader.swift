import PNGStore

/// Numbers as text, one item a row; see `DelimitedText`. A first row without a number is the names of the columns.
package enum CSVReader: FileReader {
    package static let format = "CSV/TSV"

    /// Text with a separator in its first line. Only asked once no other format fits.
    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        return looksLikeText(bytes)
            && bytes.prefix(4096).prefix { $0 != 10 && $0 != 13 }.contains { separators.contains($0) }
    }

    /// Whether there are letters and signs alone, beginning with no tag.
    static func looksLikeText(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, first != UInt8(ascii: "<") else { return false }
        return bytes.prefix(4096).allSatisfy(isText)
    }

    private static func isText(_ byte: UInt8) -> Bool { byte >= 32 && byte != 127 || (9...13).contains(byte) }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        let text = try DelimitedText(bytes)
        guard text.count > 0 else { throw ExchangeError("is empty: it has no row") }
        let width = text.columns(0)
        let hasNames = (0..<width).allSatisfy { text.number(0, $0) == nil }
        let labelColumn = try request.labelColumn.map { try column($0, text, hasNames) }
        let first = hasNames ? 1 : 0
        let columns = width - (labelColumn == nil ? 0 : 1)
        guard text.count > first, columns > 0 else {
            throw ExchangeError("is text without a row of numbers, expected some")
        }
        var values: [Float] = []
        values.reserveCapacity((text.count - first) * columns)
        for row in first..<text.count {
            guard text.columns(row) == width else {
                throw ExchangeError(
                    "is damaged: line \(text.lines[row]) has \(text.columns(row)) fields, expected \(width) as line \(text.lines[0])"
                )
            }
            for column in 0..<width where column != labelColumn {
                guard let value = text.number(row, column) else {
                    throw ExchangeError(
                        "is \(text.text(row, column)) at line \(text.lines[row]), field \(column + 1), expected a number"
                    )
                }
                values.append(value)
            }
        }
        let labels = labelColumn.map { column in (first..<text.count).map { text.text($0, column) } }
        return .values(ValueTable(sides: [columns], values: values, labels: labels))
    }

    /// The position of a column by its name, or by its number from 1.
    private static func column(_ name: String, _ text: DelimitedText, _ hasNames: Bool) throws(ExchangeError) -> Int {
        let width = text.columns(0)
        if hasNames, let place = (0..<width).first(where: { text.text(0, $0) == name }) { return place }
        if let number = Int(name), (1...width).contains(number) { return number - 1 }
        let names = hasNames ? (0..<min(width, 5)).map { text.text(0, $0) }.joined(separator: ", ") + ", or " : ""
        throw ExchangeError("has no column \(name), expected \(names)a number from 1 to \(width)")
    }
}
