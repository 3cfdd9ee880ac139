import LearningRules
import Models
import Numerics
import Patterns

/// A spiking layer and a rule by spike timing together, at a cost set by the spikes.
///
/// Outputs are cut into tiles of fixed width, each one thread's work. Units that act on each other within a step
/// (inhibition, winners) are brought together once a step.
struct SpikeStepper<Network: MembraneModel>: SampleStepper {
    let rule: any SpikeRule
    let samplesAtOnce: Int
    private var engine: SpikeEngine?

    init(rule: any SpikeRule, inputs: Int, outputs: Int) {
        self.rule = rule
        samplesAtOnce = SpikeWindow.limit(inputs: inputs, outputs: outputs)
    }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ model: inout Network,
        _ lesson: inout Lesson, _ record: inout EpochRecord
    ) -> Int? {
        guard case .integers(let values) = patterns.values else {
            preconditionFailure("spikes are held as integers")
        }
        var samples = samples[...]
        var rates = rates[...]
        let workers = lesson.options.workers
        if engine == nil, !model[keyPath: Network.learningPath].isWithin(rule.pairing.bounds, workers: workers),
            let first = samples.popFirst(), let rate = rates.popFirst()
        {
            // The first response is that of the weights as given; the rule then brings them within bounds.
            var plain = PlainStepper<Network>(Network.learningPath)
            if let failure = plain.learn([first], [rate], of: patterns, &model, &lesson, &record) { return failure }
        }
        let engine = self.engine ?? SpikeEngine(model, lesson.state, rule.pairing, workers)
        self.engine = engine
        engine.run(values, steps: samples, rates: rates)
        engine.note(&record.peaks)
        return nil
    }

    mutating func settle(_ model: inout Network, _ lesson: inout Lesson) {
        engine?.hand(over: &model, &lesson.state)
        engine = nil
    }
}
