/// The help topics of a command as a page of their own, which tells each with its parameters: a manual page of section 7,
/// and an article in Markdown.
package struct TopicPage: Sendable {
    /// The languages in which a page is written.
    package enum Language: String, CaseIterable, Sendable {
        case mdoc, markdown
    }

    /// The name of the manual page, such as `canns-rules`.
    package let name: String
    /// The heading, such as `Rules`.
    package let title: String
    /// What it holds, in one sentence.
    package let summary: String
    /// Paragraphs before the first topic.
    package let description: [String]
    /// Related manual pages.
    package let seeAlso: [String]

    package init(name: String, title: String, summary: String, description: [String], seeAlso: [String]) {
        (self.name, self.title, self.summary) = (name, title, summary)
        (self.description, self.seeAlso) = (description, seeAlso)
    }

    /// The page in one of the languages.
    ///
    /// - Parameters:
    ///   - topics: what it tells, in order.
    ///   - language: mdoc for manual pages, Markdown for DocC.
    ///   - date: of a manual page, such as `March 1, 2025`.
    func text(_ topics: [HelpTopic], in language: Language, date: String) -> String {
        switch language {
        case .mdoc: mdoc(topics, date: date)
        case .markdown: markdown(topics)
        }
    }

    private func mdoc(_ topics: [HelpTopic], date: String) -> String {
        """
        .Dd \(date)
        .Dt \(name.uppercased()) 7
        .Os
        .Sh NAME
        .Nm \(name)
        .Nd \(Mdoc.arguments(Mdoc.nameLine(summary)))
        .Sh DESCRIPTION

        """ + Mdoc.paragraphs(description) + ".Sh \(title.uppercased())\n" + Mdoc.topics(topics) + Mdoc.seeAlso(seeAlso)
    }

    private func markdown(_ topics: [HelpTopic]) -> String {
        let head = ["# \(title)", summary, "## Overview"] + description
        let bodies = topics.flatMap { topic in ["### \(topic.name)", topic.title] + Markdown.blocks(topic.body) }
        return (head + bodies).joined(separator: "\n\n") + "\n"
    }
}

/// Help topics as Markdown.
private enum Markdown {
    /// Each block as a paragraph; definitions that follow each other as one list.
    static func blocks(_ blocks: [HelpTopic.Block]) -> [String] {
        var paragraphs: [String] = []
        var isList = false
        for block in blocks {
            switch block {
            case .paragraph(let text): paragraphs.append(escaped(text))
            case .preformatted(let text):
                paragraphs.append(text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            case .definition(let term, let meaning):
                let item = "- `\(term)`: \(escaped(meaning))"
                if isList { paragraphs[paragraphs.count - 1] += "\n" + item } else { paragraphs.append(item) }
            }
            if case .definition = block { isList = true } else { isList = false }
        }
        return paragraphs
    }

    /// Running text in which no character is a mark.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += "\\`*_<[".contains($1) ? "\\\($1)" : "\($1)" }
    }
}
