/// Completion for bash 3.2 and later, without the bash-completion package.
struct BashCompletion {
    let command: Command

    init(_ command: Command) { self.command = command }

    func text() -> String {
        let function = "_" + command.name.map { $0 == "-" ? "_" : String($0) }.joined()
        return """
            # bash completion for \(command.name)

            \(function)() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
                # Readline takes --name=value for three words.
                if [[ $current == = ]]; then
                    current=
                elif [[ $previous == = ]]; then
                    previous=${COMP_WORDS[COMP_CWORD-2]}
                fi
                # An empty answer falls back to file names.
                COMPREPLY=()
                case $previous in
            \(values())    esac
                if [[ $current == -* ]]; then
                    COMPREPLY=($(compgen -W '\(spellings())' -- "$current"))
                    return
                fi
            \(operands())}

            complete -o default -F \(function) \(command.name)

            """
    }

    /// A branch for each option that takes a value.
    private func values() -> String {
        var text = ""
        for option in command.options {
            let words = option.name == "help" ? command.topicNames : option.suggestions
            guard !words.isEmpty else { continue }
            text += branch(option.spellings, "COMPREPLY=(\(compgen(words))); return")
        }
        let open = command.options.filter { $0.takesValue && $0.suggestions.isEmpty }
        if !open.isEmpty { text += branch(open.flatMap(\.spellings), "return") }
        return text
    }

    private func branch(_ patterns: [String], _ action: String) -> String {
        "        \(patterns.joined(separator: "|"))) \(action) ;;\n"
    }

    /// The words of the first operand, as long as none of them was typed.
    private func operands() -> String {
        guard let words = command.operands.first?.choices, !words.isEmpty else { return "" }
        return """
                local word
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case $word in \(words.joined(separator: "|"))) return ;; esac
                done
                COMPREPLY=(\(compgen(words)))

            """
    }

    private func compgen(_ words: [String]) -> String {
        "$(compgen -W '\(words.joined(separator: " "))' -- \"$current\")"
    }

    private func spellings() -> String {
        command.options.flatMap(\.spellings).filter { $0.hasPrefix("--") }.joined(separator: " ")
    }
}
