import Parameters

/// The value of an option as read and checked.
enum ParsedValue: Sendable, Equatable {
    case on
    case off
    case integer(Int)
    case number(Double)
    case quantity(StepQuantity)
    case text(String)
    case size(width: Int, height: Int)

    /// Reads the text as the option demands it; the error names the option and says what would be right.
    static func read(_ text: String, for option: Option) throws(UsageError) -> ParsedValue {
        func refuse(_ expected: String, _ clause: String = "") -> UsageError {
            UsageError("--\(option.name) is \(ShellQuoting.quoted(text)), expected \(expected)\(clause)")
        }
        switch option.value {
        case .flag, .toggle:
            preconditionFailure("--\(option.name) takes no value")
        case .integer(let range, _):
            guard let value = Int(text), range.contains(value) else {
                // Digits that are no Int are beyond it.
                let isBeyond = Int(text) == nil && !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber }
                throw refuse(isBeyond ? "an integer of at most \(range.upperBound)" : RangeText.expectation(range))
            }
            return .integer(value)
        case .number(let range, _):
            guard let value = finiteNumber(text), range.contains(value) else {
                throw refuse(RangeText.expectation(range))
            }
            return .number(value)
        case .quantity(let range):
            guard let value = StepQuantity(text, in: range.unit), range.contains(value) else {
                throw refuse(RangeText.expectation(range))
            }
            return .quantity(value)
        case .choice(let words):
            guard words.contains(text) else {
                let expected = words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
                throw refuse(expected, Suggestion.clause(for: text, among: words))
            }
            return .text(text)
        case .choiceOrNumber(let words, let range, _):
            if words.contains(text) { return .text(text) }
            guard let value = finiteNumber(text), range.contains(value) else {
                let expected = words.joined(separator: ", ") + " or " + RangeText.expectation(range)
                throw refuse(expected, Suggestion.clause(for: text, among: words))
            }
            return .number(value)
        case .text:
            return .text(text)
        case .file(let placeholder, _):
            guard !text.isEmpty else { throw refuse("the name of a file: \(placeholder)") }
            return .text(text)
        case .size:
            guard let size = size(text) else {
                throw refuse("width x height such as 128x96, each from 1 to \(Option.largestSide)")
            }
            return size
        }
    }

    /// A decimal number; not a number, infinity, overflow, hexadecimal digits and anything around the
    /// number are refused.
    static func finiteNumber(_ text: String) -> Double? {
        let isDecimal = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"): true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): true
            default: false
            }
        }
        // The standard library reads numbers by the rules of the C locale, whatever the user's locale is.
        guard isDecimal, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    private static func size(_ text: String) -> ParsedValue? {
        let sides = text.split(separator: "x", omittingEmptySubsequences: false)
        guard sides.count == 2, let width = Int(sides[0]), let height = Int(sides[1]),
            (1...Option.largestSide).contains(width), (1...Option.largestSide).contains(height)
        else { return nil }
        return .size(width: width, height: height)
    }
}
