/// The command was not used as it is meant to be: exit status 2.
package struct UsageError: Error, Equatable, CustomStringConvertible {
    /// One sentence that names the option or operand and says what would be right.
    package let message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }

    /// "unknown view rastr, expected one of sheet, raster; did you mean raster?".
    package static func unknown(_ kind: String, _ name: String, among words: [String]) -> UsageError {
        let expected = "expected one of " + words.joined(separator: ", ")
        let clause = Suggestion.clause(for: name, among: words)
        return UsageError("unknown \(kind) \(ShellQuoting.quoted(name)), \(expected)\(clause)")
    }
}

/// The command could not do its work: exit status 1.
package struct Failure: Error, Equatable, CustomStringConvertible {
    /// One sentence that names its subject and says what would be right.
    package let message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}
