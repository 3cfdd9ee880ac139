/// One parameter as tables show it: option, help, manual page, attribute and check read it.
public struct ParameterDescription: Sendable {
    /// The long name, as on the command line: `learning-rate`.
    public let name: String
    public let kind: ParameterKind
    public let defaultValue: ParameterValue
    /// What it does, with its unit.
    public let help: String
    /// Whether it says nothing to an associative network, which a rule may also train.
    public let isOfLayers: Bool

    /// The name as an attribute in files: `learning_rate`.
    public var attributeName: String { String(name.map { $0 == "-" ? "_" : $0 }) }

    /// The value in the form of the kind: a whole number as a number, one entry as a list.
    ///
    /// - Throws: `ParameterError` that says what would be right, and what the owner throws about a text in a list.
    public func checked(_ value: ParameterValue) throws -> ParameterValue {
        switch (kind, value) {
        case (.number(let range), _):
            if let numbers = value.asNumbers, numbers.count == 1, range.contains(numbers[0]) {
                return .number(numbers[0])
            }
        case (.integer(let range), .integer(let number)) where range.contains(number): return value
        case (.quantity(let range), _):
            if let quantity = range.quantity(value), range.contains(quantity) { return range.value(quantity) }
        case (.numberOr(let word, _), .text(let text)) where text == word: return value
        case (.numberOr(_, let range), _):
            if let numbers = value.asNumbers, numbers.count == 1, range.contains(numbers[0]) {
                return .number(numbers[0])
            }
        case (.toggle, .toggle): return value
        case (.choice(let words), .text(let word)) where words.contains(word): return value
        case (.text(_, let check), .text(let text)):
            do { try check(text) } catch { throw ParameterError(name, "'\(text)' \(error)") }
            return value
        case (.numbers(let range), _):
            if let numbers = value.asNumbers, fits(numbers), numbers.allSatisfy(range.contains) {
                return .numbers(try distinct(numbers))
            }
        case (.integers(let range), _):
            if let numbers = value.asIntegers, fits(numbers), numbers.allSatisfy(range.contains) {
                return .integers(try distinct(numbers))
            }
        case (.texts(let check), _):
            if let texts = value.asTexts, fits(texts) {
                for text in texts { try check(text) }
                return .texts(try distinct(texts))
            }
        case (.sentences(_, let check), _):
            if let texts = value.asTexts, fits(texts) {
                for text in texts {
                    do { try check(text) } catch { throw ParameterError(name, "'\(text)' \(error)") }
                }
                return .texts(try distinct(texts))
            }
        default: break
        }
        throw ParameterError(name, "is \(value), expected \(kind.expectation)")
    }

    /// A list has entries, unless none is what the parameter means by default.
    private func fits<T>(_ values: [T]) -> Bool { !values.isEmpty || defaultValue.isEmptyList }

    /// A value given twice would make two equal rows of a result.
    private func distinct<T: Hashable>(_ values: [T]) throws -> [T] {
        guard Set(values).count == values.count else {
            throw ParameterError(name, "names a value twice, expected each once")
        }
        return values
    }
}

/// A value that a parameter cannot take, or a parameter that there is not; the sentence says what would be right.
public struct ParameterError: Error, CustomStringConvertible {
    /// With which the sentence begins; nil for one that there is not.
    public let parameter: String?
    public let description: String

    /// - Parameter predicate: the sentence after it, `is 0, expected a whole number from 1 to 10`.
    public init(_ parameter: String, _ predicate: String) {
        self.parameter = parameter
        description = "\(parameter) \(predicate)"
    }

    init(unknown description: String) {
        parameter = nil
        self.description = description
    }
}
