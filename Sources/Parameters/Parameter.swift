/// A property of `Owner` that its user may set: the one declaration from which option, help, attribute and range
/// check follow. The default is what `Owner.defaults` has.
///
///     public static let parameters: [Parameter<Self>] = [
///         Parameter("learning-rate", \.learningRate, 0...1000, help: "size of a step"),
///         Parameter("normalize-weights", \.normalizeWeights, help: "divide each output's weights by their length"),
///     ]
public struct Parameter<Owner: Sendable>: Sendable {
    /// As on the command line.
    public let name: String
    let kind: ParameterKind
    let help: String
    private(set) var isOfLayers = false
    /// Times and rates within its texts; nil where there are none.
    private(set) var quantities: TextQuantities<Owner>?
    let read: @Sendable (Owner) -> ParameterValue
    /// Takes a checked value.
    let write: @Sendable (inout Owner, ParameterValue) throws -> Void

    /// A parameter whose value is kept in another form than those below.
    package init(
        _ name: String, _ kind: ParameterKind, _ help: String, read: @escaping @Sendable (Owner) -> ParameterValue,
        write: @escaping @Sendable (inout Owner, ParameterValue) throws -> Void
    ) {
        (self.name, self.kind, self.help, self.read, self.write) = (name, kind, help, read, write)
    }

    /// The same parameter, of which an associative network takes no notice.
    public var ofLayers: Parameter {
        var result = self
        result.isOfLayers = true
        return result
    }

    /// The parameter of a part as one of the whole.
    public func of<Whole>(_ path: WritableKeyPath<Whole, Owner> & Sendable) -> Parameter<Whole> {
        var result = Parameter<Whole>(name, kind, help) { [read] in
            read($0[keyPath: path])
        } write: {
            [write] owner, value in
            try write(&owner[keyPath: path], value)
        }
        result.isOfLayers = isOfLayers
        result.quantities = quantities?.of(path)
        return result
    }
}

// MARK: - One initializer a kind

extension Parameter {
    /// A property whose values `wrap` and `unwrap` turn into those of tables and back.
    private init<Value>(
        _ name: String, _ kind: ParameterKind, _ help: String, _ path: WritableKeyPath<Owner, Value> & Sendable,
        wrap: @escaping @Sendable (Value) -> ParameterValue,
        unwrap: @escaping @Sendable (ParameterValue) throws -> Value?
    ) {
        self.init(name, kind, help) {
            wrap($0[keyPath: path])
        } write: { owner, value in
            if let value = try unwrap(value) { owner[keyPath: path] = value }
        }
    }

    public init(
        _ name: String, _ path: WritableKeyPath<Owner, Double> & Sendable, _ range: ClosedRange<Double>, help: String
    ) {
        self.init(name, .number(range), help, path, wrap: { .number($0) }, unwrap: { $0.asNumbers?.first })
    }

    /// A number in single precision, told as it was written: 0.9, not the 0.8999999761581421 that the nearest Float is.
    public init(
        _ name: String, _ path: WritableKeyPath<Owner, Float> & Sendable, _ range: ClosedRange<Double>, help: String
    ) {
        self.init(name, .number(range), help) {
            .number(Double("\($0[keyPath: path])") ?? Double($0[keyPath: path]))
        } write: { owner, value in
            if case .number(let number) = value { owner[keyPath: path] = Float(number) }
        }
    }

    public init(
        _ name: String, _ path: WritableKeyPath<Owner, Int> & Sendable, _ range: ClosedRange<Int>, help: String
    ) {
        self.init(name, .integer(range), help, path, wrap: { .integer($0) }, unwrap: { $0.asIntegers?.first })
    }

    /// A time in steps or ms.
    public init(
        _ name: String, time path: WritableKeyPath<Owner, StepQuantity> & Sendable, _ range: ClosedRange<Double>,
        help: String
    ) {
        self.init(name, path, QuantityRange(steps: range, unit: .milliseconds, isWhole: false), help: help)
    }

    /// A time of whole steps, or in ms.
    public init(
        _ name: String, wholeTime path: WritableKeyPath<Owner, StepQuantity> & Sendable, _ range: ClosedRange<Int>,
        help: String
    ) {
        let steps = Double(range.lowerBound)...Double(range.upperBound)
        self.init(name, path, QuantityRange(steps: steps, unit: .milliseconds, isWhole: true), help: help)
    }

    /// A rate a step, or in Hz.
    public init(
        _ name: String, rate path: WritableKeyPath<Owner, StepQuantity> & Sendable, _ range: ClosedRange<Double>,
        help: String
    ) {
        self.init(name, path, QuantityRange(steps: range, unit: .hertz, isWhole: false), help: help)
    }

    private init(
        _ name: String, _ path: WritableKeyPath<Owner, StepQuantity> & Sendable, _ range: QuantityRange, help: String
    ) {
        self.init(
            name, .quantity(range), help, path, wrap: { range.value($0) }, unwrap: { range.quantity($0) })
    }

    /// A number, or nil for a word that says how the number is chosen.
    public init(
        _ name: String, _ path: WritableKeyPath<Owner, Double?> & Sendable, word: String, _ range: ClosedRange<Double>,
        help: String
    ) {
        self.init(name, .numberOr(word: word, range), help) {
            $0[keyPath: path].map { .number($0) } ?? .text(word)
        } write: { owner, value in
            if case .number(let number) = value { owner[keyPath: path] = number } else { owner[keyPath: path] = nil }
        }
    }

    public init(_ name: String, _ path: WritableKeyPath<Owner, Bool> & Sendable, help: String) {
        self.init(name, .toggle, help, path, wrap: { .toggle($0) }, unwrap: { $0 == .toggle(true) })
    }

    /// One of the words of an enumeration.
    public init<Choice>(_ name: String, _ path: WritableKeyPath<Owner, Choice> & Sendable, help: String)
    where Choice: RawRepresentable<String> & CaseIterable & Sendable {
        self.init(
            name, .choice(Choice.allCases.map(\.rawValue)), help, path, wrap: { .text($0.rawValue) },
            unwrap: { $0.asTexts?.first.flatMap { Choice(rawValue: $0) } })
    }

    /// One of some words that are known when the program runs.
    public init(_ name: String, _ path: WritableKeyPath<Owner, String> & Sendable, words: [String], help: String) {
        self.init(name, .choice(words), help, path, wrap: { .text($0) }, unwrap: { $0.asTexts?.first })
    }

    /// A parameter of another owner, whose values are kept by name.
    public init(_ other: ParameterDescription, _ path: WritableKeyPath<Owner, [String: ParameterValue]> & Sendable) {
        self.init(other.name, other.kind, other.help) {
            $0[keyPath: path][other.name] ?? other.defaultValue
        } write: { owner, value in
            owner[keyPath: path][other.name] = value
        }
    }

    /// A text that becomes a value of the owner's own, such as an equation.
    ///
    /// - Parameters:
    ///   - placeholder: what stands for the text in help.
    ///   - text: the text of a value.
    ///   - parse: the value of a text; throws what is wrong with it.
    public init<Value>(
        _ name: String, _ path: WritableKeyPath<Owner, Value> & Sendable, placeholder: String, help: String,
        text: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) throws -> Value
    ) {
        self.init(
            name, .text(placeholder: placeholder) { _ = try parse($0) }, help, path, wrap: { .text(text($0)) },
            unwrap: { try $0.asTexts?.first.map(parse) })
    }

    public init(
        _ name: String, _ path: WritableKeyPath<Owner, [Double]> & Sendable, _ range: ClosedRange<Double>, help: String
    ) {
        self.init(name, .numbers(range), help, path, wrap: { .numbers($0) }, unwrap: { $0.asNumbers })
    }

    public init(
        _ name: String, _ path: WritableKeyPath<Owner, [Int]> & Sendable, _ range: ClosedRange<Int>, help: String
    ) {
        self.init(name, .integers(range), help, path, wrap: { .integers($0) }, unwrap: { $0.asIntegers })
    }

    /// Different texts that become values of the owner's own, such as rules; `text` and `parse` as above.
    public init<Value>(
        _ name: String, _ path: WritableKeyPath<Owner, [Value]> & Sendable, help: String,
        text: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) throws -> Value
    ) {
        self.init(
            name, .texts { _ = try parse($0) }, help, path, wrap: { .texts($0.map(text)) },
            unwrap: { try $0.asTexts?.map(parse) })
    }

    /// Different texts, each given by itself, that become values of the owner's own, such as traces; `text` and `parse` as
    /// above.
    ///
    /// - Parameter quantity: a time or a rate within a value, with what it may be; nil for none.
    public init<Value: Sendable>(
        _ name: String, sentences path: WritableKeyPath<Owner, [Value]> & Sendable, placeholder: String, help: String,
        text: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) throws -> Value,
        quantity: (WritableKeyPath<Value, StepQuantity> & Sendable, QuantityRange)? = nil
    ) {
        self.init(
            name, .sentences(placeholder: placeholder) { _ = try parse($0) }, help, path,
            wrap: { .texts($0.map(text)) }, unwrap: { try $0.asTexts?.map(parse) })
        quantities = quantity.map { TextQuantities(name, path, $0.0, $0.1) }
    }
}
