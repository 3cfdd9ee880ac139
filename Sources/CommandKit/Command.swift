/// A program described once: its parser, help, manual page and completions are readings of this value.
package struct Command: Sendable {
    /// The name of the program.
    package private(set) var name: String
    /// What it does, in one sentence that begins with a verb.
    package let summary: String
    package let operands: [Operand]
    /// Paragraphs for the manual page; the help shows the first one.
    package private(set) var description: [String]
    /// The commonest first: the help shows two, the manual page all.
    package private(set) var examples: [Example]
    /// The program's own options, then the standard ones.
    package let options: [Option]
    /// Related manual pages, such as `canns-recall(1)`.
    package let seeAlso: [String]
    /// What `--help TOPIC` shows. A program that runs does not need them, so they are made where they are read.
    package var topics: [HelpTopic] { makeTopics() }
    private let makeTopics: @Sendable () -> [HelpTopic]
    /// What makes the topics a page of their own; nil where they stand in the manual page of the command.
    package let topicPage: TopicPage?
    /// First operands with which the work goes on in a file that it reads, so that this may be its output.
    package let updatesInput: Set<String>

    /// The standard options follow the program's own; an option of the same name takes the place of a
    /// standard one.
    ///
    /// Two options of one name, or a choice without words, are a programmer's mistake and stop the program.
    package init(
        name: String, summary: String, operands: [Operand] = [], description: [String] = [],
        examples: [Example] = [], options: [Option], seeAlso: [String] = [],
        topics: @autoclosure @escaping @Sendable () -> [HelpTopic] = [],
        topicPage: TopicPage? = nil, updatesInput: Set<String> = [], without omitted: Set<StandardOption> = []
    ) {
        self.name = name
        self.summary = summary
        self.operands = operands
        self.description = description
        self.examples = examples
        let standard = StandardOption.allCases.filter { !omitted.contains($0) }.map(\.option)
        self.options = options + standard.filter { row in !options.contains { $0.name == row.name } }
        self.seeAlso = seeAlso
        makeTopics = topics
        self.topicPage = topicPage
        self.updatesInput = updatesInput
        checkTable()
    }

    /// The same under another name, in its examples too.
    ///
    /// - Parameters:
    ///   - introduction: paragraphs before its own.
    ///   - first: examples before its own.
    package func named(_ other: String, introduction: [String] = [], examples first: [Example] = []) -> Command {
        var command = self
        command.name = other
        command.description = introduction + description
        command.examples = first + examples.map { Example($0.command.replacing(name, with: other), $0.explanation) }
        return command
    }

    private func checkTable() {
        var seen: Set<String> = ["--help-man", "--help-topics", "--help-completion"]
        for option in options {
            for spelling in option.spellings {
                precondition(seen.insert(spelling).inserted, "\(name): \(spelling) is declared twice")
            }
            if case .choice(let words) = option.value {
                precondition(!words.isEmpty, "\(name): --\(option.name) has no choices")
            }
        }
        precondition(operands.count(where: \.isMany) <= 1, "\(name): only one operand can stand for many")
    }

    /// The option of that long name.
    func option(named name: String) -> Option? {
        options.first { $0.name == name }
    }

    /// The groups of the help in the order in which the table first names them; Output and General come last.
    var groups: [(title: String, options: [Option])] {
        let last = ["Output", "General"]
        let named = options.map(\.group)
        var titles: [String] = []
        for group in named.filter({ !last.contains($0) }) + last.filter(named.contains)
        where !titles.contains(group) { titles.append(group) }
        return titles.map { title in (title, options.filter { $0.group == title }) }
    }

    /// One line such as `canns-train [OPTION...] [PATTERNS]`.
    var synopsis: String {
        ([name, "[OPTION...]"] + operands.map(\.synopsis)).joined(separator: " ")
    }
}
