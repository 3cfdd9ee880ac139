import Parameters

/// What the user asked for: the operands and the checked values of the options.
///
/// Asking for an option that the command does not declare, or as another type than declared, is a
/// programmer's mistake.
package struct Arguments: Sendable {
    /// The command that was parsed.
    package let command: Command
    /// The arguments that are not options, in order.
    package internal(set) var operands: [String] = []
    /// The long names of the options that were given, each once, in the order of first appearance.
    package internal(set) var given: [String] = []
    /// The command as typed, quoted for a shell, the program without its folder: one line.
    package let commandLine: String

    var values: [String: [ParsedValue]] = [:]

    /// - Parameter words: the arguments, the program's name not among them.
    init(command: Command, words: [String]) {
        self.command = command
        self.commandLine = ShellQuoting.line([command.name] + words)
    }
}

extension Arguments {
    /// Whether the option was given.
    package func has(_ name: String) -> Bool {
        checkDeclared(name)
        return values[name] != nil
    }

    /// Whether the flag was given.
    package func flag(_ name: String) -> Bool { has(name) }

    /// The state of a switch: as given by `--name` or `--no-name`, else its default.
    package func toggle(_ name: String) -> Bool {
        guard case .toggle(let byDefault) = checkDeclared(name).value else {
            preconditionFailure("--\(name) is not a toggle")
        }
        return values[name].map { $0.last == .on } ?? byDefault
    }

    /// The whole number that was given, `nil` if none was.
    package func integer(_ name: String) -> Int? {
        guard let value = last(name) else { return nil }
        guard case .integer(let number) = value else { preconditionFailure("--\(name) is not an integer") }
        return number
    }

    /// The number that was given; `nil` if none was, or if a word was given where words are allowed too.
    package func number(_ name: String) -> Double? {
        guard let value = last(name) else { return nil }
        switch value {
        case .number(let number): return number
        case .integer(let number): return Double(number)
        default:
            guard case .choiceOrNumber = checkDeclared(name).value else {
                preconditionFailure("--\(name) is not a number")
            }
            return nil
        }
    }

    /// The time or rate that was given, and what it may be; `nil` for an option of another kind.
    func sharedQuantity(_ name: String) -> (StepQuantity, QuantityRange)? {
        guard case .quantity(let range) = checkDeclared(name).value, case .quantity(let quantity)? = last(name) else {
            return nil
        }
        return (quantity, range)
    }

    /// The time or rate that was given, or the default of the table.
    package func quantity(_ name: String) -> StepQuantity? { has(name) ? quantityOrDefault(name) : nil }

    package func quantityOrDefault(_ name: String) -> StepQuantity {
        guard case .quantity(let quantity) = last(name) ?? tableDefault(name) else {
            preconditionFailure("--\(name) is not a time or a rate")
        }
        return quantity
    }

    /// The word, text or file name that was given; `nil` if none was, or if a number was given where both
    /// are allowed.
    package func text(_ name: String) -> String? {
        guard let value = last(name) else { return nil }
        if case .text(let text) = value { return text }
        guard case .choiceOrNumber = checkDeclared(name).value else {
            preconditionFailure("--\(name) is not text")
        }
        return nil
    }

    /// Every text that was given with the option, in order.
    package func texts(_ name: String) -> [String] {
        checkDeclared(name)
        return (values[name] ?? []).compactMap { value in
            if case .text(let text) = value { text } else { nil }
        }
    }

    /// Width and height that were given, `nil` if none were.
    package func size(_ name: String) -> (width: Int, height: Int)? {
        guard let value = last(name) else { return nil }
        guard case .size(let width, let height) = value else {
            preconditionFailure("--\(name) is not a size")
        }
        return (width, height)
    }

    private func last(_ name: String) -> ParsedValue? {
        checkDeclared(name)
        return values[name]?.last
    }

    @discardableResult
    private func checkDeclared(_ name: String) -> Option {
        guard let option = command.option(named: name) else {
            preconditionFailure("\(command.name) declares no option --\(name)")
        }
        return option
    }
}

// Defaults live in the table, once: these read them from there.
extension Arguments {
    /// The whole number that was given, or the default of the table.
    package func integerOrDefault(_ name: String) -> Int {
        if let value = integer(name) { return value }
        guard case .integer(let value) = tableDefault(name) else {
            preconditionFailure("--\(name) is not an integer")
        }
        return value
    }

    /// The number that was given, or the default of the table.
    package func numberOrDefault(_ name: String) -> Double {
        if let value = number(name) { return value }
        guard case .number(let value) = tableDefault(name) else {
            preconditionFailure("--\(name) is not a number")
        }
        return value
    }

    /// The word, text or file name that was given, or the default of the table.
    package func textOrDefault(_ name: String) -> String {
        if let value = text(name) { return value }
        guard case .text(let value) = tableDefault(name) else { preconditionFailure("--\(name) is not text") }
        return value
    }

    /// Width and height that were given, or the default of the table.
    package func sizeOrDefault(_ name: String) -> (width: Int, height: Int) {
        if let value = size(name) { return value }
        guard case .size(let width, let height) = tableDefault(name) else {
            preconditionFailure("--\(name) is not a size")
        }
        return (width, height)
    }

    private func tableDefault(_ name: String) -> ParsedValue {
        let option = checkDeclared(name)
        guard let text = option.defaultText else { preconditionFailure("--\(name) has no default") }
        do {
            return try ParsedValue.read(text, for: option)
        } catch {
            preconditionFailure("the default of --\(name) is wrong: \(error)")
        }
    }
}
