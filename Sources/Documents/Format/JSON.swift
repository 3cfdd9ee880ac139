/// A value of JSON; objects keep the order in which their members were given.
package indirect enum JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
    case object([(String, JSON)])
    case array([JSON])
    case string(String)
    case integer(Int)
    case number(Double)
    case truth(Bool)

    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .truth(value) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// With two more members; what is no object stays.
    func adding(_ members: [(String, JSON)]) -> JSON {
        if case .object(let own) = self { .object(own + members) } else { self }
    }

    /// The text, indented.
    package func text(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .object(let members) where members.isEmpty: return "{}"
        case .object(let members):
            let lines = members.map { "\(inner)\(Self.quoted($0.0)): \($0.1.text(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .array(let items): return "[" + items.map { $0.text(indent: inner) }.joined(separator: ", ") + "]"
        case .string(let text): return Self.quoted(text)
        case .integer(let number): return "\(number)"
        case .number(let number): return Int(exactly: number).map { "\($0)" } ?? "\(number)"
        case .truth(let truth): return "\(truth)"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default:
                let isControl = scalar.value < 0x20
                let digits = String(scalar.value, radix: 16)
                result += isControl ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits : String(scalar)
            }
        }
        return result + "\""
    }
}
