import LearningRules
import Models
import Numerics
import Patterns
import Separations

// The one place where studies meet the kinds of rules.

extension Memory {
    /// A network trained on patterns by a rule.
    ///
    /// - Parameter seed: of what is random in the rule.
    /// - Throws: `StudyError` for a rule that does not train associative networks; errors of the rule itself.
    static func network(
        _ rule: any LearningRule, _ patterns: PatternSet, seed: UInt64 = 0
    ) throws -> AmariHopfieldNetwork {
        guard makesNetworks(type(of: rule)) else {
            throw misfit(rule, expected: rules.filter(makesNetworks))
        }
        guard let network = try trained(rule, patterns, seed: seed).network else {
            throw misfit(rule, expected: rules.filter(makesNetworks))
        }
        return network
    }

    /// A memory of patterns, or of pairs.
    ///
    /// - Parameter partners: of pairs.
    /// - Throws: `StudyError` for a rule that makes no memories, or none of pairs; errors of the rule itself.
    static func trained(
        _ rule: any LearningRule, _ patterns: PatternSet, partners: PatternSet? = nil, seed: UInt64
    ) throws -> Memory {
        try check(rule, neurons: patterns.neurons, pairs: partners != nil)
        if partners != nil || rule is WillshawRule {
            return Memory(
                .pairs(try pairs(rule, patterns, partners)), patterns: patterns,
                partners: partners ?? patterns, seed: seed)
        }
        if let model = try patternMemory(rule, patterns) {
            return Memory(.recalling(model), patterns: patterns, seed: seed)
        }
        if let rule = rule as? any OuterProductRule {
            let network = AmariHopfieldNetwork(
                weights: .outerProduct(try rule.learn(patterns, onto: nil)))
            return Memory(network: network, patterns: patterns, seed: seed)
        }
        var network = AmariHopfieldNetwork(neurons: patterns.neurons)
        guard let rule = rule as? any PatternRule else {
            return Memory(network: network, patterns: patterns, seed: seed)
        }
        var setting = LearningSetting()
        setting.seed = seed
        let outcome = try rule.learn(patterns, into: &network.matrix, setting)
        return Memory(
            .recalling(network), patterns: patterns, seed: seed, iterations: outcome.iterations)
    }

    private static func pairs(
        _ rule: any LearningRule, _ keys: PatternSet, _ targets: PatternSet?
    ) throws -> any PairModel {
        guard let rule = rule as? any PairRule else {
            throw misfit(rule, "stores no pairs", expected: rules.filter { $0 is any PairRule.Type })
        }
        try rule.check(keys)
        try rule.checkTargets(targets ?? keys)
        guard rule is WillshawRule else {
            // A beta that was given is studied whatever it does.
            var contents = ModelContents(.patterns, patterns: keys, parameters: rule.pairParameters)
            contents.targets = targets
            return try BidirectionalMemory(contents: contents)
        }
        var design = ModelDesign(inputs: keys.neurons, outputs: (targets ?? keys).neurons)
        design.parameters = rule.pairParameters
        return try WillshawMemory(design: design).storing(keys, targets, workers: .single)
    }

    /// Nil for a rule whose memory is weights.
    private static func patternMemory(_ rule: any LearningRule, _ patterns: PatternSet) throws -> (
        any RecallingModel
    )? {
        var design = ModelDesign(inputs: patterns.neurons)
        design.parameters = rule.modelParameters
        switch rule {
        case let rule as PseudoInverseRule where rule.isSequence:
            return try ProjectionSequence(design: design).storing(patterns, workers: .single)
        case let rule as any PatternMemoryRule where rule is StoreRule || rule is SequenceRule:
            try rule.check(patterns)
            return try DenseAssociativeMemory(
                contents: ModelContents(.patterns, patterns: patterns, parameters: rule.modelParameters))
        default: return nil
        }
    }

    /// Refuses rules that make no memories, sequences that end, and matrices beyond reason.
    static func check(_ rule: any LearningRule, neurons: Int, pairs: Bool = false) throws {
        let type = type(of: rule)
        guard rules.contains(where: { $0 == type }) else { throw misfit(rule, expected: rules) }
        if pairs, !(type is any PairRule.Type) {
            throw misfit(rule, "stores no pairs", expected: rules.filter { $0 is any PairRule.Type })
        }
        if isOpenSequence(rule) {
            throw StudyError(
                "the sequence of rule \(type.description.name) ends, expected \(type.description.name):cyclic=on, so that "
                    + "a pattern follows each")
        }
        guard let maker = type as? any PatternRule.Type else { return }
        do { try maker.checkSize(neurons: neurons, limit: largestMatrix) } catch let error
            as LearningError
        {
            throw StudyError(error.description)
        }
    }

    private static func isOpenSequence(_ rule: any LearningRule) -> Bool {
        switch rule {
        case let rule as SequenceRule: !rule.settings.isCyclic
        case let rule as StoreRule: rule.isSequence && !rule.isCyclic
        case let rule as PseudoInverseRule: rule.isSequence && !rule.isCyclic
        default: false
        }
    }

    private static func misfit(
        _ rule: any LearningRule, _ what: String = "does not train associative networks",
        expected: [any LearningRule.Type]
    ) -> StudyError {
        let known = expected.map { $0.description.name }.joined(separator: ", ")
        return StudyError("rule \(type(of: rule).description.name) \(what), expected one of \(known)")
    }

    static func makesNetworks(_ type: any LearningRule.Type) -> Bool {
        type is any OuterProductRule.Type || type is any PatternRule.Type
    }

    /// The rules that make memories.
    static let rules = RuleRegistry.all.filter {
        makesNetworks($0) || $0 is any PatternMemoryRule.Type || $0 is any PairRule.Type
    }
}
