/// Lines for people.
package enum Message {
    /// `name: text`, ended.
    static func line(_ name: String, _ text: String) -> String { "\(name): \(legible(text))\n" }

    /// Control characters, which may come from damaged files, never reach a terminal.
    package static func legible(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control && scalar != "\n"
            line.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(line)
    }
}
