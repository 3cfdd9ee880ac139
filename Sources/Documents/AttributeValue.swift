/// A typed attribute.
package enum AttributeValue: Sendable, Equatable {
    case text(String)
    case truth(Bool)
    case integer(Int)
    case integers([Int])
    case real(Double)
    case reals([Double])
    case texts([String])
}

extension AttributeValue {
    /// A parameter as its user wrote it: 0.9, not the 0.8999999761581421 that the nearest Float is.
    package static func real(_ value: Float) -> AttributeValue { .real(Double("\(value)") ?? Double(value)) }

    /// The truth value; files hold it as 0 or 1.
    package var truth: Bool? {
        switch self {
        case .truth(let value): value
        case .integer(let number) where number == 0 || number == 1: number == 1
        default: nil
        }
    }

    package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
    package var text: String? { if case .text(let text) = self { text } else { nil } }

    package var real: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }

    // Lists; a list of one may stand as a single value.

    var integerList: [Int]? {
        if case .integers(let numbers) = self { return numbers }
        return integer.map { [$0] }
    }

    var realList: [Double]? {
        if case .reals(let numbers) = self { return numbers }
        return integerList?.map { Double($0) } ?? real.map { [$0] }
    }

    var textList: [String]? {
        if case .texts(let texts) = self { return texts }
        return text.map { [$0] }
    }
}
