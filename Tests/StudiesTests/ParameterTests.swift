import LearningRules
import Models
import Numerics
import Patterns
import TestSupport
import Testing

@testable import Studies

/// Parameters and inputs that a study cannot use are refused in one sentence.
@Suite struct ParameterTests {
    @Test func loadsThatGiveNoPattern() {
        #expect(
            message { try CapacityStudy(["neurons": .integers([100]), "loads": .numbers([0])]) }
                == "a load of 0.0 in 100 units gives no pattern, expected at least 0.01")
        #expect(
            message { try NoiseStudy(["neurons": .integers([100]), "loads": .numbers([0.004])]) }
                == "a load of 0.004 in 100 units gives no pattern, expected at least 0.01")
    }

    @Test func memoriesTooLarge() {
        // 1000 patterns a unit of a million units would be a petabyte; it is refused before anything is made.
        #expect(
            message { try CapacityStudy(["neurons": .integers([1_000_000]), "loads": .numbers([1000])]) }?
                .contains("expected at most 1073") == true)
    }

    @Test func namesAndRanges() {
        #expect(
            message { try CapacityStudy(["loud": .number(1)]) }?.hasPrefix(
                "the study has no parameter loud; it has rules,") == true)
        #expect(
            message { try CapacityStudy(["trials": .integer(0)]) }
                == "trials is 0, expected a whole number from 1 to 1000000")
        #expect(
            message { try CapacityStudy(["loads": .numbers([0.1, 0.1])]) }
                == "loads names a value twice, expected each once")
        #expect(
            message { try CapacityStudy(["loads": .numbers([0.2, 0.1])]) }
                == "the loads do not rise, expected them in rising order")
        #expect(
            message { try CapacityStudy(["loads": .numbers([.nan])]) }
                == "loads is nan, expected numbers from 0.0 to 1000.0")
        #expect(
            message { try NoiseStudy(["levels": .numbers([1.5])]) } == "a level of flip is 1.5, expected 0.0 to 1.0")
        #expect(
            message { try NoiseStudy(["kind": .text("heat")]) }
                == "kind is heat, expected one of flip, exact-flip, occlude, gaussian, temperature")
        #expect(
            message { try CapacityStudy(["loads": .numbers([0.1]), "counts": .integers([3])]) }
                == "loads and counts exclude each other")
    }

    @Test func rules() {
        #expect(
            message { try CapacityStudy(["rules": .texts(["hebb"])]) }?.hasPrefix(
                "there is no rule hebb, expected one of hebbian,") == true)
        #expect(
            message { try CapacityStudy(["rules": .texts(["hebbian:subtract-mean"])]) }?
                .contains("expected NAME:PARAMETER=VALUE") == true)
        #expect(
            message { try CapacityStudy(["rules": .texts(["hebbian:subtract-mean=maybe"])]) }
                == "rule hebbian: subtract-mean is maybe, expected on or off")
        #expect(
            message { try RuleChoice("hebbian:colour=1") }?.hasPrefix("rule hebbian: the rule has no parameter colour")
                == true)
    }

    @Test func aRuleWithParameters() throws {
        let choice = try RuleChoice("hebbian:subtract-mean=off:zero-diagonal=on")
        let rule = try #require(choice.rule as? HebbianRule)
        #expect(rule.settings.subtractMean == false)
        #expect(rule.settings.zeroDiagonal == true)
    }

    @Test func inputsThatDoNotFit() throws {
        let real = PatternSet(Matrix([[0.5, 1], [2, 3]]))
        #expect(
            message { try CapacityStudy([:], inputs: StudyInputs(patterns: real)) }
                == "the patterns are real, expected bipolar or binary ones")
        let two = try PatternStatistics.random.patterns(count: 2, neurons: 16, seed: 1)
        #expect(
            message { try CapacityStudy(["counts": .integers([3])], inputs: StudyInputs(patterns: two)) }
                == "a load of 0.1875 in 16 units asks for 3 patterns, the file has 2")
        #expect(
            message { try CapacityStudy(["neurons": .integers([17])], inputs: StudyInputs(patterns: two)) }
                == "neurons is 17, the patterns have 16 units")
        let network = AmariHopfieldNetwork(neurons: 16)
        #expect(
            message { try BasinStudy([:], inputs: StudyInputs(network: network)) }
                == "the weights come without the patterns they hold, expected a file that keeps them")
        #expect(
            message {
                try BasinStudy(["rules": .texts(["hebbian"])], inputs: StudyInputs(patterns: two, network: network))
            }
                == "rules does not apply to given weights, expected patterns to train on")
        #expect(
            message { try CapacityStudy([:], inputs: StudyInputs(patterns: two, network: network)) }
                == "a capacity study trains memories of its own, expected patterns, not weights")
        #expect(
            message { try SelectivityStudy() }
                == "no responses, expected the weights of a layer and patterns as stimuli")
        #expect(
            message { try WindowStudy(["rule": .texts(["hebbian"])]) }?
                .hasPrefix("rule hebbian does not learn from spikes, expected one of stdp") == true)
    }
}
