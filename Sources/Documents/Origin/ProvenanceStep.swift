/// One line of a file's history: when which command made it, with which versions.
package struct ProvenanceStep: Sendable, Equatable {
    /// ISO 8601, UTC.
    package let created: String
    /// As it was typed, without what does not matter to the content.
    package let command: String
    /// Of the toolkit and its libraries; empty where the line does not tell.
    package let versions: String

    /// In place of a time that is not known.
    package static let noTime = "-"

    init(line: String) {
        let parts = line.split(separator: " ", maxSplits: 1)
        created = parts.first.map(String.init) ?? ""
        let rest = parts.count > 1 ? String(parts[1]) : ""
        // A command may have parentheses of its own; the versions are the last.
        guard rest.hasSuffix(")"), let open = rest.lastIndex(of: "("), open > rest.startIndex else {
            (command, versions) = (rest, "")
            return
        }
        command = String(rest[..<rest.index(before: open)])
        versions = String(rest[rest.index(after: open)...].dropLast())
    }
}
