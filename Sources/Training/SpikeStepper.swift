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
    let samplesAtOnce = 256
    private var engine: SpikeEngine?

    init(rule: any SpikeRule) { self.rule = rule }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ trainer: inout LocalTrainer<SpikingLayer>,
        _ record: inout EpochRecord
    ) -> Int? {
        guard case .integers(let values) = patterns.values else {
            preconditionFailure("spikes are held as integers")
        }
        var samples = samples[...]
        var rates = rates[...]
        if engine == nil, trainer.hasWeightsOutOfBounds(rule.pairing.bounds), let first = samples.popFirst(),
            let rate = rates.popFirst()
        {
            // The first response is that of the weights as given; the rule then brings them within bounds.
            var plain = PlainStepper<SpikingLayer>()
            if let failure = plain.learn([first], [rate], of: patterns, &trainer, &record) { return failure }
        }
        let engine =
            self.engine
            ?? SpikeEngine(
                trainer.model, trainer.ruleState, rule.pairing,
                activeShare: patterns.activeShare(of: samples), trainer.workers)
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

extension PatternSet {
    /// The mean share of the inputs that fire in some steps; 0 for none.
    fileprivate func activeShare(of steps: ArraySlice<Int>) -> Double {
        guard case .integers(let values) = values, !steps.isEmpty else { return 0 }
        let total = steps.reduce(0) { $0 + values[$1 * neurons..<($1 + 1) * neurons].count { $0 != 0 } }
        return Double(total) / Double(steps.count * neurons)
    }
}

extension LocalTrainer {
    fileprivate func hasWeightsOutOfBounds(_ bounds: ClosedRange<Float>) -> Bool {
        model[keyPath: weightsPath].values.contains { $0 < bounds.lowerBound || $0 > bounds.upperBound }
    }
}
