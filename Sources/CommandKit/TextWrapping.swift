/// Running text in columns.
enum TextWrapping {
    /// The words of the text in lines of at most `width` characters; a longer word has a line of its own.
    static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var length = 0
        for word in text.split(whereSeparator: \.isWhitespace) {
            let wordLength = word.count
            if length > 0, length + 1 + wordLength > width {
                lines.append(line)
                line = ""
                length = 0
            }
            if length > 0 {
                line += " "
                length += 1
            }
            line += word
            length += wordLength
        }
        if length > 0 { lines.append(line) }
        return lines
    }

    /// The text wrapped and indented, each line ended.
    static func paragraph(_ text: String, indent: Int, width: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return lines(text, width: max(width - indent, 20)).map { margin + $0 + "\n" }.joined()
    }
}
