import Numerics
import Parameters
import Patterns
import Separations

extension DenseAssociativeMemory: StorableModel {
    public static let structure = ModelStructure.patterns
    public static let parameterTable =
        MemorySettings.parameterTable + SequenceSwitch.parameterTable + SequenceSettings.parameterTable

    public init(design: ModelDesign) throws {
        var contents = ModelContents(.patterns, patterns: PatternSet(empty: .bipolar, neurons: design.inputs))
        contents.parameters = design.parameters
        try self.init(contents: contents)
    }

    public init(contents: ModelContents) throws {
        guard let patterns = contents.patterns else { throw ModelError("there are no patterns, expected some") }
        func values(_ table: [ParameterDescription]) -> [String: ParameterValue] {
            contents.parameters.filter { entry in table.contains { $0.name == entry.key } }
        }
        let memory = try MemorySettings(values(MemorySettings.parameterTable))
        let ending = try SequenceSwitch(values(SequenceSwitch.parameterTable))
        var sequence = try SequenceSettings(values(SequenceSettings.parameterTable))
        sequence.restsAtEnd = ending.restsAtEnd
        try self.init(
            patterns, answering: nil, sequence: ending.isSequence ? sequence : nil,
            separation: memory.makeSeparation(), similarity: memory.chosenSimilarity, order: .synchronous,
            choosingBeta: patterns.count > 0 && !contents.willStoreMore, workers: .all)
    }

    /// Another separation has parameters of its own, and another similarity another scale of beta.
    public static func parameters(
        _ own: [String: ParameterValue], replacedBy others: [String: ParameterValue]
    ) -> [String: ParameterValue] {
        func isNew(_ name: String) -> Bool { others[name].map { $0 != own[name] } ?? false }
        var kept = own
        if isNew("separation") {
            for parameter in MemorySettings.separationParameters { kept[parameter.name] = nil }
        } else if isNew("similarity") {
            kept["beta"] = nil
        }
        return kept.merging(others) { $1 }
    }

    public var contents: ModelContents {
        var contents = ModelContents(.patterns, patterns: keys)
        contents.parameters = MemorySettings(separation, similarity).ownValues
        guard let sequence else { return contents }
        let ending = SequenceSwitch(isSequence: true, restsAtEnd: sequence.restsAtEnd)
        for (name, value) in sequence.parameterValues + ending.parameterValues { contents.parameters[name] = value }
        return contents
    }
}

extension DenseAssociativeMemory: SeparationModel {
    public var separationSettings: MemorySettings { MemorySettings(separation, similarity) }
}

extension DenseAssociativeMemory: PatternMemoryModel, SequenceModel {
    public var storedPatterns: PatternSet { keys }

    /// - Throws: `SeparationError` for what the patterns do not allow, among it a beta that was given and at which some of
    ///   them melt into one.
    public func storing(_ patterns: PatternSet, workers: Workers) throws -> Self {
        precondition(otherValues == nil, "a memory that answers with its keys")
        let all = keys.count == 0 ? patterns : keys.appending(patterns)
        let memory = try Self(
            all, sequence: sequence, separation: givenSeparation, similarity: givenSimilarity, order: order,
            workers: workers)
        try AutomaticBeta.refuseMelting(givenSeparation, of: all, memory.similarity, workers: workers)
        return memory
    }

    /// What is wrong with a beta that was given, at which some of the stored patterns melt into one; nil where none do.
    ///
    /// - Throws: `SeparationError` where no beta keeps them apart.
    package func melting(workers: Workers = .single) throws -> SeparationError? {
        try AutomaticBeta.fault(of: givenSeparation, for: keys, similarity, workers: workers)
    }

    public var remarks: [String] {
        guard let chosen = (separation as? any ScaledSeparation)?.beta,
            (givenSeparation as? any ScaledSeparation)?.beta == nil
        else { return [] }
        return ["beta is \(Float(chosen)), chosen so that every pattern has all but a trace of the answer to itself"]
    }
}

/// Whether a memory is a sequence, and how that ends.
struct SequenceSwitch: Parametrised {
    static let noun = "memory"
    static let parameters: [Parameter<Self>] = [
        Parameter("sequence", \.isSequence, help: "whether each pattern leads to the next one"),
        Parameter("rests-at-end", \.restsAtEnd, help: "whether the last pattern of a sequence leads to itself"),
    ]
    static let defaults = Self()

    var isSequence = false
    var restsAtEnd = true
}
