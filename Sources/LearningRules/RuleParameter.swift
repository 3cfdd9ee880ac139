/// One number, switch, choice or equation that a rule can be given: what option tables, help, files and checks read.
public struct RuleParameter: Sendable {
    public enum Kind: Sendable {
        case number(ClosedRange<Double>, default: Double)
        case integer(ClosedRange<Int>, default: Int)
        case toggle(default: Bool)
        case choice([String], default: String)
        /// An `Equation` in these variables.
        case equation(variables: [String], default: String)
    }

    /// The long name, as on the command line: `learning-rate`.
    public let name: String
    public let kind: Kind
    /// What it does, with its unit.
    public let help: String
    /// Whether it says nothing to an associative network, which the rule also trains.
    public let isOfLayers: Bool

    public init(_ name: String, _ kind: Kind, help: String, isOfLayers: Bool = false) {
        self.name = name
        self.kind = kind
        self.help = help
        self.isOfLayers = isOfLayers
    }

    /// The name as an attribute in files: `learning_rate`.
    public var attributeName: String { String(name.map { $0 == "-" ? "_" : $0 }) }

    public var defaultValue: ParameterValue {
        switch kind {
        case .number(_, let value): .number(value)
        case .integer(_, let value): .integer(value)
        case .toggle(let value): .toggle(value)
        case .choice(_, let value): .choice(value)
        case .equation(_, let text): .equation(text)
        }
    }
}

/// The value of a parameter.
public enum ParameterValue: Sendable, Equatable, CustomStringConvertible {
    case number(Double)
    case integer(Int)
    case toggle(Bool)
    case choice(String)
    case equation(String)

    public var description: String {
        switch self {
        case .number(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .toggle(let value): value ? "on" : "off"
        case .choice(let value), .equation(let value): value
        }
    }
}

/// A value that a rule cannot take; the sentence names the parameter and says what would be right.
public struct ParameterError: Error, CustomStringConvertible {
    public let description: String
}

/// The values of all parameters of one rule, checked against its table.
public struct RuleParameters: Sendable {
    /// In the order of the rule's table.
    public private(set) var values: [(name: String, value: ParameterValue)]

    /// Defaults, with some values replaced.
    ///
    /// - Throws: `ParameterError` for a name that the table does not have or a value outside its range.
    public init(_ table: [RuleParameter], _ given: [String: ParameterValue] = [:]) throws {
        for name in given.keys.sorted() where !table.contains(where: { $0.name == name }) {
            let known = table.isEmpty ? "it has none" : "it has " + table.map(\.name).joined(separator: ", ")
            throw ParameterError(description: "the rule has no parameter \(name); \(known)")
        }
        values = try table.map { parameter in
            guard let value = given[parameter.name] else { return (parameter.name, parameter.defaultValue) }
            return (parameter.name, try Self.checked(value, parameter))
        }
    }

    private static func checked(_ value: ParameterValue, _ parameter: RuleParameter) throws -> ParameterValue {
        switch (parameter.kind, value) {
        case (.number(let range, _), .number(let number)) where range.contains(number): return value
        case (.number(let range, _), .integer(let number)) where range.contains(Double(number)):
            return .number(Double(number))
        case (.integer(let range, _), .integer(let number)) where range.contains(number): return value
        case (.toggle, .toggle): return value
        case (.choice(let choices, _), .choice(let choice)) where choices.contains(choice): return value
        case (.equation(let variables, _), .equation(let text)):
            do { _ = try Equation(text, variables: variables) } catch let error as EquationError {
                throw ParameterError(description: "\(parameter.name) '\(text)' \(error)")
            }
            return value
        case (.number(let range, _), _):
            throw wrong(value, parameter, "a number from \(range.lowerBound) to \(range.upperBound)")
        case (.integer(let range, _), _):
            throw wrong(value, parameter, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        case (.toggle, _): throw wrong(value, parameter, "on or off")
        case (.choice(let choices, _), _):
            throw wrong(value, parameter, "one of " + choices.joined(separator: ", "))
        case (.equation, _): throw wrong(value, parameter, "an equation")
        }
    }

    private static func wrong(_ value: ParameterValue, _ parameter: RuleParameter, _ right: String) -> ParameterError {
        ParameterError(description: "\(parameter.name) is \(value), expected \(right)")
    }

    /// The value of a parameter of the table.
    public subscript(_ name: String) -> ParameterValue {
        guard let entry = values.first(where: { $0.name == name }) else {
            preconditionFailure("the rule's table has no parameter \(name)")
        }
        return entry.value
    }

    public func number(_ name: String) -> Float {
        guard case .number(let value) = self[name] else { preconditionFailure("\(name) is not a number") }
        return Float(value)
    }

    public func integer(_ name: String) -> Int {
        guard case .integer(let value) = self[name] else { preconditionFailure("\(name) is not a whole number") }
        return value
    }

    public func toggle(_ name: String) -> Bool {
        guard case .toggle(let value) = self[name] else { preconditionFailure("\(name) is not a switch") }
        return value
    }

    public func choice(_ name: String) -> String {
        guard case .choice(let value) = self[name] else { preconditionFailure("\(name) is not a choice") }
        return value
    }

    /// The equation that a parameter holds, in the variables that the table names.
    func equation(_ name: String, in table: [RuleParameter]) -> Equation {
        guard case .equation(let text) = self[name],
            case .equation(let variables, _)? = table.first(where: { $0.name == name })?.kind
        else { preconditionFailure("\(name) is not an equation") }
        do { return try Equation(text, variables: variables) } catch {
            preconditionFailure("the equation was checked with the other parameters")
        }
    }
}
