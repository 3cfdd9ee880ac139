/// Completion for zsh by its `_arguments` function.
struct ZshCompletion {
    let command: Command

    init(_ command: Command) { self.command = command }

    func text() -> String {
        let specifications = command.options.map(specification) + command.operands.map(specification)
        return "#compdef \(command.name)\n\n_arguments -s -S : \\\n"
            + specifications.map { "    \($0)" }.joined(separator: " \\\n") + "\n"
    }

    /// Such as `'(-o --output)'{-o+,--output=}'[Write the result to FILE]:FILE:_files'`.
    private func specification(_ option: Option) -> String {
        var explanation = "[\(escaped(option.brief))]"
        if option.takesValue {
            explanation += ":\(escaped(option.placeholder ?? "")):" + action(option)
        } else if option.name == "help", !command.topics.isEmpty {
            explanation += "::TOPIC:(\(command.topicNames.joined(separator: " ")))"
        }
        let exclusions =
            switch option.name {
            case "help", "version": "(- *)"
            default:
                option.repeats
                    ? "*" : option.spellings.count > 1 ? "(\(option.spellings.joined(separator: " ")))" : ""
            }
        let forms = option.spellings.map { spelling in
            option.takesValue ? spelling + (spelling.hasPrefix("--") ? "=" : "+") : spelling
        }
        if forms.count == 1 { return "'\(exclusions)\(forms[0])\(explanation)'" }
        return "'\(exclusions)'{\(forms.joined(separator: ","))}'\(explanation)'"
    }

    private func specification(_ operand: Operand) -> String {
        let position =
            switch operand.count {
            case .one: ":"
            case .optional: "::"
            case .any, .some: "*:"
            }
        return "'\(position)\(escaped(operand.name)):\(words(operand.choices) ?? "_files")'"
    }

    private func action(_ option: Option) -> String {
        if case .file = option.value, option.suggestions.isEmpty { return "_files" }
        return words(option.suggestions) ?? " "
    }

    private func words(_ words: [String]) -> String? {
        words.isEmpty ? nil : "(\(words.joined(separator: " ")))"
    }

    private func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "\\", "[", "]", ":": "\\\(character)"
            case "'": "'\\''"
            default: String(character)
            }
        }.joined()
    }
}
