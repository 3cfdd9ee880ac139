import Parameters

extension AttributeValue {
    /// A parameter as an attribute; nil for a list without entries, which files do not hold.
    package init?(_ value: ParameterValue) {
        switch value {
        case .number(let number): self = .real(number)
        case .integer(let number): self = .integer(number)
        case .quantity(let quantity): self = .text(quantity.fileText)
        case .toggle(let truth): self = .truth(truth)
        case .text(let text): self = .text(text)
        case .numbers(let numbers) where !numbers.isEmpty: self = .reals(numbers)
        case .integers(let numbers) where !numbers.isEmpty: self = .integers(numbers)
        case .texts(let texts) where !texts.isEmpty: self = .texts(texts)
        default: return nil
        }
    }

    /// The attribute as a parameter of a kind; nil where it is of another. A single value may stand for a list of one.
    package func parameterValue(_ kind: ParameterKind) -> ParameterValue? {
        switch kind {
        case .number: real.map { .number($0) }
        case .numberOr: real.map { .number($0) } ?? text.map { .text($0) }
        case .quantity(let range):
            real.map { range.value(StepQuantity($0)) }
                ?? text.flatMap { StepQuantity($0, in: range.unit) }.map { range.value($0) }
        case .integer: integer.map { .integer($0) }
        case .toggle: truth.map { .toggle($0) }
        case .choice, .text: text.map { .text($0) }
        case .numbers: realList.map { .numbers($0) }
        case .integers: integerList.map { .integers($0) }
        case .texts, .sentences: textList.map { .texts($0) }
        }
    }
}
