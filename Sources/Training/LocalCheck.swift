import LearningRules
import Models
import Numerics
import Patterns

/// Refuses what cannot be learned from, before anything is changed.
struct LocalCheck {
    private let rule: any LocalRule
    private let options: TrainingOptions
    private var name: String { type(of: rule).description.name }

    init(_ rule: any LocalRule, options: TrainingOptions) {
        self.rule = rule
        self.options = options
    }

    func check<Network: PlasticModel>(
        _ patterns: PatternSet, _ model: Network, _ path: WritableKeyPath<Network, Matrix>, _ state: RuleState,
        _ saved: TrainingState?
    ) throws {
        try rule.check(patterns)
        guard patterns.neurons == model.inputCount else {
            throw LearningError(
                description: "the patterns have \(patterns.neurons) values, the layer \(model.inputCount) inputs")
        }
        if let layer = Network.self as? any ExposureModel.Type, let objection = layer.objection(to: patterns) {
            throw LearningError(description: objection)
        }
        if Network.self is any ConnectionModel.Type, let scheme = (rule as? any PairingRule)?.pairing.scheme,
            scheme.isOfSynapses
        {
            throw LearningError(
                description: "pairing is \(scheme.rawValue), expected all-to-all or nearest in a \(Network.kind)")
        }
        if options.shuffles, type(of: rule).layerKind.isOfTimeSteps {
            throw LearningError(description: "rule \(name) learns from time steps, expected them without shuffling")
        }
        precondition(
            options.epochs >= 0 && (options.snapshotEvery ?? 1) > 0, "a number of epochs, a snapshot every one or more")
        let weights = model[keyPath: path]
        try rule.checkParameters()
        let (outputs, inputs) = model.sides(of: path)
        try rule.validate(outputs: outputs, inputs: inputs)
        guard weights.isFinite(workers: options.workers) else {
            throw LearningError(description: "the weights to begin with hold a value that is not finite")
        }
        if let saved { try check(saved.weights, like: weights) }
        let expected = rule.initialState(outputs: outputs, inputs: inputs)
        try Self.requireLayout(state, expected, of: "rule \(name)")
        if let saved { try Self.requireLayout(saved.model, model.runningState, of: Network.kind) }
    }

    private func check(_ saved: Matrix, like weights: Matrix) throws {
        guard saved.rows == weights.rows, saved.columns == weights.columns else {
            throw LearningError(
                description:
                    "the checkpoint's weights are \(saved.rows)×\(saved.columns), "
                    + "expected \(weights.rows)×\(weights.columns)")
        }
    }

    /// Refuses arrays of other names or shapes than expected.
    static func requireLayout(_ arrays: NamedArrays, _ expected: NamedArrays, of owner: String) throws {
        for (name, entry) in expected.entries {
            guard let given = arrays.entries[name], given.shape == entry.shape else {
                let found = arrays.entries[name].map { "is \(text($0.shape))" } ?? "is missing"
                throw LearningError(description: "\(name) \(found), expected \(text(entry.shape)) for \(owner)")
            }
        }
        for name in arrays.names where expected.entries[name] == nil {
            throw LearningError(description: "\(name) is not an array of \(owner)")
        }
        guard arrays.isFinite else {
            throw LearningError(description: "the arrays of \(owner) hold a value that is not finite")
        }
    }

    private static func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "×") }
}
