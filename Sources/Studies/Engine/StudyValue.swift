import Parameters

/// The value of a parameter of a study.
public typealias StudyValue = ParameterValue

/// One parameter of a study: what option tables, help, files and checks read.
public struct StudyParameter: Sendable {
    public enum Kind: Sendable {
        case number(ClosedRange<Double>, default: Double)
        case integer(ClosedRange<Int>, default: Int)
        case toggle(default: Bool)
        case choice([String], default: String)
        /// One or more numbers, each within the range.
        case numbers(ClosedRange<Double>, default: [Double])
        /// One or more whole numbers, each within the range.
        case integers(ClosedRange<Int>, default: [Int])
        /// One or more names; the study checks them.
        case texts(default: [String])
    }

    /// The long name, as on the command line: `loads`.
    public let name: String
    public let kind: Kind
    /// What it does, with its unit.
    public let help: String

    public init(_ name: String, _ kind: Kind, help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// The name as an attribute in files.
    public var attributeName: String { String(name.map { $0 == "-" ? "_" : $0 }) }

    public var defaultValue: StudyValue {
        switch kind {
        case .number(_, let value): .number(value)
        case .integer(_, let value): .integer(value)
        case .toggle(let value): .toggle(value)
        case .choice(_, let value): .text(value)
        case .numbers(_, let values): .numbers(values)
        case .integers(_, let values): .integers(values)
        case .texts(let values): .texts(values)
        }
    }
}
