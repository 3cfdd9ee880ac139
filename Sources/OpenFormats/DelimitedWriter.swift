// Source: RFC 4180, Y. Shafranovich, 2005, with line feeds alone, as Unix has them.

/// A table as text: a row a line, fields apart by a separator; a field that holds one, a quote or a new line, or that
/// begins or ends with a space, stands in quotes.
package struct DelimitedWriter: Sendable {
    private let separator: UInt8
    package private(set) var bytes: [UInt8] = []

    package init(separator: Character) {
        self.separator = separator.asciiValue ?? UInt8(ascii: ",")
    }

    package mutating func add(_ row: [String]) {
        for (index, field) in row.enumerated() {
            if index > 0 { bytes.append(separator) }
            let text = Array(field.utf8)
            let special: Set<UInt8> = [separator, UInt8(ascii: "\""), 10, 13]
            guard
                text.contains(where: special.contains) || text.first == 32 || text.last == 32
                    || (row.count == 1 && text.isEmpty)
            else {
                bytes += text
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in text { bytes += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(10)
    }
}
