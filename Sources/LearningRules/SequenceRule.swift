// Aim: patterns that recall one another in their order, by asymmetric Hebbian weights.
//
//     h(t) = symmetric (X^T X - P) s(t) + lambda X_next^T X s(t - delay),   s(t + 1) = sign h(t)
//
// X the P patterns, one a row, X_next those that follow them. The symmetric part holds a pattern; with a weight below
// lambda it does so until the other part, which sees what was `delay` steps ago, leads on to the next one.
//
// Reference: S. Amari, IEEE Trans. Comput. C-21, 1197 (1972); H. Sompolinsky, I. Kanter, Phys. Rev. Lett. 57, 2861
// (1986); D. Kleinfeld, PNAS 83, 9469 (1986).

import Parameters
import Patterns
import Separations

public struct SequenceRule: PatternMemoryRule {
    public static let description = RuleDescription(
        name: "sequence",
        summary: "Stores ±1 patterns in their order, each leading to the next: asymmetric Hebb, with delay.",
        equation: [
            "h(t) = symmetric (X^T X - P) s(t) + lambda X_next^T X s(t - delay),  s(t + 1) = sign h(t)",
            "X the P patterns, one a row; X_next those that follow them",
        ],
        reference: "Sompolinsky, Kanter, Phys. Rev. Lett. 57, 2861 (1986); Kleinfeld, PNAS 83, 9469 (1986)",
        notes: [
            "Random patterns of N units follow one another up to about 0.269 N of them without delay.",
            "With --symmetric 1 --delay D and a lambda above 1 each pattern stands for D + 1 steps.",
            "Rule store with --sequence has other separations.",
        ],
        codings: [.bipolar, .binary],
        capacity: RuleCapacity(
            load: 0.269, "holds about 0.269 random patterns a unit in their order", alternatives: ["store"]))

    public static let parameters: [Parameter<Self>] = SequenceSettings.parameters.map { $0.of(\.settings) }
    public static let defaults = Self()

    public var settings: SequenceSettings

    public init(_ settings: SequenceSettings = SequenceSettings()) { self.settings = settings }

    public var modelParameters: [String: ParameterValue] {
        MemorySettings(LinearSeparation(), nil).ownValues.merging(settings.valuesByName) { $1 }
            .merging(["sequence": .toggle(true), "rests-at-end": .toggle(false)]) { $1 }
    }
}
