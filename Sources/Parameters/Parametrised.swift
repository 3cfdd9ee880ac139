/// A value with parameters: a rule, the settings of a study. In Swift they are properties with defaults; from the
/// same declaration programs make options and files attributes.
public protocol Parametrised: Sendable {
    /// In the order in which help shows them.
    static var parameters: [Parameter<Self>] { get }
    /// With every parameter at its default.
    static var defaults: Self { get }
    /// What messages call it: `rule`, `study`.
    static var noun: String { get }
    /// Refuses values that are right by themselves and do not go together; nothing unless the owner says otherwise.
    ///
    /// - Throws: `ParameterError`.
    func checkTogether() throws
}

extension Parametrised {
    public func checkTogether() throws {}

    /// The parameters as tables show them.
    public static var parameterTable: [ParameterDescription] {
        let defaults = defaults
        return parameters.map {
            ParameterDescription(
                name: $0.name, kind: $0.kind, defaultValue: $0.read(defaults), help: $0.help,
                isOfLayers: $0.isOfLayers)
        }
    }

    /// The values in force, in the order of the table.
    public var parameterValues: [(name: String, value: ParameterValue)] {
        Self.parameters.map { ($0.name, $0.read(self)) }
    }

    /// The values in force by name.
    public var valuesByName: [String: ParameterValue] {
        Dictionary(parameterValues.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    /// Defaults, with some values replaced, by name.
    ///
    /// - Throws: `ParameterError` for a name that the table does not have or a value outside its range, and what the owner
    ///   throws about a text.
    public init(_ given: [String: ParameterValue]) throws {
        self = Self.defaults
        let table = Self.parameterTable
        for name in given.keys.sorted() where !table.contains(where: { $0.name == name }) {
            let known = table.isEmpty ? "it has none" : "it has " + table.map(\.name).joined(separator: ", ")
            throw ParameterError(unknown: "the \(Self.noun) has no parameter \(name); \(known)")
        }
        for (parameter, description) in zip(Self.parameters, table) {
            if let value = given[parameter.name] { try parameter.write(&self, description.checked(value)) }
        }
        try checkTogether()
    }

    /// The first value in ms or Hz, which needs the length of a step; nil where all count steps.
    public var firstPhysical: (name: String, value: StepQuantity)? {
        for parameter in Self.parameters {
            if case .quantity(let value) = parameter.read(self) { return (parameter.name, value) }
            if let value = parameter.quantities?.firstPhysical(self) { return (parameter.name, value) }
        }
        return nil
    }

    /// The same with every time and rate by steps: the one place where ms and Hz become steps.
    ///
    /// - Parameter length: of a step in ms; nil where nobody knows it, which will do if nothing is in ms or Hz.
    /// - Throws: `ParameterError` for a time that is no whole number of steps where it must be, and without a length.
    public func bySteps(of length: Double?) throws -> Self {
        var result = self
        for parameter in Self.parameters {
            var given = parameter.quantities?.firstPhysical(self)
            if case .quantity(let quantity) = parameter.read(self) { given = quantity }
            guard let given else { continue }
            guard let length else {
                throw ParameterError(
                    parameter.name,
                    "is \(given), but the length of a time step is not known, expected a number by steps")
            }
            if let quantities = parameter.quantities {
                try quantities.takeSteps(&result, length)
            } else if case .quantity(let range) = parameter.kind {
                try parameter.write(&result, range.value(try range.bySteps(given, of: length, parameter.name)))
            }
        }
        return result
    }

    /// Checks the values that were set as properties.
    ///
    /// - Throws: `ParameterError` for the first value outside its range.
    public func checkParameters() throws {
        for (description, entry) in zip(Self.parameterTable, parameterValues) {
            _ = try description.checked(entry.value)
        }
        try checkTogether()
    }
}
