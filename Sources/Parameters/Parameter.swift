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
    let read: @Sendable (Owner) -> ParameterValue
    /// Takes a checked value.
    let write: @Sendable (inout Owner, ParameterValue) throws -> Void

    private init(
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
        return result
    }
}

// MARK: - One initializer a kind

extension Parameter {
    public init(
        _ name: String, _ path: WritableKeyPath<Owner, Double> & Sendable, _ range: ClosedRange<Double>, help: String
    ) {
        self.init(name, .number(range), help) {
            .number($0[keyPath: path])
        } write: { owner, value in
            if case .number(let number) = value { owner[keyPath: path] = number }
        }
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
        self.init(name, .integer(range), help) {
            .integer($0[keyPath: path])
        } write: { owner, value in
            if case .integer(let number) = value { owner[keyPath: path] = number }
        }
    }

    public init(_ name: String, _ path: WritableKeyPath<Owner, Bool> & Sendable, help: String) {
        self.init(name, .toggle, help) {
            .toggle($0[keyPath: path])
        } write: { owner, value in
            if case .toggle(let truth) = value { owner[keyPath: path] = truth }
        }
    }

    /// One of the words of an enumeration.
    public init<Choice>(_ name: String, _ path: WritableKeyPath<Owner, Choice> & Sendable, help: String)
    where Choice: RawRepresentable<String> & CaseIterable & Sendable {
        self.init(name, .choice(Choice.allCases.map(\.rawValue)), help) {
            .text($0[keyPath: path].rawValue)
        } write: { owner, value in
            if case .text(let word) = value, let choice = Choice(rawValue: word) { owner[keyPath: path] = choice }
        }
    }

    /// A text that becomes a value of the owner's own, such as an equation.
    ///
    /// - Parameters:
    ///   - name: as on the command line.
    ///   - path: to the property.
    ///   - placeholder: what stands for the text in help.
    ///   - help: what it does.
    ///   - text: the text of a value.
    ///   - parse: the value of a text; throws what is wrong with it.
    public init<Value>(
        _ name: String, _ path: WritableKeyPath<Owner, Value> & Sendable, placeholder: String, help: String,
        text: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) throws -> Value
    ) {
        self.init(name, .text(placeholder: placeholder) { _ = try parse($0) }, help) {
            .text(text($0[keyPath: path]))
        } write: { owner, value in
            if case .text(let text) = value { owner[keyPath: path] = try parse(text) }
        }
    }

    public init(
        _ name: String, _ path: WritableKeyPath<Owner, [Double]> & Sendable, _ range: ClosedRange<Double>, help: String
    ) {
        self.init(name, .numbers(range), help) {
            .numbers($0[keyPath: path])
        } write: { owner, value in
            if case .numbers(let numbers) = value { owner[keyPath: path] = numbers }
        }
    }

    public init(
        _ name: String, _ path: WritableKeyPath<Owner, [Int]> & Sendable, _ range: ClosedRange<Int>, help: String
    ) {
        self.init(name, .integers(range), help) {
            .integers($0[keyPath: path])
        } write: { owner, value in
            if case .integers(let numbers) = value { owner[keyPath: path] = numbers }
        }
    }

    public init(_ name: String, _ path: WritableKeyPath<Owner, [String]> & Sendable, help: String) {
        self.init(name, .texts, help) {
            .texts($0[keyPath: path])
        } write: { owner, value in
            if case .texts(let words) = value { owner[keyPath: path] = words }
        }
    }
}
