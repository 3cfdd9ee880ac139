import Parameters

/// What the format says of one attribute.
struct FormatAttribute: Sendable {
    enum Kind: Sendable {
        /// A line for people, of at most `FormatTable.longestText` characters.
        case text
        /// Text of any length and with line breaks.
        case longText
        /// A name without control characters.
        case name
        case choice([String])
        /// Text that its owner understands, such as an equation.
        case parsed(_ what: String, _ check: @Sendable (String) throws -> Void)
        case digest
        case truth
        case integer(ClosedRange<Int>)
        case real(ClosedRange<Double>)
        /// A time or a rate by steps, or a text with its unit: `16.8 ms`.
        case quantity(QuantityRange)
        /// A number, or the word for one that is chosen.
        case realOr(word: String, ClosedRange<Double>)
        /// Rows and columns, and 3 channels of a coloured picture, whose product is the length of the axis.
        case geometry(axis: String)
        case integers(ClosedRange<Int>, count: Int?)
        case reals(ClosedRange<Double>, count: Int?)
        case texts
    }

    let name: String
    let kind: Kind
    let isRequired: Bool
    /// The axis whose length it tells.
    let axis: String?
    let description: String

    init(
        _ name: String, _ kind: Kind, isRequired: Bool = false, axis: String? = nil, _ description: String
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.axis = axis
        self.description = description
    }

    /// A parameter of a rule, as `/training` holds it, or of a study, as `/study/parameters` does.
    init(_ parameter: ParameterDescription) {
        let kind: Kind =
            switch parameter.kind {
            case .number(let range): .real(range)
            case .integer(let range): .integer(range)
            case .quantity(let range): .quantity(range)
            case .numberOr(let word, let range): .realOr(word: word, range)
            case .toggle: .truth
            case .choice(let words): .choice(words)
            case .text(let placeholder, let check): .parsed(placeholder, check)
            case .numbers(let range): .reals(range, count: nil)
            case .integers(let range): .integers(range, count: nil)
            case .texts, .sentences: .texts
            }
        self.init(parameter.attributeName, kind, parameter.help)
    }

    static let anyReal = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

    /// Why a value is wrong; nil if it is right.
    func objection(to value: AttributeValue?) -> String? {
        guard let value else { return "holds neither text nor numbers, expected \(expectation)" }
        return holds(value) ? nil : "is \(Excerpt.of(value)), expected \(expectation)"
    }

    private func holds(_ value: AttributeValue) -> Bool {
        switch kind {
        case .longText: return value.text != nil
        case .text: return value.text.map(FormatTable.isShort) ?? false
        case .name: return value.text.map { FormatTable.isShort($0) && FormatTable.isName($0) } ?? false
        case .choice(let words): return value.text.map(words.contains) ?? false
        case .parsed(_, let check):
            guard let text = value.text, FormatTable.isShort(text) else { return false }
            do { try check(text) } catch { return false }
            return true
        case .digest:
            return value.text.map { $0.isEmpty || Self.isDigest($0) } ?? false
        case .truth: return value.truth != nil
        case .integer(let range): return value.integer.map(range.contains) ?? false
        case .real(let range): return value.real.map { range.contains($0) } ?? false
        case .quantity(let range):
            let quantity =
                value.real.map { StepQuantity($0) } ?? value.text.flatMap { StepQuantity($0, in: range.unit) }
            return quantity.map(range.contains) ?? false
        case .realOr(let word, let range): return value.text == word || value.real.map { range.contains($0) } ?? false
        case .geometry:
            return value.integerList.map { (2...3).contains($0.count) && $0.allSatisfy { $0 > 0 } } ?? false
        case .integers(let range, let count):
            return value.integerList.map { ($0.count == count ?? $0.count) && $0.allSatisfy(range.contains) } ?? false
        case .reals(let range, let count):
            return value.realList.map { ($0.count == count ?? $0.count) && $0.allSatisfy { range.contains($0) } }
                ?? false
        case .texts: return value.textList.map { $0.allSatisfy(FormatTable.isShort) } ?? false
        }
    }

    /// Whether a text is a SHA-256 in hexadecimal digits.
    static func isDigest(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
    }

    /// What would be right, in words.
    var expectation: String {
        switch kind {
        case .longText: "text"
        case .text: "text of at most \(FormatTable.longestText) characters"
        case .name: "a name of at most \(FormatTable.longestText) characters, none of them control characters"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .parsed(let what, _): "a text: \(what)"
        case .digest: "64 hexadecimal digits"
        case .truth: "true or false"
        case .integer(let range): "a whole number, \(Self.words(range))"
        case .real(let range): "a number, \(Self.words(range))"
        case .quantity(let range): range.expectation
        case .realOr(let word, let range): "\(word) or a number, \(Self.words(range))"
        case .geometry: "rows and columns, and 3 for colours: whole numbers above 0"
        case .integers(let range, let count): "\(count.map { "\($0) " } ?? "")whole numbers, \(Self.words(range))"
        case .reals(let range, let count): "\(count.map { "\($0) " } ?? "")numbers, \(Self.words(range))"
        case .texts: "texts of at most \(FormatTable.longestText) characters each"
        }
    }

    private static func words(_ range: ClosedRange<Int>) -> String {
        range.upperBound == .max ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }

    private static func words(_ range: ClosedRange<Double>) -> String {
        range == anyReal ? "finite" : ValueRange.words(range)
    }
}

/// Values of a file as messages show them: short, and without control characters.
enum Excerpt {
    private static let longest = 60

    static func of(_ text: String) -> String {
        let plain = text.unicodeScalars.prefix(longest + 1).map { scalar in
            scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
        }
        guard plain.count > longest else { return plain.joined() }
        return plain.prefix(longest).joined() + "… (\(text.unicodeScalars.count) characters)"
    }

    static func of(_ value: AttributeValue) -> String {
        switch value {
        case .text(let text): "\"\(of(text))\""
        case .truth(let truth): "\(truth)"
        case .integer(let number): "\(number)"
        case .real(let number): ValueRange.number(number)
        case .integers(let numbers): list(numbers.map(String.init))
        case .reals(let numbers): list(numbers.map(ValueRange.number))
        case .texts(let texts): list(texts.map { "\"\(of($0))\"" })
        }
    }

    private static func list(_ items: [String]) -> String {
        let shown = items.prefix(4).joined(separator: ", ")
        return items.count > 4 ? "\(shown), … (\(items.count) values)" : shown.isEmpty ? "empty" : shown
    }
}
