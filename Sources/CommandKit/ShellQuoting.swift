/// Words as a shell would read them back.
package enum ShellQuoting {
    /// The word itself if it is plain, else in single quotes; in `$'…'` if it holds control characters, so
    /// that the result is always one printable line.
    package static func quoted(_ word: String) -> String {
        if !word.isEmpty, word.unicodeScalars.allSatisfy(isPlain) { return word }
        if word.unicodeScalars.contains(where: isControl) { return escaped(word) }
        let pieces = word.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + pieces.joined(separator: "'\\''") + "'"
    }

    /// The words with blanks between.
    package static func line(_ words: [String]) -> String {
        words.map(quoted).joined(separator: " ")
    }

    private static func escaped(_ word: String) -> String {
        var text = "$'"
        for scalar in word.unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\\": text += "\\\\"
            case "'": text += "\\'"
            case _ where isControl(scalar):
                // Octal of each byte, always three digits, so that a digit may follow.
                for byte in String(scalar).utf8 {
                    text += "\\" + String(byte >> 6) + String(byte >> 3 & 7) + String(byte & 7)
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "'"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case "-", "_", ".", "/", "=", ",", ":", "+", "@", "%", "^": true
        default: scalar.properties.isAlphabetic
        }
    }
}
