import LearningRules
import Models
import Numerics
import Patterns

/// A circuit that is shown one pattern after the other while its synapses learn from the spikes.
struct ExposureStepper<Network: ExposureModel, Learner: ExposureLearner>: SampleStepper {
    let samplesAtOnce = 16
    private let rule: any ExposureRule
    private let isCompiled: Bool
    private var work: (run: ExposureRun, learner: Learner)?

    init(_ rule: any ExposureRule, isCompiled: Bool, _: Learner.Type) {
        (self.rule, self.isCompiled) = (rule, isCompiled)
    }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ model: inout Network,
        _ lesson: inout Lesson, _ record: inout EpochRecord
    ) -> Int? {
        precondition(lesson.modulator == nil, "a rule that learns while a pattern is shown has no use for a modulator")
        let run = work?.run ?? model.learningRun(isCompiled: isCompiled)
        var learner = work?.learner ?? Learner(rule, run, lesson.state)
        // Given back at the end: no array of it is copied.
        work = nil
        for (sample, rate) in zip(samples, rates) {
            learner.rate = rate
            let (seed, number) = (lesson.options.seed, model.exposures)
            let random = { attempt in
                Network.random("pattern learned", seed: seed, number: number, attempt: attempt)
            }
            run.show(patterns.row(sample), random: random, &learner)
            record.peaks.note(run.counts.map { Float($0) })
            model.exposures = (number + 1) % (1 << 24)
        }
        work = (run, learner)
        return nil
    }

    mutating func settle(_ model: inout Network, _ lesson: inout Lesson) {
        guard let work else { return }
        model.take(work.run)
        lesson.state = work.learner.state
        self.work = nil
    }
}

/// A learner by a rule, whose traces go on from pattern to pattern.
protocol ExposureLearner: StepLearner {
    init(_ rule: any ExposureRule, _ run: ExposureRun, _ state: RuleState)

    /// The learning rate of the pattern that is shown next.
    var rate: Float { get set }
    /// The traces after the last pattern.
    var state: RuleState { get }
}
