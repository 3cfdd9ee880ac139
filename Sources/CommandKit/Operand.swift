/// An argument that is not an option, such as an input file.
package struct Operand: Sendable {
    /// How many arguments the operand stands for.
    package enum Count: Sendable {
        /// Exactly one.
        case one
        /// One or none.
        case optional
        /// Any number, none included.
        case any
        /// One or more.
        case some
    }

    /// What the help calls it, such as `PATTERNS`.
    package let name: String
    /// One sentence that says what it is and what holds if it is absent.
    package let summary: String
    package let count: Count
    /// The words it may be; empty means that it is a file or any text.
    package let choices: [String]

    package init(name: String, summary: String, count: Count = .one, choices: [String] = []) {
        self.name = name
        self.summary = summary
        self.count = count
        self.choices = choices
    }

    /// How the synopsis shows it: `IMAGE...`, `[PATTERNS]`.
    var synopsis: String {
        switch count {
        case .one: name
        case .optional: "[\(name)]"
        case .any: "[\(name)...]"
        case .some: "\(name)..."
        }
    }

    var isRequired: Bool { count == .one || count == .some }

    var isMany: Bool { count == .any || count == .some }
}
