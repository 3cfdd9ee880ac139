import LearningRules
import Models
import Parameters
import Patterns
import Testing

@testable import Studies

/// Settings are properties in Swift, and the same declaration makes tables, options, attributes and checks.
@Suite struct SettingsTests {
    @Test func propertiesAndNamesAreOneThing() throws {
        var typed = CapacityStudy.Settings(
            rules: [RuleChoice(HebbianRule(subtractMean: false)), RuleChoice(StorkeyRule())], neurons: 64, 100,
            loads: [0.1, 0.2], trials: 3, seed: 5)
        typed.cues = 4
        typed.memories.update = .synchronous
        let named = try CapacityStudy.settings([
            "rules": .texts(["hebbian:subtract-mean=off", "storkey"]), "neurons": .integers([64, 100]),
            "loads": .numbers([0.1, 0.2]), "trials": .integer(3), "seed": .integer(5), "cues": .integer(4),
            "update": .text("sync"),
        ])
        #expect(typed.parameterValues.map(\.value) == named.parameterValues.map(\.value))
        #expect(
            CapacityStudy.Settings().parameterValues.map(\.value) == CapacityStudy.parameterTable.map(\.defaultValue))
    }

    /// A rule in Swift has the word that makes it: only what differs from the defaults, whole numbers without a point.
    @Test func rulesAsWords() throws {
        let rule = STDPRule(learningRate: 1, aPlus: 0.25, coincident: .both, tauPlus: 40)
        let choice = RuleChoice(rule)
        #expect(choice.text == "stdp:learning-rate=1:a-plus=0.25:coincident=both:tau-plus=40")
        let again = try RuleChoice(choice.text)
        #expect(again.rule.parameterValues.map(\.value) == rule.parameterValues.map(\.value))
    }

    /// Values of properties are checked like those of options; the error tells which parameter is wrong.
    @Test func wrongValuesAreNamed() {
        func error(_ body: () throws -> some Any) -> StudyError? {
            do {
                _ = try body()
                return nil
            } catch { return error as? StudyError }
        }
        let many = error { try WindowStudy(WindowStudy.Settings(pairs: 0)) }
        #expect(many?.parameter == "pairs")
        #expect(many?.description == "pairs is 0, expected a whole number from 1 to 1000000")
        #expect(
            error { try WindowStudy(["rule": .texts(["stdp", "oja"])]) }?.description
                == "rule is stdp,oja, expected one rule")
        #expect(error { try WindowStudy(largestLag: 0) { Double($0) } }?.parameter == "largest-lag")
        let fast = error { try CompetitionStudy(CompetitionStudy.Settings(rates: [2000])) }
        #expect(fast?.parameter == "rates")
        // A rule that there is not is no value out of range.
        #expect(error { try CapacityStudy(["rules": .texts(["hebb"])]) }?.parameter == nil)
    }

    /// What follows from the inputs is entered, so that files tell what was done.
    @Test func settingsInForce() throws {
        let patterns = try PatternStatistics.random.patterns(count: 2, neurons: 16, seed: 1)
        let study = try CapacityStudy(inputs: StudyInputs(patterns: patterns))
        #expect(study.settings.memories.neurons == [16] && study.settings.memories.counts == [1, 2])
        #expect(study.settings.memories.statistics == .file && study.settings.memories.rules.map(\.text) == ["hebbian"])
        #expect(try NoiseStudy(NoiseStudy.Settings(neurons: 64)).settings.levels.count == 11)
    }
}
