/// The value of a parameter as options, files and tables carry it.
public enum ParameterValue: Sendable, Equatable {
    case number(Double)
    case integer(Int)
    /// A time in ms or a rate in Hz; one by steps is a number.
    case quantity(StepQuantity)
    case toggle(Bool)
    /// One of some words, an equation, a name.
    case text(String)
    case numbers([Double])
    case integers([Int])
    case texts([String])
}

extension ParameterValue: CustomStringConvertible {
    public var description: String {
        switch self {
        case .number(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .quantity(let value): "\(value)"
        case .toggle(let value): value ? "on" : "off"
        case .text(let value): value
        case .numbers(let values): values.map { "\($0)" }.joined(separator: ",")
        case .integers(let values): values.map { "\($0)" }.joined(separator: ",")
        case .texts(let values): values.joined(separator: ",")
        }
    }
}

extension ParameterValue {
    /// Whether this is a list without entries.
    public var isEmptyList: Bool {
        switch self {
        case .numbers(let values): values.isEmpty
        case .integers(let values): values.isEmpty
        case .texts(let values): values.isEmpty
        default: false
        }
    }

    /// The numbers of a list, or a single one as a list; nil for what is no number.
    public var asNumbers: [Double]? {
        switch self {
        case .number(let value): [value]
        case .numbers(let values): values
        default: asIntegers?.map { Double($0) }
        }
    }

    /// The whole numbers of a list, or a single one as a list; nil for what is none.
    public var asIntegers: [Int]? {
        switch self {
        case .integer(let value): [value]
        case .integers(let values): values
        default: nil
        }
    }

    /// The texts of a list, or a single one as a list; nil for numbers and switches.
    public var asTexts: [String]? {
        switch self {
        case .text(let value): [value]
        case .texts(let values): values
        default: nil
        }
    }
}
