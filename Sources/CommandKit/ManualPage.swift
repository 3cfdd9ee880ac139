import Numerics

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
            .Nd \(Mdoc.arguments(Mdoc.nameLine(command.summary)))
            .Sh SYNOPSIS
            .Nm
            .Op Ar OPTION ...

            """
        for operand in command.operands { page += synopsis(operand) }
        page +=
            ".Sh DESCRIPTION\n"
            + Mdoc.paragraphs(command.description.isEmpty ? [command.summary] : command.description)
        page += operands() + options()
        // Topics with a page of their own stand there.
        if command.topicPage == nil, !command.topics.isEmpty { page += ".Sh TOPICS\n" + Mdoc.topics(command.topics) }
        page += environment() + exitStatus() + examples() + Mdoc.seeAlso(command.seeAlso)
        return page
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

    private func environment() -> String {
        ".Sh ENVIRONMENT\n"
            + Mdoc.list([
                ".It Ev \(Instructions.variable)\n"
                    + Mdoc.text(
                        "Instructions of the processor that inner loops use: plain, avx2 or avx512, by default the fastest it has. "
                            + "Results are the same."),
                ".It Ev SOURCE_DATE_EPOCH\n"
                    + Mdoc.text(
                        "Seconds since 1970 that files hold in place of the time, so that equal work gives equal bytes."
                    ),
            ])
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
}
