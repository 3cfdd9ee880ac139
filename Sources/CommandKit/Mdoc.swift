/// Text as mdoc wants it: escaped, one sentence a line, lines of at most 78 bytes.
enum Mdoc {
    /// Running text.
    static func text(_ text: String) -> String {
        var lines = ""
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            let escaped = escape(word, keepsDashes: false)
            if !line.isEmpty, line.utf8.count + 1 + escaped.utf8.count > 78 {
                lines += protected(line) + "\n"
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + escaped
            if endsSentence(word) {
                lines += protected(line) + "\n"
                line = ""
            }
        }
        return line.isEmpty ? lines : lines + protected(line) + "\n"
    }

    /// Running text with space between the paragraphs.
    static func paragraphs(_ paragraphs: [String]) -> String {
        paragraphs.map(text).joined(separator: ".Pp\n")
    }

    /// A list of tagged items; each begins with `.It`.
    static func list(_ items: [String]) -> String {
        ".Bl -tag -width Ds\n" + items.joined() + ".El\n"
    }

    /// The body of a help topic.
    static func blocks(_ blocks: [HelpTopic.Block]) -> String {
        var text = ""
        var definitions: [String] = []
        func endList() {
            if !definitions.isEmpty { text += list(definitions) }
            definitions = []
        }
        for block in blocks {
            switch block {
            case .paragraph(let paragraph):
                endList()
                text += (text.isEmpty ? "" : ".Pp\n") + self.text(paragraph)
            case .preformatted(let lines):
                endList()
                text += ".Bd -literal -offset indent\n"
                text += lines.split(separator: "\n").map { protected(verbatim(String($0))) + "\n" }.joined()
                text += ".Ed\n"
            case .definition(let term, let meaning):
                definitions.append(".It \(arguments(term))\n" + self.text(meaning))
            }
        }
        endList()
        return text
    }

    /// Help topics, one a subsection.
    static func topics(_ topics: [HelpTopic]) -> String {
        topics.map { topic in
            ".Ss \(arguments(topic.name)) \\(en \(arguments(heading(topic.title)))\n" + blocks(topic.body)
        }.joined()
    }

    /// A sentence as the one-line description of a manual: no capital, no period.
    static func nameLine(_ summary: String) -> String {
        let line = heading(summary)
        return line.prefix(1).lowercased() + line.dropFirst()
    }

    /// A heading has no period.
    private static func heading(_ title: String) -> String {
        title.hasSuffix(".") ? String(title.dropLast()) : title
    }

    /// Related pages such as `canns-recall(1)`, by section, then by name.
    static func seeAlso(_ pages: [String]) -> String {
        guard !pages.isEmpty else { return "" }
        func section(_ page: String) -> Substring { page.drop { $0 != "(" } }
        let items = pages.sorted { (section($0), $0[...]) < (section($1), $1[...]) }.map { page in
            let parts = page.split { $0 == "(" || $0 == ")" }
            return parts.count == 2 ? ".Xr \(parts[0]) \(parts[1])" : verbatim(page)
        }
        return ".Sh SEE ALSO\n" + items.joined(separator: " ,\n") + "\n"
    }

    /// Text to be typed or shown as it is: every dash is a dash, not a hyphen.
    static func verbatim(_ text: String) -> String {
        protected(escape(text[...], keepsDashes: true))
    }

    /// One argument of a macro; bars separate alternatives.
    static func argument(_ word: String) -> String {
        let parts = word.split(separator: "|").map { part in
            let escaped = escape(part, keepsDashes: false)
            // A word that looks like a macro would be taken for one.
            let isMacro =
                (2...3).contains(part.count) && part.first?.isUppercase == true && part.allSatisfy(\.isLetter)
            return isMacro ? "\\&" + escaped : escaped
        }
        return parts.joined(separator: " | ")
    }

    /// Several arguments of a macro.
    static func arguments(_ text: String) -> String {
        text.split(separator: " ").map { argument(String($0)) }.joined(separator: " ")
    }
}

extension Mdoc {
    private static func escape(_ text: Substring, keepsDashes: Bool) -> String {
        let dashes = keepsDashes || text.hasPrefix("-") || text.hasPrefix("(-")
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\e"
            case "\"": escaped += "\\(dq"
            case "-" where dashes: escaped += "\\-"
            // A plain quote, accent or tilde would turn into its typographic relative.
            case "'" where keepsDashes: escaped += "\\(aq"
            case "`": escaped += "\\(ga"
            case "^": escaped += "\\(ha"
            case "~": escaped += "\\(ti"
            case _ where !scalar.isASCII:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                escaped += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A line that begins with a point or quote would be read as a macro.
    private static func protected(_ line: String) -> String {
        line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }

    private static func endsSentence(_ word: Substring) -> Bool {
        var word = word
        while let last = word.last, last == ")" || last == "\"" { word.removeLast() }
        return word.last.map { ".!?".contains($0) } ?? false
    }
}
