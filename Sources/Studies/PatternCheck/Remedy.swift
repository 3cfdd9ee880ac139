import LearningRules
import Models
import Numerics
import Patterns

/// Something that may make a memory recall what it fails to recall, to be tried and measured.
struct Remedy: Sendable {
    /// What to do, as a sentence goes on after "recalled with".
    let name: String
    let rule: RuleChoice
    /// The pattern that is left out.
    let without: Int?

    static let largestMatrix = 4096

    /// What is worth trying, the least work first: the other associative rules, with and without the mean subtracted, dense
    /// memories by their separations, and to do without the pattern that is most alike to the others.
    ///
    /// Rules that make a whole matrix are tried up to `largestMatrix` units.
    ///
    /// - Parameter mostAlike: the index of that pattern; nil where there are fewer than two.
    static func candidates(
        for patterns: PatternSet, rule: RuleChoice?, mostAlike: (index: Int, name: String)?
    ) throws -> [Remedy] {
        let own = rule.map { type(of: $0.rule).description.name }
        var remedies: [Remedy] = []
        if let hebbian = rule?.rule as? HebbianRule {
            let isOn = hebbian.settings.subtractMean
            let other = try RuleChoice("hebbian:subtract-mean=\(isOn ? "off" : "on")")
            remedies.append(
                Remedy(name: isOn ? "hebbian, mean kept" : "hebbian, mean subtracted", rule: other, without: nil))
        }
        for type in Memory.rules where Memory.makesNetworks(type) && type != AntiHebbianRule.self {
            let name = type.description.name
            guard name != own, type.description.codings.contains(patterns.coding),
                type is any OuterProductRule.Type || patterns.neurons <= largestMatrix
            else { continue }
            remedies.append(Remedy(name: name, rule: try RuleChoice(name), without: nil))
        }
        for separation in separations(for: patterns) {
            remedies.append(
                Remedy(
                    name: "store, separation \(separation.replacing(":degree=", with: " of degree "))",
                    rule: try RuleChoice("store:separation=\(separation)"), without: nil))
        }
        if let rule, let mostAlike {
            remedies.append(Remedy(name: "\(mostAlike.name) left out", rule: rule, without: mostAlike.index))
        }
        let order = remedies.indices.sorted {
            let (a, b) = (remedies[$0].work(patterns, cues: 1), remedies[$1].work(patterns, cues: 1))
            return a != b ? a < b : $0 < $1
        }
        return order.map { remedies[$0] }
    }

    /// The least power that holds so many random patterns, and what holds exponentially many.
    private static func separations(for patterns: PatternSet) -> [String] {
        guard patterns.neurons > 1 else { return [] }
        let order = (3...12).first { order in
            DenseCapacity.capacity(neurons: patterns.neurons, order: order) >= Double(patterns.count)
        }
        return (order.map { ["power:degree=\($0)"] } ?? []) + ["softmax"]
    }

    /// Multiplications that learning and recall take, roughly and at most: a rule that makes a matrix goes through all of
    /// it for each pattern of each epoch, and for each step of each dream.
    ///
    /// - Parameter cues: of each pattern.
    func work(_ patterns: PatternSet, cues: Int) -> Double {
        let (count, units) = (Double(patterns.count), Double(patterns.neurons))
        guard rule.rule is any PatternRule else {
            return count * count * units * Double(1 + Self.sweeps * cues)
        }
        let passes =
            switch rule.rule {
            case let rule as PerceptronRule: count * Double(rule.maxEpochs)
            case let rule as DreamingRule: count + Double(rule.dreams * Self.sweeps)
            default: count
            }
        return units * units * (passes + count * Double(cues))
    }

    /// Steps of a relaxation, about.
    private static let sweeps = 4

    /// The memory of these patterns under the remedy.
    func memory(_ patterns: PatternSet, order: UpdateOrder, seed: UInt64) throws -> Memory {
        let kept = patterns.selecting((0..<patterns.count).filter { $0 != without })
        let activation: Activation = patterns.coding == .bipolar ? .sign : .step
        return try Memory.trained(rule.rule, kept, seed: seed).answering(activation, order)
    }
}
