/// What a command line asks for.
enum Request: Sendable {
    case run(Arguments)
    case help(topic: String?)
    case version
    case manual
    case topics(TopicPage, TopicPage.Language)
    case completion(Shell)
}

/// Reads a command line by the GNU conventions: `--name value`, `--name=value`, `-s value`, `-svalue`,
/// grouped short flags, `--` ends the options, `-` is an operand, options and operands mix. Names are not
/// abbreviated, so that an option added later never breaks a script.
struct Parser {
    private let command: Command
    private var arguments: Arguments
    private var rest: ArraySlice<String>
    private var request: Request?

    /// - Parameter words: the arguments, the program's name not among them.
    static func parse(_ words: [String], by command: Command) throws(UsageError) -> Request {
        var parser = Parser(command: command, words: words)
        return try parser.run()
    }

    private init(command: Command, words: [String]) {
        self.command = command
        arguments = Arguments(command: command, words: words)
        rest = words[...]
    }

    private mutating func run() throws(UsageError) -> Request {
        while let word = rest.popFirst() {
            if word == "--" {
                arguments.operands += rest
                break
            } else if word.hasPrefix("--") {
                try readLong(word)
            } else if word.hasPrefix("-"), word != "-" {
                try readShort(word)
            } else {
                arguments.operands.append(word)
            }
            if let request { return request }
        }
        if has("quiet"), has("verbose") { throw UsageError("--quiet and --verbose exclude each other") }
        try OperandCheck(command: command).check(arguments.operands)
        return .run(arguments)
    }

    private func has(_ name: String) -> Bool { arguments.values[name] != nil }
}

// MARK: Forms

extension Parser {
    private mutating func readLong(_ word: String) throws(UsageError) {
        let body = word.dropFirst(2)
        let name = String(body.prefix { $0 != "=" })
        let attached = name.count < body.count ? String(body.dropFirst(name.count + 1)) : nil
        if try readHidden(name, attached: attached) { return }
        if let option = command.option(named: name) {
            try read(option, attached: attached)
        } else if name.hasPrefix("no-"), let option = command.option(named: String(name.dropFirst(3))),
            case .toggle = option.value
        {
            guard attached == nil else { throw UsageError("--\(name) takes no value") }
            try record(.off, for: option)
        } else {
            let names = command.options.flatMap(\.spellings).filter { $0.hasPrefix("--") }.map {
                $0.dropFirst(2)
            }
            let clause = Suggestion.clause(for: name, among: names.map(String.init), prefix: "--")
            throw UsageError("unknown option \(ShellQuoting.quoted("--" + name))\(clause)")
        }
    }

    private mutating func readShort(_ word: String) throws(UsageError) {
        if let option = longNameWithOneDash(word) {
            throw UsageError("unknown option \(word.prefix { $0 != "=" }); did you mean --\(option.name)?")
        }
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = command.options.first(where: { $0.short == letter }) else {
                throw UsageError("unknown option \(ShellQuoting.quoted("-\(letter)"))")
            }
            if option.takesValue {
                return try read(option, attached: letters.isEmpty ? nil : String(letters))
            }
            try read(option, attached: nil)
            if request != nil { return }
        }
    }

    /// A long name with one dash is a common slip, and `-output x` is not meant to write a file `utput`.
    private func longNameWithOneDash(_ word: String) -> Option? {
        let name = String(word.dropFirst().prefix { $0 != "=" })
        return name.count > 1 ? command.option(named: name) : nil
    }

    /// Options that the help does not list, since they serve installation: the manual page, the page of topics and
    /// the completions.
    private mutating func readHidden(_ name: String, attached: String?) throws(UsageError) -> Bool {
        switch name {
        case "help-man" where attached == nil:
            request = .manual
        case "help-topics":
            guard let page = command.topicPage else { return false }
            request = .topics(page, try choice(name, attached: attached))
        case "help-completion":
            request = .completion(try choice(name, attached: attached))
        default:
            return false
        }
        return true
    }

    /// The value of a hidden option that takes one of some words.
    private mutating func choice<Choice>(_ name: String, attached: String?) throws(UsageError) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        let row = Option(name: name, value: .choice(Choice.allCases.map(\.rawValue)), summary: "")
        guard case .text(let word) = try value(of: row, attached: attached), let choice = Choice(rawValue: word) else {
            preconditionFailure("each word is a choice")
        }
        return choice
    }
}

// MARK: Values

extension Parser {
    private mutating func read(_ option: Option, attached: String?) throws(UsageError) {
        if option.takesValue {
            return try record(value(of: option, attached: attached), for: option)
        }
        if option.name == "help", !command.topics.isEmpty {
            // The one option with an optional value: a word that follows is a topic.
            let topic = attached ?? (rest.first.map { $0.hasPrefix("-") } == false ? rest.popFirst() : nil)
            request = .help(topic: topic)
            return
        }
        guard attached == nil else { throw UsageError("--\(option.name) takes no value") }
        switch option.name {
        case "help": request = .help(topic: nil)
        case "version": request = .version
        default: try record(.on, for: option)
        }
    }

    private mutating func value(of option: Option, attached: String?) throws(UsageError) -> ParsedValue {
        if let attached { return try ParsedValue.read(attached, for: option) }
        return try ParsedValue.read(followingValue(of: option), for: option)
    }

    /// The next argument, unless it looks like an option: then the value was probably forgotten.
    private mutating func followingValue(of option: Option) throws(UsageError) -> String {
        let missing = "--\(option.name) needs a value: \(option.placeholder ?? "")"
        guard let next = rest.first else { throw UsageError(missing) }
        guard next == "-" || !next.hasPrefix("-") || looksNegative(next) else {
            let attached = "--\(option.name)=\(ShellQuoting.quoted(next))"
            throw UsageError("\(missing) (if the value begins with a dash, write \(attached))")
        }
        rest.removeFirst()
        return next
    }

    /// A dash and then a digit or point, or something that only a number option can mean.
    private func looksNegative(_ word: String) -> Bool {
        guard let second = word.dropFirst().first else { return false }
        return second.isASCII && second.isNumber || second == "." || Double(word) != nil
    }

    private mutating func record(_ value: ParsedValue, for option: Option) throws(UsageError) {
        if let earlier = arguments.values[option.name] {
            switch value {
            case .on where earlier == [.on], .off where earlier == [.off]:
                return
            case .on, .off:
                throw UsageError("--\(option.name) and --no-\(option.name) exclude each other")
            default:
                guard option.repeats else { throw UsageError("--\(option.name) is given more than once") }
            }
        } else {
            arguments.given.append(option.name)
        }
        arguments.values[option.name, default: []].append(value)
    }
}
