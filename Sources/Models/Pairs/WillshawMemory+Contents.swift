import Numerics
import Parameters
import Patterns

extension WillshawMemory: StorableModel {
    public static let structure = ModelStructure.bits
    public static let parameterTable = WillshawSettings.parameterTable

    public init(design: ModelDesign) throws {
        self.init(
            inputs: design.inputs, outputs: design.outputs, winners: try WillshawSettings(design.parameters).chosen)
    }

    public init(contents: ModelContents) throws {
        guard case .bits(let weights) = contents.weights else {
            throw ModelError("the weights are no matrix of bits, expected one")
        }
        let keys = contents.patterns ?? PatternSet(empty: .binary, neurons: weights.columns)
        let answers = contents.targets ?? (weights.rows == weights.columns ? nil : contents.targets)
        guard keys.neurons == weights.columns, (answers ?? keys).neurons == weights.rows else {
            throw ModelError(
                "the matrix of bits is \(weights.rows)×\(weights.columns), expected a row for each unit of a target and a "
                    + "column for each of a pattern")
        }
        self.init(
            weights, keys: keys, targets: answers, winners: try WillshawSettings(contents.parameters).chosen)
    }

    public var contents: ModelContents {
        var contents = ModelContents(.bits(weights), patterns: keys.count > 0 ? keys : nil)
        contents.targets = otherTargets
        contents.parameters = WillshawSettings(winners: winners ?? 0).valuesByName
        return contents
    }
}

/// How a Willshaw memory answers.
struct WillshawSettings: Parametrised {
    static let noun = "memory"
    static let parameters: [Parameter<Self>] = [
        Parameter(
            "winners", \.winners, 0...1_000_000_000,
            help: "how many units of an answer are 1, those of largest sum; 0: all whose sum is the cue's active units")
    ]
    static let defaults = Self()

    var winners = 0

    var chosen: Int? { winners > 0 ? winners : nil }
}
