/// Completion for fish: one `complete` a row of the table.
struct FishCompletion {
    let command: Command

    init(_ command: Command) { self.command = command }

    func text() -> String {
        var lines = ["# fish completion for \(command.name)"]
        for option in command.options {
            let short = option.short.map { " -s \($0)" } ?? ""
            lines.append(line("\(short) -l \(option.name)\(value(option))", option))
            if case .toggle = option.value {
                lines.append(
                    "complete -c \(command.name) -l no-\(option.name) -d \(quoted("Not --\(option.name)"))")
            }
        }
        if let words = command.operands.first?.choices, !words.isEmpty {
            lines.append("complete -c \(command.name) -n __fish_is_first_token -f -a \(list(words))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ form: String, _ option: Option) -> String {
        "complete -c \(command.name)\(form) -d \(quoted(option.brief))"
    }

    /// `-x`: a value that is no file; `-r -F`: a file.
    private func value(_ option: Option) -> String {
        if option.name == "help", !command.topics.isEmpty { return " -f -a \(list(command.topicNames))" }
        guard option.takesValue else { return "" }
        if case .file = option.value {
            return option.suggestions.isEmpty ? " -r -F" : " -r -F -a \(list(option.suggestions))"
        }
        return option.suggestions.isEmpty ? " -x" : " -x -a \(list(option.suggestions))"
    }

    private func list(_ words: [String]) -> String { quoted(words.joined(separator: " ")) }

    private func quoted(_ text: String) -> String {
        "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
    }
}
