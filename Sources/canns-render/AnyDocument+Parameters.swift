import Documents

extension AnyDocument {
    /// The parameters that a file keeps, in words, in the order of the file.
    var parameterTexts: [(name: String, value: String)] {
        switch self {
        case .patterns: []
        case .weights(let weights): Self.texts(weights.model.parameters + weights.training.attributes)
        case .weightRows(let part): Self.texts(part.setting.model.parameters + part.setting.training.attributes)
        case .recall(let recall): Self.texts(recall.training.attributes + recall.parameters)
        case .responses(let responses): Self.texts(responses.training.attributes)
        case .study(let study): study.parameters.map { ($0.name, "\($0.value)") }
        }
    }

    private static func texts(_ attributes: [(name: String, value: AttributeValue)]) -> [(name: String, value: String)]
    {
        attributes.map { ($0.name, $0.value.words) }
    }
}

extension AttributeValue {
    /// The value as a reader expects it.
    fileprivate var words: String {
        switch self {
        case .text(let text): text
        case .truth(let truth): truth ? "yes" : "no"
        case .integer(let number): "\(number)"
        case .integers(let numbers): numbers.map { "\($0)" }.joined(separator: ", ")
        case .real(let number): "\(number)"
        case .reals(let numbers): numbers.map { "\($0)" }.joined(separator: ", ")
        case .texts(let texts): texts.joined(separator: ", ")
        }
    }
}
