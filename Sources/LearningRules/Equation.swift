/// An arithmetic expression in named variables, as typed by a user: `eta * y * (x - y * w)`.
///
///     sum      = product { ("+" | "-") product }
///     product  = sign { ("*" | "/") sign }
///     sign     = ["-"] power
///     power    = atom ["^" sign]
///     atom     = number | variable | function "(" sum { "," sum } ")" | "(" sum ")"
///
/// Functions: abs, sqrt, exp, log, tanh, sign, step (1 above 0, else 0), min, max. Arithmetic is that of Float.
public struct Equation: Sendable, Equatable {
    public indirect enum Term: Sendable, Equatable {
        case number(Float)
        /// By its place among the variables.
        case variable(Int)
        case negation(Term)
        case binary(BinaryOperator, Term, Term)
        case function(UnaryFunction, Term)
    }

    public enum BinaryOperator: String, Sendable, CaseIterable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case over = "/"
        case power = "^"
        case min, max
    }

    public enum UnaryFunction: String, Sendable, CaseIterable {
        case abs, sqrt, exp, log, tanh, sign, step
    }

    /// As it was typed.
    public let text: String
    public let variables: [String]
    public let term: Term

    /// - Parameters:
    ///   - text: such as `eta*y*(x - y*w)`.
    ///   - variables: the names that it may use.
    /// - Throws: `EquationError` that says what stands where and what would be right.
    public init(_ text: String, variables: [String]) throws {
        self.text = text
        self.variables = variables
        var parser = EquationParser(text, variables)
        term = try parser.parse()
    }

    /// An equation in whatever variables it names, in the order in which they first stand there.
    ///
    /// - Throws: `EquationError` as above.
    public init(_ text: String) throws {
        self.text = text
        var parser = EquationParser(text, nil)
        term = try parser.parse()
        variables = parser.variables
    }

    init(_ text: String, variables: [String], term: Term) {
        self.text = text
        self.variables = variables
        self.term = term
    }

    /// The same plus one of its variables.
    ///
    /// - Precondition: it has a variable of this name.
    func added(to variable: String) -> Equation {
        guard let place = variables.firstIndex(of: variable) else { preconditionFailure("no variable \(variable)") }
        return Equation("\(variable) + \(text)", variables: variables, term: .binary(.plus, .variable(place), term))
    }

    /// Oja's rule, in the variables of `EquationRule`.
    static let oja: Equation = {
        let (x, y, w, eta) = (Term.variable(0), Term.variable(1), Term.variable(2), Term.variable(4))
        let rest = Term.binary(.minus, x, .binary(.times, y, w))
        return Equation(
            "eta*y*(x - y*w)", variables: EquationRule.variables,
            term: .binary(.times, .binary(.times, eta, y), rest))
    }()

    /// Its value, term by term: the reference of the fast path.
    ///
    /// - Parameter values: one for each variable.
    public func value(_ values: [Float]) -> Float { Self.value(term, values) }

    private static func value(_ term: Term, _ values: [Float]) -> Float {
        switch term {
        case .number(let number): number
        case .variable(let index): values[index]
        case .negation(let inner): -value(inner, values)
        case .binary(let symbol, let left, let right): symbol.apply(value(left, values), value(right, values))
        case .function(let function, let inner): function.apply(value(inner, values))
        }
    }
}

/// An equation that cannot be read.
public struct EquationError: Error, CustomStringConvertible {
    public let description: String
}
