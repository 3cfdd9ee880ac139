import Parameters

// The options and help that follow from the parameters of rules and studies.

extension Option {
    /// One option for each parameter of any owner; owners that share a name share the option.
    ///
    /// - Parameters:
    ///   - owners: names, such as `oja`, with their tables.
    ///   - noun: what an owner is: `rule`, `study`.
    ///   - group: the heading of an option, by its name.
    package static func parameters(
        of owners: [(name: String, table: [ParameterDescription])], noun: String, group: (String) -> String
    ) -> [Option] {
        var names: [String] = []
        var shared: [String: [(owner: String, parameter: ParameterDescription)]] = [:]
        for owner in owners {
            for parameter in owner.table {
                if shared[parameter.name] == nil { names.append(parameter.name) }
                shared[parameter.name, default: []].append((owner.name, parameter))
            }
        }
        return names.compactMap { name in
            shared[name].map { option(name, $0.map(\.parameter), of: $0.map(\.owner), noun, group(name)) }
        }
    }

    private static func option(
        _ name: String, _ parameters: [ParameterDescription], of owners: [String], _ noun: String, _ group: String
    ) -> Option {
        let first = parameters[0]
        // Help that names its default, or defaults that differ, are told by the help of each owner.
        let isOneHelp = Set(parameters.map(\.help)).count == 1
        let help = isOneHelp ? first.help : withoutDefault(first.help)
        let defaults = Set(parameters.map { "\($0.defaultValue)" })
        let common = defaults.count == 1 ? defaults.first ?? "" : "depends on the \(noun)"
        let isToggle = if case .toggle = first.defaultValue { true } else { false }
        return Option(
            name: name, value: value(parameters), summary: sentence(help), group: group,
            defaultText: isToggle || common.isEmpty ? nil : common, repeats: isOfSentences(first), appliesTo: owners)
    }

    private static func isOfSentences(_ parameter: ParameterDescription) -> Bool {
        if case .sentences = parameter.kind { true } else { false }
    }

    /// The widest range of the owners that share the option; each checks its own.
    private static func value(_ parameters: [ParameterDescription]) -> Value {
        if let shared = sharedQuantity(parameters) { return .quantity(shared) }
        switch parameters[0].kind {
        case .toggle:
            if case .toggle(let value) = parameters[0].defaultValue { return .toggle(value) }
            return .flag
        case .choice(let words): return .choice(words)
        case .numberOr(let word, let range): return .choiceOrNumber([word], range)
        case .quantity(let range): return .quantity(range)
        case .text(let placeholder, _): return .text(placeholder: placeholder)
        case .numbers, .integers: return .text(placeholder: "LIST")
        case .texts: return .text(placeholder: "NAMES")
        case .sentences(let placeholder, _): return .text(placeholder: placeholder)
        case .integer(var range):
            for case .integer(let other) in parameters.map(\.kind) {
                range = min(range.lowerBound, other.lowerBound)...max(range.upperBound, other.upperBound)
            }
            return .integer(range)
        case .number(var range):
            for case .number(let other) in parameters.map(\.kind) {
                range = min(range.lowerBound, other.lowerBound)...max(range.upperBound, other.upperBound)
            }
            return .number(range)
        }
    }

    /// The widest range of times or rates, where one owner has such; a plain number of others is one by steps.
    private static func sharedQuantity(_ parameters: [ParameterDescription]) -> QuantityRange? {
        let own = parameters.compactMap { if case .quantity(let range) = $0.kind { range } else { nil } }
        guard let first = own.first else { return nil }
        let ranges = parameters.compactMap { parameter -> ClosedRange<Double>? in
            switch parameter.kind {
            case .quantity(let range): range.steps
            case .number(let range): range
            case .integer(let range): Double(range.lowerBound)...Double(range.upperBound)
            default: nil
            }
        }
        let (low, high) = (ranges.map(\.lowerBound).min() ?? 0, ranges.map(\.upperBound).max() ?? 0)
        return QuantityRange(steps: low...high, unit: first.unit, isWhole: own.allSatisfy(\.isWhole))
    }

    /// A help text without its default in parentheses at the end.
    private static func withoutDefault(_ help: String) -> String {
        guard help.hasSuffix(")"), let start = help.firstRange(of: " (default") else { return help }
        return String(help[..<start.lowerBound])
    }

    fileprivate static func sentence(_ help: String) -> String {
        let text = help.prefix(1).uppercased() + help.dropFirst()
        return text.hasSuffix(".") ? text : text + "."
    }
}

extension HelpTopic {
    /// The paragraphs on the parameters of one owner.
    package static func definitions(of table: [ParameterDescription]) -> [Block] {
        table.map { parameter in
            let value = "\(parameter.defaultValue)"
            // No default, or one that the help tells itself.
            let isSaid = value.isEmpty || parameter.help.contains("(default")
            let remarks = [RangeText.remark(parameter.kind), isSaid ? nil : "default: \(value)"].compactMap { $0 }
            return .definition(
                "--\(parameter.name)",
                Option.sentence(parameter.help) + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))"))
        }
    }
}

extension Arguments {
    /// The parameters of one owner as given on the command line, by name.
    ///
    /// - Throws: `UsageError` for a list that cannot be read.
    package func values(of table: [ParameterDescription]) throws(UsageError) -> [String: ParameterValue] {
        var given: [String: ParameterValue] = [:]
        for parameter in table where has(parameter.name) {
            given[parameter.name] = try value(of: parameter)
        }
        return given
    }

    private func value(of parameter: ParameterDescription) throws(UsageError) -> ParameterValue? {
        let name = parameter.name
        if let (quantity, range) = sharedQuantity(name) { return range.value(quantity) }
        return switch parameter.kind {
        case .number: number(name).map { .number($0) }
        case .numberOr: number(name).map { .number($0) } ?? text(name).map { .text($0) }
        case .integer: integer(name).map { .integer($0) }
        case .quantity: nil
        case .toggle: .toggle(toggle(name))
        case .choice, .text: text(name).map { .text($0) }
        case .numbers:
            if let text = text(name) { .numbers(try ListText.numbers(text, option: name)) } else { nil }
        case .integers:
            if let text = text(name) { .integers(try ListText.integers(text, option: name)) } else { nil }
        case .texts: text(name).map { .texts(ListText.words($0)) }
        case .sentences: .texts(texts(name))
        }
    }
}
