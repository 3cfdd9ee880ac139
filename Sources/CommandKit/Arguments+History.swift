extension Arguments {
    /// The command as far as it decides what comes out, for the history of a file: as typed, in the order typed,
    /// without the options that only say where data go or how fast and how loudly, so that equal content has an
    /// equal history.
    ///
    /// - Parameters:
    ///   - inputs: whether the operands belong to it; files that carry a history of their own do not.
    ///   - left: more options that are left out.
    ///   - name: of the program that does the same; nil for this one.
    package func contentCommand(
        inputs: Bool, leaving left: Set<String> = [], as name: String? = nil
    ) -> String {
        let silent: Set<String> = [
            "output", "force", "quiet", "verbose", "threads", "report", "report-format", "checkpoint",
            "checkpoint-interval", "shard",
        ]
        var words = [name ?? command.name]
        for name in given where !silent.contains(name) && !left.contains(name) {
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
        return ShellQuoting.line(inputs ? words + operands : words)
    }
}
