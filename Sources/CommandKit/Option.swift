import Parameters

/// One row of a command's option table: the parser, the help, the manual page and the completions read it.
package struct Option: Sendable {
    /// The long name without dashes, such as `learning-rate`.
    package let name: String
    /// The letter of the short form, such as `s` for `-s`.
    package let short: Character?
    /// What the option takes.
    package let value: Value
    /// One or two sentences that say what it does, with units.
    package let summary: String
    /// The heading under which the help shows it: Network, Damage, Output, ….
    package let group: String
    /// What holds when the option is absent, as the help shows it.
    package let defaultText: String?
    /// Whether it may be given more than once.
    package let repeats: Bool
    /// Whether the file that it names is written, not read.
    package let isOutput: Bool
    /// The names (of rules, of studies, …) to which the option is limited; empty means it always applies.
    package let appliesTo: [String]

    package init(
        name: String, short: Character? = nil, value: Value = .flag, summary: String,
        group: String = "Options", defaultText: String? = nil, repeats: Bool = false, isOutput: Bool = false,
        appliesTo: [String] = []
    ) {
        self.name = name
        self.short = short
        self.value = value
        self.summary = summary
        self.group = group
        self.defaultText = defaultText
        self.repeats = repeats
        self.isOutput = isOutput
        self.appliesTo = appliesTo
    }
}

extension Option {
    /// What an option takes, and which values are right.
    package enum Value: Sendable, Equatable {
        /// Nothing: given or not.
        case flag
        /// Nothing, with a counterpart: `--name` and `--no-name`; the default says which holds if neither
        /// is given.
        case toggle(Bool)
        /// A whole number; `Int.min` and `Int.max` mean that the range is open on that side.
        case integer(ClosedRange<Int>, placeholder: String = "N")
        /// A finite number; infinite bounds mean an open side, a lower bound of
        /// `.leastNonzeroMagnitude` means "above 0".
        case number(ClosedRange<Double>, placeholder: String = "X")
        /// A time or a rate: by steps, or with its unit.
        case quantity(QuantityRange)
        /// One of the given words.
        case choice([String])
        /// One of the given words, or a number.
        case choiceOrNumber([String], ClosedRange<Double>, placeholder: String = "X")
        /// Any text; completions offer the suggestions.
        case text(placeholder: String, suggestions: [String] = [])
        /// The name of a file; `-` is a standard stream.
        case file(placeholder: String = "FILE", suggestions: [String] = [])
        /// Width and height, such as `128x96`.
        case size
    }

    /// The largest width or height that a size may have.
    package static let largestSide = 65_535
}

extension Option {
    /// Whether a value follows the name.
    var takesValue: Bool {
        switch value {
        case .flag, .toggle: false
        default: true
        }
    }

    /// What stands for the value in help texts; `nil` if there is none.
    var placeholder: String? {
        switch value {
        case .flag, .toggle: nil
        case .integer(_, let placeholder), .number(_, let placeholder): placeholder
        case .text(let placeholder, _), .file(let placeholder, _): placeholder
        case .choiceOrNumber(let words, _, let placeholder):
            Self.alternatives(words + [placeholder]) ?? placeholder
        case .quantity(let range): range.unit == .hertz ? "RATE" : "TIME"
        case .choice(let words): Self.alternatives(words) ?? "NAME"
        case .size: "WxH"
        }
    }

    /// The words that complete the value.
    var suggestions: [String] {
        switch value {
        case .choice(let words), .choiceOrNumber(let words, _, _): words
        case .text(_, let suggestions), .file(_, let suggestions): suggestions
        default: []
        }
    }

    /// Every spelling of the option, short form first.
    var spellings: [String] {
        var spellings = short.map { ["-\($0)"] } ?? []
        spellings.append("--\(name)")
        if case .toggle = value { spellings.append("--no-\(name)") }
        return spellings
    }

    /// What the help says in parentheses after the summary: whom it concerns, what is right, what is the
    /// default.
    var remarks: [String] {
        var remarks: [String] = []
        if !appliesTo.allSatisfy(group.contains) {
            remarks.append("for " + appliesTo.joined(separator: ", "))
        }
        switch value {
        case .integer(let range, _): remarks += RangeText.remark(range).map { [$0] } ?? []
        case .number(let range, _): remarks += RangeText.remark(range).map { [$0] } ?? []
        case .quantity(let range): remarks.append(RangeText.remark(range))
        case .choice(let words) where Self.alternatives(words) == nil:
            remarks.append(words.joined(separator: ", "))
        case .choiceOrNumber(let words, let range, let placeholder):
            if Self.alternatives(words + [placeholder]) == nil {
                remarks.append(words.joined(separator: ", ") + " or \(placeholder)")
            }
            remarks += RangeText.remark(range).map { ["\(placeholder) \($0)"] } ?? []
        default: break
        }
        if repeats { remarks.append("may be repeated") }
        if let defaultText { remarks.append("default: \(defaultText)") }
        if defaultText == nil, case .toggle(let isOn) = value {
            remarks.append("default: \(isOn ? "on" : "off")")
        }
        return remarks
    }

    /// The words joined by bars, unless that would crowd the column of names.
    private static func alternatives(_ words: [String]) -> String? {
        let joined = words.joined(separator: "|")
        return joined.count <= 26 ? joined : nil
    }
}
