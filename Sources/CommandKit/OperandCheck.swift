/// Compares the operands that were given with those of the table: their number, and their words where these
/// are fixed.
struct OperandCheck {
    let command: Command

    func check(_ given: [String]) throws(UsageError) {
        let required = command.operands.filter(\.isRequired)
        if given.count < required.count {
            throw UsageError("\(required[given.count].name) is missing; usage: \(command.synopsis)")
        }
        if !command.operands.contains(where: \.isMany), given.count > command.operands.count {
            let first = ShellQuoting.quoted(given[command.operands.count])
            throw UsageError("unexpected operand \(first); usage: \(command.synopsis)")
        }
        for (operand, word) in zip(command.operands.prefix { !$0.isMany }, given) {
            guard !operand.choices.isEmpty, !operand.choices.contains(word) else { continue }
            let expected = "expected one of " + operand.choices.joined(separator: ", ")
            let clause = Suggestion.clause(for: word, among: operand.choices)
            throw UsageError("\(operand.name) is \(ShellQuoting.quoted(word)), \(expected)\(clause)")
        }
    }
}
