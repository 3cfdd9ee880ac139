/// The manual page of a command in mdoc, the language of BSD manuals that groff and mandoc read.
struct ManualPage {
    let command: Command
    /// The date of the page, such as `March 1, 2025`.
    let date: String

    func text() -> String {
        var page = """
            .Dd \(date)
            .Dt \(command.name.uppercased()) 1
            .Os
            .Sh NAME
            .Nm \(command.name)
            .Nd \(Mdoc.arguments(nameLine))
            .Sh SYNOPSIS
            .Nm
            .Op Ar OPTION ...

            """
        for operand in command.operands { page += synopsis(operand) }
        page +=
            ".Sh DESCRIPTION\n"
            + Mdoc.paragraphs(command.description.isEmpty ? [command.summary] : command.description)
        page += operands() + options() + topics() + exitStatus() + examples() + seeAlso()
        return page
    }

    /// The summary as the one-line description of a manual: no capital, no period.
    private var nameLine: String {
        let line = command.summary.hasSuffix(".") ? String(command.summary.dropLast()) : command.summary
        return line.prefix(1).lowercased() + line.dropFirst()
    }

    private func synopsis(_ operand: Operand) -> String {
        let name = Mdoc.argument(operand.name) + (operand.isMany ? " ..." : "")
        return operand.isRequired ? ".Ar \(name)\n" : ".Op Ar \(name)\n"
    }

    private func operands() -> String {
        guard !command.operands.isEmpty else { return "" }
        let items = command.operands.map { operand in
            let words = operand.choices.isEmpty ? "" : " (\(operand.choices.joined(separator: ", ")))"
            return ".It Ar \(Mdoc.argument(operand.name))\n" + Mdoc.text(operand.summary + words)
        }
        return ".Pp\nThe operands are as follows:\n" + Mdoc.list(items)
    }

    private func options() -> String {
        ".Sh OPTIONS\n"
            + command.groups.map { group in
                ".Ss \(Mdoc.arguments(group.title))\n" + Mdoc.list(group.options.map(item))
            }.joined()
    }

    private func item(_ option: Option) -> String {
        var value = option.placeholder.map { " Ar " + Mdoc.argument($0) } ?? ""
        if option.name == "help", !command.topics.isEmpty { value = " Oo Ar TOPIC Oc" }
        let forms = option.spellings.map { "Fl \(Mdoc.argument(String($0.dropFirst())))\(value)" }
        let remarks = option.remarks.isEmpty ? "" : " (\(option.remarks.joined(separator: "; ")))"
        return ".It \(forms.joined(separator: " , "))\n" + Mdoc.text(option.summary + remarks)
    }

    private func topics() -> String {
        guard !command.topics.isEmpty else { return "" }
        return ".Sh TOPICS\n"
            + command.topics.map { topic in
                ".Ss \(Mdoc.arguments(topic.name)) \\(en \(Mdoc.arguments(Self.heading(topic.title)))\n"
                    + Mdoc.blocks(topic.body)
            }.joined()
    }

    /// A heading has no period.
    private static func heading(_ title: String) -> String {
        title.hasSuffix(".") ? String(title.dropLast()) : title
    }

    private func exitStatus() -> String {
        ".Sh EXIT STATUS\n"
            + Mdoc.list([
                ".It 0\nSuccess.\n",
                ".It 1\nFailure: a message on standard error says what is wrong.\n",
                ".It 2\nWrong usage: an unknown option, a value out of range.\n",
            ])
            + "A signal ends the program by that signal.\nAn output that is not complete is removed.\n"
    }

    private func examples() -> String {
        guard !command.examples.isEmpty else { return "" }
        return ".Sh EXAMPLES\n"
            + command.examples.map { example in
                Mdoc.text(example.explanation) + ".Pp\n.Dl \(Mdoc.verbatim(example.command))\n"
            }.joined(separator: ".Pp\n")
    }

    private func seeAlso() -> String {
        guard !command.seeAlso.isEmpty else { return "" }
        let pages = command.seeAlso.sorted(by: Self.comesFirst).map { page in
            let parts = page.split { $0 == "(" || $0 == ")" }
            return parts.count == 2 ? ".Xr \(parts[0]) \(parts[1])" : Mdoc.verbatim(page)
        }
        return ".Sh SEE ALSO\n" + pages.joined(separator: " ,\n") + "\n"
    }
    /// Manual pages are listed by section, then by name.
    private static func comesFirst(_ one: String, _ other: String) -> Bool {
        let (first, second) = (one.drop { $0 != "(" }, other.drop { $0 != "(" })
        return first == second ? one < other : first < second
    }
}
