import Numerics
import Parameters
import Patterns
import Separations

extension BidirectionalMemory: StorableModel {
    public static let structure = ModelStructure.patterns
    public static let parameterTable =
        MemorySettings.parameterTable + WayBack.parameterTable + PairSettings.parameterTable

    public init(design: ModelDesign) throws {
        try self.init(
            PatternSet(empty: .bipolar, neurons: design.inputs), PatternSet(empty: .bipolar, neurons: design.outputs),
            design.parameters, workers: .single)
    }

    public init(contents: ModelContents) throws {
        guard let keys = contents.patterns else { throw ModelError("there are no patterns, expected some") }
        guard let targets = contents.targets else { throw ModelError("there are no targets, expected one a pattern") }
        try self.init(keys, targets, contents.parameters, workers: .all)
    }

    private init(
        _ keys: PatternSet, _ targets: PatternSet, _ parameters: [String: ParameterValue], workers: Workers
    ) throws {
        func values(_ table: [ParameterDescription]) -> [String: ParameterValue] {
            parameters.filter { entry in table.contains { $0.name == entry.key } }
        }
        let memory = try MemorySettings(values(MemorySettings.parameterTable))
        try self.init(
            keys, targets, separation: memory.makeSeparation(), similarity: memory.chosenSimilarity,
            linear: PairSettings(values(PairSettings.parameterTable)),
            backBeta: WayBack(values(WayBack.parameterTable)).beta, workers: workers)
    }

    public var contents: ModelContents {
        var contents = ModelContents(.patterns, patterns: keys)
        contents.targets = targets
        var separation = separation
        if var scaled = separation as? any ScaledSeparation {
            scaled.beta = beta
            separation = scaled
        }
        contents.parameters = MemorySettings(separation, similarity).ownValues
        if separation is any ScaledSeparation { contents.parameters.merge(WayBack(beta: backBeta).valuesByName) { $1 } }
        if separation is LinearSeparation { contents.parameters.merge(linear.valuesByName) { $1 } }
        return contents
    }

    /// - Throws: `SeparationError` for what the patterns do not allow.
    public func storing(_ keys: PatternSet, _ targets: PatternSet?, workers: Workers) throws -> Self {
        let targets = targets ?? keys
        let isFirst = self.keys.count == 0
        let all = isFirst ? keys : self.keys.appending(keys)
        let memory = try Self(
            all, isFirst ? targets : self.targets.appending(targets), separation: separation, similarity: similarity,
            linear: linear, backBeta: backBeta, workers: workers)
        if let dense = memory.forth as? DenseAssociativeMemory {
            try AutomaticBeta.refuseMelting(separation, of: all, dense.similarity, workers: workers)
        }
        return memory
    }

    public var remarks: [String] {
        guard let beta, (separation as? any ScaledSeparation)?.beta == nil else { return [] }
        return [
            "beta is \(Float(beta)), chosen so that every key has all but a trace of the answer to itself"
        ]
    }
}

extension BidirectionalMemory: SeparationModel {
    public var separationSettings: MemorySettings { MemorySettings(separation, similarity) }
}

/// The beta with which targets are answered by their keys.
struct WayBack: Parametrised {
    static let noun = "memory"
    static let parameters: [Parameter<Self>] = [
        Parameter(
            "beta-back", \.beta, word: "auto", 1e-12...1e12,
            help: "beta of the way back, from targets to keys; auto: chosen so that every target has all but a "
                + "trace of the answer to itself")
    ]
    static let defaults = Self()

    var beta: Double?
}
