/// Lines for people, on standard error.
enum Message {
    /// `name: text`, ended; control characters, which may come from damaged files, never reach the terminal.
    static func line(_ name: String, _ text: String) -> String {
        var line = "\(name): "
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control && scalar != "\n"
            line.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return line + "\n"
    }
}
