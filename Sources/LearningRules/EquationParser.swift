/// Reads an equation by recursive descent, one function for each line of its grammar.
struct EquationParser {
    private let characters: [Character]
    /// Those it may name, or where it may name any those found so far.
    private(set) var variables: [String]
    private let isFree: Bool
    private var position = 0
    private var depth = 0

    /// - Parameter variables: nil where any name is one.
    init(_ text: String, _ variables: [String]?) {
        characters = Array(text)
        self.variables = variables ?? []
        isFree = variables == nil
    }

    mutating func parse() throws -> Equation.Term {
        let term = try sum()
        guard next == nil else { throw unexpected("an operator or the end") }
        return term
    }

    // MARK: - Grammar

    private mutating func sum() throws -> Equation.Term {
        // Parentheses nest by recursion: a bound keeps hostile text from exhausting the stack.
        depth += 1
        defer { depth -= 1 }
        guard depth <= 100 else {
            throw EquationError(description: "is nested too deeply, expected at most 100 levels")
        }
        var left = try product()
        while let symbol = take(.plus, .minus) { left = .binary(symbol, left, try product()) }
        return left
    }

    private mutating func product() throws -> Equation.Term {
        var left = try sign()
        while let symbol = take(.times, .over) { left = .binary(symbol, left, try sign()) }
        return left
    }

    private mutating func sign() throws -> Equation.Term {
        var isNegative = false
        while take(.minus) != nil { isNegative.toggle() }
        let term = try power()
        return isNegative ? .negation(term) : term
    }

    private mutating func power() throws -> Equation.Term {
        let base = try atom()
        guard take(.power) != nil else { return base }
        depth += 1
        defer { depth -= 1 }
        guard depth <= 100 else {
            throw EquationError(description: "is nested too deeply, expected at most 100 levels")
        }
        return .binary(.power, base, try sign())
    }

    private mutating func atom() throws -> Equation.Term {
        guard let first = next else { throw unexpected("a number, a variable or a parenthesis") }
        if first == "(" {
            position += 1
            let term = try sum()
            try expect(")")
            return term
        }
        if first.isNumber || first == "." { return try number() }
        if first.isLetter { return try name() }
        throw unexpected("a number, a variable or a parenthesis")
    }

    private mutating func number() throws -> Equation.Term {
        let start = position
        func isPart(_ index: Int) -> Bool {
            let character = characters[index]
            if character.isNumber || ".eE".contains(character) { return true }
            // The sign of an exponent.
            return index > start && "+-".contains(character) && "eE".contains(characters[index - 1])
        }
        while position < characters.count, isPart(position) { position += 1 }
        let text = String(characters[start..<position])
        guard let value = Float(text), value.isFinite else {
            throw EquationError(description: "has \(text) at character \(start + 1), expected a number")
        }
        return .number(value)
    }

    private mutating func name() throws -> Equation.Term {
        let start = position
        while position < characters.count, Self.isPartOfName(characters[position]) { position += 1 }
        let name = String(characters[start..<position])
        if let index = variables.firstIndex(of: name) { return .variable(index) }
        if let function = Equation.UnaryFunction(rawValue: name) {
            try expect("(")
            let term = try sum()
            try expect(")")
            return .function(function, term)
        }
        if let symbol = Equation.BinaryOperator(rawValue: name) {
            try expect("(")
            let left = try sum()
            try expect(",")
            let right = try sum()
            try expect(")")
            return .binary(symbol, left, right)
        }
        if isFree {
            variables.append(name)
            return .variable(variables.count - 1)
        }
        throw EquationError(
            description: "has \(name) at character \(start + 1), expected one of \(variables.joined(separator: ", ")) "
                + "or a function: \(Equation.functions.joined(separator: ", "))")
    }

    static func isPartOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    // MARK: - Characters

    /// The next character that is not a space, or nil at the end.
    private var next: Character? {
        mutating get {
            while position < characters.count, characters[position].isWhitespace { position += 1 }
            return position < characters.count ? characters[position] : nil
        }
    }

    private mutating func take(_ symbols: Equation.BinaryOperator...) -> Equation.BinaryOperator? {
        guard let next, let symbol = symbols.first(where: { $0.rawValue == String(next) }) else { return nil }
        position += 1
        return symbol
    }

    private mutating func expect(_ character: Character) throws {
        guard next == character else { throw unexpected(String(character)) }
        position += 1
    }

    private mutating func unexpected(_ right: String) -> EquationError {
        guard let next else { return EquationError(description: "ends too early, expected \(right)") }
        return EquationError(description: "has \(next) at character \(position + 1), expected \(right)")
    }
}
