import LearningRules
import Testing

@testable import Studies

/// Ten groups of five units, all connected, shown 10 ms apart without jitter.
@Suite struct SequenceTests {
    private static func study(_ given: (inout SequenceStudy.Settings) throws -> Void) throws -> SequenceStudy {
        var settings = SequenceStudy.Settings()
        (settings.jitter, settings.connectivity, settings.groupSize) = (0, 1, 5)
        (settings.trials, settings.cueShares) = (1, [1])
        try given(&settings)
        return try SequenceStudy(settings)
    }

    /// exp(10/5) / (5 · .02) = 73.9 presentations. Below, nothing but the group that is shown; above, all nine others, 8 ms
    /// apart where they were shown 10 ms apart, so that group g is 2 g ms early: rms 2 sqrt((1 + 4 + ... + 81) / 9) = 11.25.
    /// From the 75th on groups fire each other 8 ms apart while they are shown. A weight is then 74 · .02 exp(-2) = .20031 and
    /// grows by .02 exp(-1.6) = .0040379; a cue of three units needs 1/3 of each, 33 presentations more. The order of the
    /// numbers makes no difference.
    @Test func recallBeginsWhereTheoryHasIt() throws {
        let study = try Self.study { ($0.presentations, $0.cueShares) = ([107, 73, 74, 106], [1, 0.6]) }
        let theory = try #require(study.enoughPresentations)
        #expect(abs(theory[0] - 73.891) < 1e-2 && abs(theory[1] - (73.891 + 10 * 2 / 3 * 4.95303)) < 1e-2)
        let result = try study.run()
        #expect(result.numbers("length") == [1, 0, 1, 1, 1, 0, 0, 0])
        let (order, step, error) = (
            result.numbers("order"), result.numbers("step"), result.numbers("timing_error")
        )
        #expect(order[1].isNaN && step[1].isNaN && error[1].isNaN)
        #expect(order[2] == 1 && step[2] == 8 && abs(error[2] - 11.2546) < 1e-3)
        #expect(
            result.findings == [
                "cue of 5 of 5 units: the whole sequence is recalled in all trials after 74 presentations; by theory the "
                    + "second group follows from 73.9 on",
                "cue of 3 of 5 units: the whole sequence is recalled in all trials after 107 presentations; by theory the "
                    + "second group follows from 106.9 on",
            ])
    }

    /// Half of the time step, the same times in ms.
    @Test func timesInMillisecondsHold() throws {
        let study = try Self.study { ($0.presentations, $0.timeStep) = ([75], 0.5) }
        #expect(try study.cell(0).prefix(3) == [1, 1, 8])
    }

    /// Three units at most .3 each never reach 1, so that no number of presentations is enough.
    @Test func limitsOfWeightsBoundTheTheory() throws {
        let study = try Self.study {
            $0.rule = try RuleChoice($0.rule.text + ":w-max=0.3")
            ($0.presentations, $0.cueShares) = ([200], [1, 0.6])
        }
        let theory = try #require(study.enoughPresentations)
        #expect(abs(theory[0] - 73.891) < 1e-2 && theory[1].isNaN)
        #expect(try study.cell(0)[4] == 0)
    }

    /// Three groups of two, shown 10 steps apart; inputs are 8 steps on their way. Group 1 fires at 16 and 17, group 2 at
    /// 15 and 38: of the four pairs two are right, tau = 0; the median of group 2, 26.5, is later than that of group 1, so
    /// that both are reached.
    @Test func judgesByHand() throws {
        var settings = SequenceStudy.Settings()
        (settings.groups, settings.groupSize, settings.jitter) = (3, 2, 0)
        let judgement = SequenceJudgement(try ShownSequence(settings), delay: 8)
        let found = judgement.judge([8, 8, 16, 17, 15, 38])
        #expect(found[0] == 1 && found[1] == 0)
        // (26.5 - 8) / 2.
        #expect(found[2] == 9.25)
        // Shown at 18 and 28: -2, -1, -13 and 10 ms.
        #expect(abs(found[3] - (274.0 / 4).squareRoot()) < 1e-12)
        // Half of group 1 is enough, none of group 2 ends it.
        #expect(judgement.judge([8, 8, 16, nil, nil, nil])[0] == 0.5)
        // A group that fires before the one before it ends it too.
        #expect(judgement.judge([8, 8, 16, 16, 12, 12])[0] == 0.5)
    }

    @Test(arguments: ["stdp:pairing=restricted", "oja", "calcium"])
    func refusesRulesThatDoNotFit(_ rule: String) throws {
        #expect(
            throws: StudyError(
                "rule", "is \(rule), expected one of pairs of spikes, with pairing all-to-all or nearest")
        ) {
            try Self.study { $0.rule = try RuleChoice(rule) }
        }
    }

    @Test func refusesWhatMemoryCannotHold() {
        #expect(throws: StudyError.self) { try Self.study { ($0.groups, $0.groupSize) = (10_000, 10_000) } }
        #expect(throws: StudyError.self) { try Self.study { ($0.groups, $0.groupSize) = (2, 10_000) } }
        #expect(throws: StudyError.self) { try Self.study { $0.groupInterval = .milliseconds(1.5) } }
    }
}
