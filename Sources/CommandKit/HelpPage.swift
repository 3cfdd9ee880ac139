/// The help texts of a command, for a terminal of a given width.
struct HelpPage {
    let command: Command
    /// Columns, between 40 and 100: longer lines are hard to read.
    let width: Int
    let bold: Bool

    /// The column at which explanations begin.
    private let column = 26

    init(_ command: Command, width: Int, bold: Bool) {
        self.command = command
        self.width = min(max(width, 40), 100)
        self.bold = bold
    }

    /// The answer to `--help`.
    func text() -> String {
        var text = "\(heading("Usage:")) \(command.synopsis)\n\n"
        text += TextWrapping.paragraph(command.summary, indent: 0, width: width)
        if let description = command.description.first {
            text += "\n" + TextWrapping.paragraph(description, indent: 0, width: width)
        }
        text += examples()
        if !command.operands.isEmpty {
            text += "\n\(heading("Operands:"))\n"
            for operand in command.operands { text += row("  " + operand.name, summary(of: operand)) }
        }
        for group in command.groups {
            text += "\n\(heading(group.title + ":"))\n"
            for option in group.options { text += row(label(of: option), summary(of: option)) }
        }
        if !command.topics.isEmpty {
            text += "\n\(heading("Topics")) (\(command.name) --help TOPIC):\n" + topicRows()
        }
        text += "\nExit status: 0 success, 1 failure, 2 wrong usage.\n"
        if !command.seeAlso.isEmpty {
            text += TextWrapping.paragraph(
                "See also: " + command.seeAlso.joined(separator: ", "), indent: 0, width: width)
        }
        return text
    }

    /// The answer to `--help TOPIC`; `topics` lists them.
    func topic(_ name: String) throws(UsageError) -> String {
        if name == "topics" { return "\(heading("Topics:"))\n" + topicRows() }
        guard let topic = command.topics.first(where: { $0.name == name }) else {
            let names = command.topics.map(\.name)
            let clause = Suggestion.clause(for: name, among: names)
            throw UsageError(
                "no help on \(ShellQuoting.quoted(name)), topics are "
                    + "\(names.joined(separator: ", "))\(clause)")
        }
        var text = "\(heading(topic.name)): \(topic.title)\n"
        var afterDefinition = false
        for block in topic.body {
            switch block {
            case .paragraph(let paragraph):
                text += "\n" + TextWrapping.paragraph(paragraph, indent: 0, width: width)
            case .preformatted(let lines):
                text += "\n"
                for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
                    text += line.isEmpty ? "\n" : "    \(line)\n"
                }
            case .definition(let term, let meaning):
                text += (afterDefinition ? "" : "\n") + row("  " + term, meaning)
            }
            if case .definition = block { afterDefinition = true } else { afterDefinition = false }
        }
        return text
    }
}

extension HelpPage {
    private func examples() -> String {
        guard !command.examples.isEmpty else { return "" }
        var text = "\n\(heading("Examples:"))\n"
        for example in command.examples.prefix(2) {
            text += "  \(example.command)\n"
            text += TextWrapping.paragraph(example.explanation, indent: 6, width: width)
        }
        return text
    }

    private func topicRows() -> String {
        command.topics.map { row("  " + $0.name, $0.title) }.joined()
    }

    /// `  -s, --size WxH`, the long names below each other.
    private func label(of option: Option) -> String {
        var label = option.short.map { "  -\($0), " } ?? "      "
        if case .toggle = option.value {
            label += "--[no-]\(option.name)"
        } else {
            label += "--\(option.name)"
        }
        if option.name == "help", !command.topics.isEmpty { label += " [TOPIC]" }
        if let placeholder = option.placeholder { label += " \(placeholder)" }
        return label
    }

    private func summary(of option: Option) -> String {
        var summary = option.summary
        if option.name == "help", command.topics.isEmpty { summary = "Show this help and exit." }
        let remarks = option.remarks
        return remarks.isEmpty ? summary : "\(summary) (\(remarks.joined(separator: "; ")))"
    }

    private func summary(of operand: Operand) -> String {
        operand.choices.isEmpty
            ? operand.summary : "\(operand.summary) (\(operand.choices.joined(separator: ", ")))"
    }

    /// A label and its explanation, beside it or below if the label is long or the terminal narrow.
    private func row(_ label: String, _ explanation: String) -> String {
        let column = width < 60 ? 10 : column
        let wrapped = TextWrapping.paragraph(explanation, indent: column, width: width)
        let gap = column - label.count
        guard gap >= 2 else { return emphasised(label) + "\n" + wrapped }
        return emphasised(label) + String(repeating: " ", count: gap) + wrapped.dropFirst(column)
    }

    private func heading(_ text: String) -> String { bold ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    /// The label in bold, its leading blanks outside so that they cannot be underlined by odd terminals.
    private func emphasised(_ label: String) -> String {
        guard bold else { return label }
        let blanks = label.prefix { $0 == " " }
        return blanks + heading(String(label.dropFirst(blanks.count)))
    }
}
