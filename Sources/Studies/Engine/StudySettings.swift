import Parameters

/// What is asked of a study: properties with defaults, from whose table options, help, attributes and checks follow.
public protocol StudySettings: Parametrised {}

extension StudySettings {
    public static var noun: String { "study" }
}

/// Settings of a study that goes in time steps.
protocol TimedSettings: StudySettings {
    /// The length of a step in ms.
    var timeStep: Double { get }
}

extension TimedSettings {
    /// The settings with all times by steps.
    ///
    /// - Throws: `StudyError` for a time that is no whole number of steps.
    func bySteps() throws -> Self {
        do { return try bySteps(of: timeStep) } catch let error as ParameterError { throw StudyError(error) }
    }
}

extension Study {
    public static var parameterTable: [ParameterDescription] { Settings.parameterTable }

    /// The settings in force by name, in the order of the table.
    public var parameterValues: [(name: String, value: ParameterValue)] { settings.parameterValues }

    /// Settings other than their defaults, by name, as programs and files give them.
    ///
    /// - Throws: `StudyError` for unknown names and values out of range.
    public static func settings(_ given: [String: ParameterValue]) throws -> Settings {
        do { return try Settings(given) } catch let error as ParameterError { throw StudyError(error) }
    }

    /// The study with settings by name.
    ///
    /// - Throws: `StudyError` for unknown names, values out of range and inputs that do not fit.
    public init(_ given: [String: ParameterValue], inputs: StudyInputs = StudyInputs()) throws {
        try self.init(checked: Self.settings(given), inputs: inputs)
    }

    /// - Throws: `StudyError` for values out of range and inputs that do not fit.
    public init(_ settings: Settings = .defaults, inputs: StudyInputs = StudyInputs()) throws {
        do { try settings.checkParameters() } catch let error as ParameterError { throw StudyError(error) }
        try self.init(checked: settings, inputs: inputs)
    }
}
