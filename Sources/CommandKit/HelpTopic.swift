/// A page of help on one subject, such as a learning rule: `canns-train --help oja`.
package struct HelpTopic: Sendable {
    /// A piece of the page.
    package enum Block: Sendable {
        /// Running text, wrapped to the width of the terminal.
        case paragraph(String)
        /// An equation or a table: indented and kept as it is, line by line.
        case preformatted(String)
        /// A name and what it means, such as a parameter.
        case definition(String, String)
    }

    /// What follows `--help`.
    package let name: String
    /// A few words, shown in the list of topics.
    package let title: String
    package let body: [Block]

    package init(name: String, title: String, body: [Block]) {
        self.name = name
        self.title = title
        self.body = body
    }
}
