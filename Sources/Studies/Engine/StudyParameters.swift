import Parameters

/// The values of all parameters of one study, checked against its table: the study made again from them is the same.
public struct StudyParameters: Sendable {
    /// In the order of the study's table.
    public private(set) var values: [(name: String, value: StudyValue)]

    /// Defaults, with some values replaced.
    ///
    /// - Throws: `StudyError` for a name that the table does not have or a value outside its range.
    public init(_ table: [StudyParameter], _ given: [String: StudyValue] = [:]) throws {
        for name in given.keys.sorted() where !table.contains(where: { $0.name == name }) {
            throw StudyError(
                "the study has no parameter \(name); it has \(table.map(\.name).joined(separator: ", "))")
        }
        values = try table.map { parameter in
            guard let value = given[parameter.name] else { return (parameter.name, parameter.defaultValue) }
            return (parameter.name, try Self.checked(value, parameter))
        }
    }

    private static func checked(_ value: StudyValue, _ parameter: StudyParameter) throws -> StudyValue {
        switch (parameter.kind, value) {
        case (.number(let range, _), _):
            if let number = value.asNumbers, number.count == 1, range.contains(number[0]) { return .number(number[0]) }
            throw wrong(value, parameter, "a number " + words(range))
        case (.integer(let range, _), .integer(let number)) where range.contains(number): return value
        case (.integer(let range, _), _): throw wrong(value, parameter, "a whole number " + words(range))
        case (.toggle, .toggle): return value
        case (.toggle, _): throw wrong(value, parameter, "on or off")
        case (.choice(let words, _), .text(let word)) where words.contains(word): return value
        case (.choice(let words, _), _): throw wrong(value, parameter, "one of " + words.joined(separator: ", "))
        case (.numbers(let range, _), _):
            if let numbers = value.asNumbers, fits(numbers, parameter), numbers.allSatisfy(range.contains) {
                return .numbers(try distinct(numbers, parameter))
            }
            throw wrong(value, parameter, "numbers " + words(range))
        case (.integers(let range, _), _):
            if let numbers = value.asIntegers, fits(numbers, parameter), numbers.allSatisfy(range.contains) {
                return .integers(try distinct(numbers, parameter))
            }
            throw wrong(value, parameter, "whole numbers " + words(range))
        case (.texts, .texts(let words)) where fits(words, parameter): return .texts(try distinct(words, parameter))
        case (.texts, .text(let word)): return .texts([word])
        case (.texts, _): throw wrong(value, parameter, "one or more names")
        }
    }

    /// A list has entries, unless none is what the parameter means by default.
    private static func fits<T>(_ values: [T], _ parameter: StudyParameter) -> Bool {
        !values.isEmpty || parameter.defaultValue.isEmptyList
    }

    /// A value given twice would make two equal rows of the result.
    private static func distinct<T: Hashable>(_ values: [T], _ parameter: StudyParameter) throws -> [T] {
        guard Set(values).count == values.count else {
            throw StudyError("\(parameter.name) names a value twice, expected each once")
        }
        return values
    }

    private static func words<T>(_ range: ClosedRange<T>) -> String {
        "from \(range.lowerBound) to \(range.upperBound)"
    }

    private static func wrong(_ value: StudyValue, _ parameter: StudyParameter, _ right: String) -> StudyError {
        StudyError("\(parameter.name) is \(value), expected \(right)")
    }

    /// The value of a parameter of the table.
    public subscript(_ name: String) -> StudyValue {
        guard let entry = values.first(where: { $0.name == name }) else {
            preconditionFailure("the study's table has no parameter \(name)")
        }
        return entry.value
    }

    /// Enters a value that follows from others or from the inputs.
    mutating func set(_ name: String, _ value: StudyValue) {
        guard let index = values.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("the study's table has no parameter \(name)")
        }
        values[index].value = value
    }

    public func number(_ name: String) -> Double { numbers(name)[0] }

    public func integer(_ name: String) -> Int {
        guard case .integer(let value) = self[name] else { preconditionFailure("\(name) is not a whole number") }
        return value
    }

    public func toggle(_ name: String) -> Bool {
        guard case .toggle(let value) = self[name] else { preconditionFailure("\(name) is not a switch") }
        return value
    }

    public func text(_ name: String) -> String {
        guard case .text(let value) = self[name] else { preconditionFailure("\(name) is not a choice") }
        return value
    }

    public func numbers(_ name: String) -> [Double] {
        guard let values = self[name].asNumbers else { preconditionFailure("\(name) is not a number") }
        return values
    }

    public func integers(_ name: String) -> [Int] {
        guard let values = self[name].asIntegers else { preconditionFailure("\(name) is not a whole number") }
        return values
    }

    public func texts(_ name: String) -> [String] {
        guard case .texts(let values) = self[name] else { preconditionFailure("\(name) is not a list of names") }
        return values
    }
}
