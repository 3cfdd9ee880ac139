import LearningRules
import Models
import Patterns

/// What kind of patterns a memory holds, as far as theories ask.
public enum PatternKind: String, Sendable, CaseIterable {
    /// Independent fair signs.
    case random = "random ±1 patterns"
    case sparse = "random sparse 0/1 patterns"
    case correlated = "random ±1 patterns that overlap"
    /// Patterns of a file that are not like random ones.
    case own = "patterns of a file"
}

/// What a memory is, as far as theories ask.
package struct MemoryConditions: Sendable {
    /// Nil for weights whose origin is not known.
    package var rule: (any LearningRule)?
    package var patterns: PatternKind
    package var order: UpdateOrder
    /// Whether each pattern recalls another one.
    package var hasPartners: Bool
    /// Whether weights were diluted, clipped or made coarse.
    package var isDamaged: Bool
    /// Whether that left a connection with another weight in the other direction.
    package var isAsymmetric: Bool

    package init(
        rule: (any LearningRule)?, patterns: PatternKind, order: UpdateOrder, hasPartners: Bool = false,
        isDamaged: Bool = false, isAsymmetric: Bool = false
    ) {
        (self.rule, self.patterns, self.order) = (rule, patterns, order)
        (self.hasPartners, self.isDamaged, self.isAsymmetric) = (hasPartners, isDamaged, isAsymmetric)
    }
}

/// The cases in which a formula holds. Every theory declares its own, studies ask it before they show a number, and
/// the description of the number tells it.
public struct TheoryDomain: Sendable, CustomStringConvertible {
    /// The names of the rules; nil for any weights whatever.
    let rules: [String]?
    /// Whether the rule must leave out weights from a unit to itself. Whether it subtracts the mean makes no difference
    /// to any theory here: that of random signs is of order 1/sqrt(PN).
    let excludesSelfCoupling: Bool
    let patterns: [PatternKind]
    /// Nil where both orders have the same result, or where the formula is about a single synchronous step.
    let order: UpdateOrder?
    /// Whether it holds for pairs as well, and for weights made worse, as long as they stay symmetric.
    let allowsPartners: Bool
    let allowsDamage: Bool
    /// What rule store must be; nil for any.
    let store: (@Sendable (StoreRule) -> Bool)?

    init(
        rules: [String]?, excludesSelfCoupling: Bool = false, patterns: [PatternKind] = [.random],
        order: UpdateOrder? = nil, allowsPartners: Bool = false, allowsDamage: Bool = false,
        store: (@Sendable (StoreRule) -> Bool)? = nil
    ) {
        (self.allowsPartners, self.allowsDamage, self.store) = (allowsPartners, allowsDamage, store)
        self.rules = rules
        self.excludesSelfCoupling = excludesSelfCoupling
        self.patterns = patterns
        self.order = order
    }

    /// Random ±1 patterns under Hebbian weights without self-coupling.
    static func hebbian(
        order: UpdateOrder? = nil, allowsPartners: Bool = false, allowsDamage: Bool = false
    ) -> TheoryDomain {
        TheoryDomain(
            rules: [HebbianRule.description.name], excludesSelfCoupling: true, order: order,
            allowsPartners: allowsPartners, allowsDamage: allowsDamage)
    }

    /// Whether the formula holds for a memory.
    package func includes(_ memory: MemoryConditions) -> Bool {
        guard patterns.contains(memory.patterns), order == nil || order == memory.order else { return false }
        guard allowsPartners || !memory.hasPartners, allowsDamage || !memory.isDamaged, !memory.isAsymmetric
        else { return false }
        guard let rules else { return memory.rule.map { Memory.makesNetworks(type(of: $0)) } ?? true }
        guard let rule = memory.rule, rules.contains(type(of: rule).description.name) else { return false }
        if let store, let rule = rule as? StoreRule, !store(rule) { return false }
        return !excludesSelfCoupling || !hasSelfCoupling(rule)
    }

    private func hasSelfCoupling(_ rule: any LearningRule) -> Bool {
        switch rule {
        case let rule as HebbianRule: !rule.settings.zeroDiagonal
        case let rule as CovarianceRule: !rule.zeroDiagonal
        default: true
        }
    }

    /// "rule hebbian without self-coupling, random ±1 patterns".
    public var description: String {
        let who = rules.map { "rule \($0.joined(separator: " or "))" } ?? "any weights"
        let parts =
            [who + (excludesSelfCoupling ? " without self-coupling" : "")] + [
                patterns.map(\.rawValue).joined(separator: " or ")
            ]
        return (parts + (order.map { ["\($0 == .asynchronous ? "asynchronous" : "synchronous") updates"] } ?? []))
            .joined(separator: ", ")
    }
}
