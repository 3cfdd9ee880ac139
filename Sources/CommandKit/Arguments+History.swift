import Parameters

extension Arguments {
    /// The command as far as it decides what comes out, for the history of a file: as typed, in the order typed,
    /// without the options that only say where data go or how fast and how loudly, so that equal content has an
    /// equal history.
    ///
    /// - Parameters:
    ///   - inputs: whether the operands belong to it; files that carry a history of their own do not.
    ///   - untold: words of what was not typed as an option and decides too.
    ///   - left: more options that are left out.
    ///   - program: the name of the program that does the same; nil for this one.
    package func record(
        inputs: Bool = false, untold: [String] = [], leaving left: Set<String> = [], as program: String? = nil
    ) -> CommandRecord {
        CommandRecord(
            line: contentCommand(inputs: inputs, untold: untold, leaving: left, as: program), files: namedInputs,
            credits: credits)
    }

    /// The command alone.
    private func contentCommand(
        inputs: Bool, untold: [String], leaving left: Set<String>, as program: String?
    ) -> String {
        let silent: Set<String> = [
            "force", "quiet", "verbose", "threads", "report-format", "checkpoint-interval", "shard",
        ]
        // The first word of a choice of tasks is part of the command, as of a program of its own.
        let tasks = command.operands.first?.choices.isEmpty == false ? operands.prefix(1) : []
        var words = [program ?? command.name] + tasks
        let outputs = Set(command.options.filter(\.isOutput).map(\.name))
        for name in given where !silent.contains(name) && !outputs.contains(name) && !left.contains(name) {
            for value in values[name] ?? [] {
                switch value {
                case .on: words.append("--\(name)")
                case .off: words.append("--no-\(name)")
                case .integer(let number): words += ["--\(name)", "\(number)"]
                case .number(let number): words += ["--\(name)", "\(number)"]
                case .quantity(let quantity): words += ["--\(name)", "\(quantity)"]
                case .text(let text): words += text.hasPrefix("-") ? ["--\(name)=\(text)"] : ["--\(name)", text]
                case .size(let width, let height): words += ["--\(name)", "\(width)x\(height)"]
                }
            }
        }
        words += untold
        return ShellQuoting.line(inputs ? words + operands.dropFirst(tasks.count) : words)
    }
}
