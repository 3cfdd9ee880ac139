import LearningRules
import Patterns
import Testing

/// 0 among ±1 values is a hidden unit of a cue; there is none to store.
@Suite struct HiddenUnitTests {
    private static let patterns = PatternSet(coding: .bipolar, neurons: 3, values: .integers([1, -1, 1, 1, 0, -1]))

    @Test func refusedByEveryRuleAlike() throws {
        for type in RuleRegistry.all where type.description.codings.contains(.bipolar) {
            let name = type.description.name
            let rule: any LearningRule = type.defaults
            let error = #expect(throws: LearningError.self) { try rule.check(Self.patterns) }
            #expect(error?.description == "the patterns hold 0, expected -1 and +1 only for rule \(name)")
        }
    }

    @Test func matrixThatNoMachineHolds() {
        let error = #expect(throws: LearningError.self) { try StorkeyRule.checkSize(neurons: 90_000, limit: 1e9) }
        // 90 000² · 4 bytes; the square root of 250 million weights is 15 811.
        #expect(
            error?.description
                == "rule storkey makes a matrix of 90000×90000 weights, 32.4 GB, expected at most 15811 units; "
                + "rule hebbian or pseudo-inverse keeps the patterns instead of a matrix")
        #expect(throws: Never.self) { try StorkeyRule.checkSize(neurons: 15_811, limit: 1e9) }
    }
}
