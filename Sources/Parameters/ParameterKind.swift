/// What a parameter may be.
public enum ParameterKind: Sendable {
    case number(ClosedRange<Double>)
    case integer(ClosedRange<Int>)
    /// A time or a rate: by steps, or in ms or Hz.
    case quantity(QuantityRange)
    /// A number, or a word for one that is chosen from what there is.
    case numberOr(word: String, ClosedRange<Double>)
    case toggle
    /// One of these words.
    case choice([String])
    /// A text that its owner understands, such as an equation; `check` throws what is wrong with it.
    case text(placeholder: String, check: @Sendable (String) throws -> Void)
    /// Different numbers, each within the range.
    case numbers(ClosedRange<Double>)
    case integers(ClosedRange<Int>)
    /// Different texts that the owner understands; `check` throws what is wrong with one.
    case texts(check: @Sendable (String) throws -> Void)
    /// The same, each given by itself, such as traces: they may hold commas.
    case sentences(placeholder: String, check: @Sendable (String) throws -> Void)
}

extension ParameterKind {
    /// What would be right, in words.
    public var expectation: String {
        switch self {
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .quantity(let range): range.expectation
        case .numberOr(let word, let range): "\(word) or a number from \(range.lowerBound) to \(range.upperBound)"
        case .toggle: "on or off"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .text(let placeholder, _): "a text: \(placeholder)"
        case .numbers(let range): "numbers from \(range.lowerBound) to \(range.upperBound)"
        case .integers(let range): "whole numbers from \(range.lowerBound) to \(range.upperBound)"
        case .texts: "one or more names"
        case .sentences(let placeholder, _): "one or more texts: \(placeholder)"
        }
    }

    /// A single word as a value of this kind; nil where it is none, and the check says what would be right.
    ///
    /// - Parameter text: `0.5`, `3`, `on`, `sign`, as in `hebbian:subtract-mean=off`.
    public func value(_ text: String) -> ParameterValue? {
        switch self {
        case .numberOr(let word, _) where text == word: .text(text)
        case .number, .numberOr, .numbers: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .integer, .integers: Int(text).map { .integer($0) }
        case .quantity(let range): StepQuantity(text, in: range.unit).map { range.value($0) }
        case .toggle: ["on": true, "off": false][text].map { .toggle($0) }
        case .choice, .text, .texts, .sentences: .text(text)
        }
    }
}

extension QuantityRange {
    /// A quantity as tables carry it: by steps as a number, of whole steps an integer.
    package func value(_ quantity: StepQuantity) -> ParameterValue {
        if quantity.unit != nil { return .quantity(quantity) }
        return (isWhole ? Int(exactly: quantity.number).map { .integer($0) } : nil) ?? .number(quantity.number)
    }

    /// The quantity of a value of a table; nil for a value of another kind.
    func quantity(_ value: ParameterValue) -> StepQuantity? {
        if case .quantity(let quantity) = value { return quantity }
        guard let numbers = value.asNumbers, numbers.count == 1 else { return nil }
        return StepQuantity(numbers[0])
    }
}
