import Parameters

/// How a dense memory answers, as options, files and rules carry it: a separation and a similarity by name, and the
/// parameters of all separations, of which a separation takes its own.
public struct MemorySettings: Parametrised {
    public static let noun = "memory"
    public static let parameters: [Parameter<Self>] =
        [
            Parameter(
                "separation", \.separation, words: SeparationRegistry.names,
                help: "what stands between the likeness of a cue to the stored patterns and the answer"),
            Parameter(
                "similarity", \.similarity, words: ["auto"] + Similarity.allCases.map(\.rawValue),
                help: "how likeness is measured; auto: dot of patterns of two values, euclidean of graded ones"),
        ] + separationParameters.map { Parameter($0, \.values) }
    public static let defaults = Self()

    /// Of all separations, each name once.
    public static var separationParameters: [ParameterDescription] {
        SeparationRegistry.all.flatMap { $0.parameterTable }.reduce(into: []) { unique, parameter in
            if !unique.contains(where: { $0.name == parameter.name }) { unique.append(parameter) }
        }
    }

    public var separation = SeparationRegistry.names[0]
    /// `auto` or the name of a `Similarity`.
    public var similarity = "auto"
    /// Parameters of separations; those that are missing have their defaults.
    private var values: [String: ParameterValue] = [:]

    public init() {}

    /// What a memory has.
    public init(_ separation: any Separation, _ similarity: Similarity?) {
        self.separation = type(of: separation).description.name
        self.similarity = similarity?.rawValue ?? "auto"
        for (name, value) in separation.parameterValues { values[name] = value }
    }

    /// The separation with its own parameters.
    ///
    /// - Throws: `ParameterError` for a name that no separation has, or a value outside its range.
    public func makeSeparation() throws -> any Separation {
        guard let type = SeparationRegistry.separation(named: separation) else {
            throw ParameterError(
                "separation", "is \(separation), expected one of \(SeparationRegistry.names.joined(separator: ", "))")
        }
        let own = type.parameterTable.map(\.name)
        return try type.init(values.filter { own.contains($0.key) })
    }

    /// nil where the coding of the patterns decides.
    public var chosenSimilarity: Similarity? { Similarity(rawValue: similarity) }

    /// The parameters of the separation.
    public var ownNames: [String] { SeparationRegistry.separation(named: separation)?.parameterTable.map(\.name) ?? [] }

    /// Of some parameters those of other separations, which this one does not have.
    public func foreign(among names: [String]) -> [String] {
        names.filter { name in Self.separationParameters.contains { $0.name == name } && !ownNames.contains(name) }
    }

    /// The parameters that make a difference: separation, similarity, and those of the separation.
    public var ownValues: [String: ParameterValue] {
        let own = ownNames
        return parameterValues.reduce(into: [:]) { values, entry in
            if ["separation", "similarity"].contains(entry.name) || own.contains(entry.name) {
                values[entry.name] = entry.value
            }
        }
    }
}
