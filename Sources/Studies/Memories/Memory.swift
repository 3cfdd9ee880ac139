import LearningRules
import Models
import Numerics
import Patterns

/// A network and the patterns that it is meant to hold, with a seed for what is done to it.
struct Memory: Sendable {
    let network: AmariHopfieldNetwork
    let patterns: PatternSet
    let seed: UInt64
    /// What learning took, as the rule counts: epochs of a perceptron, patterns, dreams; nil for rules of one pass.
    var iterations: Int?

    /// The largest matrix that a study makes, in bytes: 1 GiB, of 16384 units.
    static let largestMatrix = 0x1p30

    /// A network trained on patterns by a rule.
    ///
    /// - Parameter seed: of what is random in the rule.
    /// - Throws: `StudyError` for a rule that does not train associative networks; errors of the rule itself.
    static func network(
        _ rule: any LearningRule, _ patterns: PatternSet, seed: UInt64 = 0
    ) throws -> AmariHopfieldNetwork {
        try trained(rule, patterns, seed: seed).network
    }

    /// A network and the iterations that its training took. The one place where studies meet the kinds of rules.
    static func trained(
        _ rule: any LearningRule, _ patterns: PatternSet, seed: UInt64
    ) throws -> (network: AmariHopfieldNetwork, iterations: Int?) {
        try check(rule, neurons: patterns.neurons)
        if let rule = rule as? any OuterProductRule {
            return (AmariHopfieldNetwork(weights: .outerProduct(try rule.learn(patterns, onto: nil))), nil)
        }
        var network = AmariHopfieldNetwork(neurons: patterns.neurons)
        guard let rule = rule as? any PatternRule else { return (network, nil) }
        var setting = LearningSetting()
        setting.seed = seed
        let outcome = try rule.learn(patterns, into: &network.matrix, setting)
        return (network, outcome.iterations)
    }

    /// Refuses rules that do not train associative networks, and matrices beyond reason.
    static func check(_ rule: any LearningRule, neurons: Int) throws {
        let type = type(of: rule)
        let name = type.description.name
        guard makesMemories(type) else {
            let known = rules.joined(separator: ", ")
            throw StudyError("rule \(name) does not train associative networks, expected one of \(known)")
        }
        guard let maker = type as? any PatternRule.Type else { return }
        do { try maker.checkSize(neurons: neurons, limit: largestMatrix) } catch let error as LearningError {
            throw StudyError(error.description)
        }
    }

    private static func makesMemories(_ type: any LearningRule.Type) -> Bool {
        type is any OuterProductRule.Type || type is any PatternRule.Type
    }

    /// The names of the rules that train associative networks.
    static var rules: [String] { RuleRegistry.all.filter(makesMemories).map { $0.description.name } }

    /// Relaxes cues asynchronously or synchronously, with random numbers of their own.
    func relax(_ cues: PatternSet, steps: Int, order: UpdateOrder? = nil, purpose key: UInt64 = 0) throws -> Recall {
        var network = network
        if let order { network.order = order }
        var options = RecallOptions()
        options.steps = steps
        options.seed = RandomStream.seed(seed, "dynamics", key: key)
        return try network.recall(cues, options: options)
    }

    /// The mean of x_i h_i over all units of the stored patterns, x = ±1: the unit in which temperatures and
    /// energies are given. In the usual normalisation by 1/N it is about 1 for random patterns.
    func meanAlignedField() throws -> Double {
        let fields = try network.fields(of: patterns)
        var sum = 0.0
        for pattern in 0..<patterns.count {
            let row = patterns.row(pattern)
            for unit in row.indices where row[unit] != 0 || patterns.coding != .bipolar {
                let field = Double(fields[pattern, unit])
                sum += row[unit] > 0 ? field : -field
            }
        }
        return sum / Double(patterns.count * patterns.neurons)
    }
}
