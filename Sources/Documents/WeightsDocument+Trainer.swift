import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import Training

extension WeightsDocument {
    /// What a trainer has: model, rule and its state, how the last training went and on what.
    ///
    /// - Parameters:
    ///   - trainer: after its training.
    ///   - form: how weights between units stand in the file; nil for a matrix up to `denseLimit` and the patterns that
    ///     make it beyond.
    ///   - input: what was learned, where it is not what the trainer was given.
    /// - Throws: `DocumentError` for a model without weights, and for such as stay in a file of their own.
    package init<Network: StorableModel, Rule: LearningRule>(
        _ trainer: Trainer<Network, Rule>, form: Form? = nil, input: PatternSet? = nil
    ) throws {
        let contents = trainer.model.contents
        self.init(trainer, contents, try Self.content(contents), form ?? Self.usualForm(contents), input)
    }

    /// - Parameter contents: of the trainer's model.
    init<Network: StorableModel, Rule: LearningRule>(
        _ trainer: Trainer<Network, Rule>, _ contents: ModelContents, _ content: Content?, _ form: Form,
        _ input: PatternSet?
    ) {
        self.init(
            model: Model(of: trainer.model, contents), form: form, content: content,
            patterns: contents.patterns ?? trainer.stored, state: trainer.ruleState)
        training = Training(trainer, input: input ?? trainer.patterns)
        targets = contents.targets
        snapshots = trainer.snapshots
        guard Network.structure == .layer || Network.structure == .connections else { return }
        if let step = trainer.patterns?.timeStep ?? contents.timeStep { model.parameters.append(("dt", .real(step))) }
        inputGeometry = trainer.patterns?.geometry
        for (name, entry) in trainer.runningState.entries {
            state.set(name, shape: entry.shape, entry.values)
        }
    }

    private static func content(_ contents: ModelContents) throws -> Content? {
        switch contents.weights {
        case .matrix(let matrix), .associative(.dense(let matrix)): return .matrix(.values(matrix))
        case .associative(.outerProduct(let memory)): return .memory(memory)
        case .associative(.empty):
            throw DocumentError("the model has learned nothing, expected weights")
        case .associative(.stored):
            throw DocumentError("weights that stay in their file cannot be trained")
        case .patterns: return nil
        case .bits(let bits): return .bits(bits)
        case .connections(let connections, let weights): return .connections(connections, weights)
        }
    }

    /// The form of a file that nobody asked for another.
    package static func usualForm(_ contents: ModelContents) -> Form {
        switch contents.weights {
        case .matrix: .dense
        case .associative(.outerProduct(let memory)):
            4 * Double(memory.neurons) * Double(memory.neurons) <= Double(denseLimit)
                ? .dense : .outerProduct
        case .associative: .dense
        case .patterns: .patterns
        case .bits: .bits
        case .connections: .connections
        }
    }
}

extension WeightsDocument {
    /// The document with the parameters of a model in the place of its own.
    package func replacingParameters<Network: StorableModel>(_ network: Network) -> WeightsDocument {
        let (names, values) = (Network.parameterTable.map(\.attributeName), network.contents.parameters)
        var result = self
        result.model.parameters.removeAll { names.contains($0.name) }
        for parameter in Network.parameterTable {
            guard let value = values[parameter.name].flatMap(AttributeValue.init) else { continue }
            result.model.parameters.append((parameter.attributeName, value))
        }
        return result
    }
}

extension WeightsDocument.Model {
    /// Sizes first, then the parameters in the order of their table.
    init<Network: StorableModel>(of model: Network, _ contents: ModelContents) {
        self.init(kind: Network.kind)
        parameters =
            Network.structure == .layer || Network.structure == .connections
            ? [("inputs", .integer(model.inputCount)), ("outputs", .integer(model.outputCount))]
            : [("neurons", .integer(model.inputCount))]
        for parameter in Network.parameterTable {
            if let value = contents.parameters[parameter.name].flatMap(AttributeValue.init) {
                parameters.append((parameter.attributeName, value))
            }
        }
    }
}

extension WeightsDocument.Training {
    /// The rule with its parameters, the options that it has use for, and how the last training ended.
    init<Network: Models.Model, Rule: LearningRule>(
        _ trainer: Trainer<Network, Rule>, input: PatternSet?
    ) {
        let mode = Trainer<Network, Rule>.mode
        let isLocal = mode?.isLocal ?? false
        let useless = mode?.isOfPairs == true ? (Rule.self as? any PairRule.Type)?.parametersWithoutPairs ?? [] : []
        self.init(attributes: [("rule", .text(Rule.description.name))])
        for (parameter, entry) in zip(Rule.parameterTable, trainer.rule.parameterValues)
        where (isLocal || !parameter.isOfLayers) && !useless.contains(parameter.name) {
            if let value = AttributeValue(entry.value) {
                attributes.append((parameter.attributeName, value))
            }
        }
        let (options, report) = (trainer.options, trainer.report)
        attributes += [
            ("seed", .integer(Int(truncatingIfNeeded: options.seed))),
            ("epochs", .integer(options.epochs)),
            ("stop_reason", .text((report?.stopReason ?? .complete).rawValue)),
        ]
        if let input { attributes.append(("input_sha256", .text(input.contentDigest))) }
        if let origin = trainer.origin { attributes.append(("initial_sha256", .text(origin.id))) }
        if isLocal {
            attributes += [
                ("schedule", .text(options.schedule.name)), ("shuffle", .truth(options.shuffles)),
                ("samples", .integer(report?.iterations ?? 0)),
            ]
        }
        curves = (report?.curves ?? [:]).sorted { $0.key < $1.key }.map {
            (name: $0.key, values: $0.value)
        }
    }
}
