import LearningRules
import Models
import Numerics
import Patterns

/// A spiking layer and a rule by spike timing together, at a cost set by the spikes.
///
/// Outputs are cut into tiles of fixed width, each one thread's work. Units that act on each other within a step
/// (inhibition, winners) are brought together once a step.
struct SpikeStepper: SampleStepper {
    typealias Network = SpikingLayer

    let rule: any SpikeRule
    let samplesAtOnce: Int
    private var engine: SpikeEngine?

    init(rule: any SpikeRule, inputs: Int, outputs: Int) {
        self.rule = rule
        samplesAtOnce = SpikeWindow.limit(inputs: inputs, outputs: outputs)
    }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ trainer: inout LocalTrainer<SpikingLayer>,
        _ record: inout EpochRecord
    ) -> Int? {
        guard case .integers(let values) = patterns.values else {
            preconditionFailure("spikes are held as integers")
        }
        var samples = samples[...]
        var rates = rates[...]
        if engine == nil,
            !trainer.model[keyPath: trainer.weightsPath].isWithin(rule.pairing.bounds, workers: trainer.workers),
            let first = samples.popFirst(), let rate = rates.popFirst()
        {
            // The first response is that of the weights as given; the rule then brings them within bounds.
            var plain = PlainStepper<SpikingLayer>()
            if let failure = plain.learn([first], [rate], of: patterns, &trainer, &record) { return failure }
        }
        let engine = self.engine ?? SpikeEngine(trainer.model, trainer.ruleState, rule.pairing, trainer.workers)
        self.engine = engine
        engine.run(values, steps: samples, rates: rates)
        engine.note(&record.peaks)
        return nil
    }

    mutating func settle(_ trainer: inout LocalTrainer<SpikingLayer>) {
        engine?.hand(over: &trainer.model, &trainer.ruleState)
        engine = nil
    }
}
