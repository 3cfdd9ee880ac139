extension ShellQuoting {
    /// The words of a line that `line` made; nil for a line with quotes that do not end or with an escape that is not ours.
    package static func words(of line: String) -> [String]? {
        var words: [[UInt8]] = []
        var word: [UInt8]?
        var rest = Array(line.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: " "):
                if let ended = word { words.append(ended) }
                word = nil
            case UInt8(ascii: "'"):
                guard let end = rest.firstIndex(of: UInt8(ascii: "'")) else { return nil }
                word = (word ?? []) + rest[..<end]
                rest = rest[(end + 1)...]
            case UInt8(ascii: "\\"):
                guard let next = rest.popFirst() else { return nil }
                word = (word ?? []) + [next]
            case UInt8(ascii: "$") where rest.first == UInt8(ascii: "'"):
                rest.removeFirst()
                guard let text = escaped(&rest) else { return nil }
                word = (word ?? []) + text
            default: word = (word ?? []) + [byte]
            }
        }
        if let ended = word { words.append(ended) }
        return words.map { String(decoding: $0, as: UTF8.self) }
    }

    /// What stands in `$'…'`, to the end quote.
    private static func escaped(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "'"): return text
            case UInt8(ascii: "\\"):
                guard let kind = rest.popFirst() else { return nil }
                switch kind {
                case UInt8(ascii: "n"): text.append(10)
                case UInt8(ascii: "t"): text.append(9)
                case UInt8(ascii: "\\"), UInt8(ascii: "'"): text.append(kind)
                case UInt8(ascii: "0")...UInt8(ascii: "3"):
                    let digits = [kind] + rest.prefix(2)
                    guard digits.count == 3, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
                    else { return nil }
                    text.append(value)
                    rest = rest.dropFirst(2)
                default: return nil
                }
            default: text.append(byte)
            }
        }
        return nil
    }
}
