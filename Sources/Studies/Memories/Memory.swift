import LearningRules
import Models
import Numerics
import Patterns

/// A network and the patterns that it is meant to hold, with a seed for what is done to it.
struct Memory: Sendable {
    let network: AmariHopfieldNetwork
    let patterns: PatternSet
    let seed: UInt64

    /// A network trained on patterns by a rule. The one place where studies meet the kinds of rules.
    ///
    /// - Throws: `StudyError` for a rule that does not train associative networks; errors of the rule itself.
    static func network(_ rule: any LearningRule, _ patterns: PatternSet) throws -> AmariHopfieldNetwork {
        guard let rule = rule as? any OuterProductRule else {
            let name = type(of: rule).description.name
            throw StudyError("rule \(name) does not train associative networks, expected one of \(ruleNames)")
        }
        return AmariHopfieldNetwork(weights: .outerProduct(try rule.learn(patterns, onto: nil)))
    }

    /// The rules that `network` takes, as a list for messages.
    static var ruleNames: String { rules.joined(separator: ", ") }

    /// The names of the rules that train associative networks.
    static var rules: [String] {
        RuleRegistry.all.filter { $0 is any OuterProductRule.Type }.map { $0.description.name }
    }

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
