import LearningRules
import Models

/// How a rule learns on a model: the one place where kinds of rules meet abilities of models.
///
/// A new way of learning is a protocol of rules, a protocol of models, and a case here.
package enum LearningMode {
    /// By adding outer products of the patterns to the weights of a memory.
    case outerProducts(any OuterProductRule.Type, any AssociativeModel.Type)
    /// By making the whole matrix of a memory.
    case matrix(any PatternRule.Type, any AssociativeModel.Type)
    /// By keeping the patterns, which are the memory.
    case patterns(any PatternMemoryRule.Type, any PatternMemoryModel.Type)
    /// By keeping patterns with the partners that answer for them.
    case pairs(any PairRule.Type, any PairModel.Type)
    /// By presenting one sample after the other and changing the weights from what stands at the synapses.
    case local(any LocalRule.Type, any PlasticModel.Type)

    /// - Returns: nil where the model cannot do what the rule asks for.
    package init?(_ rule: any LearningRule.Type, on model: any Model.Type) {
        if let memory = model as? any AssociativeModel.Type {
            if let rule = rule as? any OuterProductRule.Type {
                self = .outerProducts(rule, memory)
                return
            }
            if let rule = rule as? any PatternRule.Type {
                self = .matrix(rule, memory)
                return
            }
        }
        if let rule = rule as? any PatternMemoryRule.Type, let memory = model as? any PatternMemoryModel.Type,
            Self.has(model, rule.defaults.modelParameters.keys)
        {
            self = .patterns(rule, memory)
            return
        }
        if let rule = rule as? any PairRule.Type, let memory = model as? any PairModel.Type,
            Self.has(model, rule.defaults.pairParameters.keys)
        {
            self = .pairs(rule, memory)
            return
        }
        guard let rule = rule as? any LocalRule.Type, let layer = model as? any PlasticModel.Type,
            rule.layerKind == Self.kind(of: layer),
            (rule is any LateralRule.Type) == (layer is any LateralModel.Type),
            rule is any PairingRule.Type || !(layer is any ConnectionModel.Type)
        else { return nil }
        self = .local(rule, layer)
    }

    private static func kind(of layer: any PlasticModel.Type) -> LayerKind {
        switch layer {
        case is any ExposureModel.Type: .exposure
        case is any VoltageModel.Type: .voltage
        case is any SpikingModel.Type: .spiking
        default: .linear
        }
    }

    /// Whether a model has the parameters that a rule hands over; one that no file can hold has whatever it has.
    private static func has(_ model: any Model.Type, _ names: some Collection<String>) -> Bool {
        guard let table = (model as? any StorableModel.Type)?.parameterTable else { return true }
        return names.allSatisfy { name in table.contains { $0.name == name } }
    }

    /// Whether pairs are learned.
    package var isOfPairs: Bool {
        if case .pairs = self { true } else { false }
    }

    /// Whether samples are presented one after the other, so that epochs, schedule and shuffling have a meaning.
    package var isLocal: Bool {
        if case .local = self { true } else { false }
    }

    /// The models of the registry for a rule, the usual one first: networks for rules that make memories, layers for
    /// local ones.
    package static func models(for rule: any LearningRule.Type) -> [any StorableModel.Type] {
        ModelRegistry.all.filter { model in
            guard let mode = LearningMode(rule, on: model) else { return false }
            return !mode.isLocal || model.structure == .layer || model.structure == .connections
        }
    }
}
