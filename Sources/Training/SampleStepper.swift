import LearningRules
import Models
import Numerics
import Patterns

/// A way to present samples and learn from them: the plain one, or a fast one for some pairs of model and rule.
protocol SampleStepper<Network> {
    associatedtype Network: PlasticModel

    /// How many samples are learned between two looks at the world; fixed, so that results do not depend on where
    /// checkpoints fall.
    var samplesAtOnce: Int { get }

    /// Learns samples one after the other.
    ///
    /// - Parameters:
    ///   - samples: positions among the patterns.
    ///   - rates: one learning rate a sample.
    /// - Returns: the index of the sample after which a weight is not finite, or nil.
    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ trainer: inout LocalTrainer<Network>,
        _ record: inout EpochRecord
    ) -> Int?

    /// Brings weights and states of the trainer up to date.
    mutating func settle(_ trainer: inout LocalTrainer<Network>)
}

/// Sample by sample, as the equations stand.
struct PlainStepper<Network: PlasticModel>: SampleStepper {
    let samplesAtOnce = 64

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ trainer: inout LocalTrainer<Network>,
        _ record: inout EpochRecord
    ) -> Int? {
        for index in samples.indices {
            trainer.model.present(patterns.row(samples[index]))
            var activity = Activity(
                pre: trainer.model.presynaptic, post: trainer.model.postsynaptic, field: trainer.model.field)
            if let modulator = trainer.modulator { activity.modulator = modulator(samples[index], activity) }
            record.peaks.note(activity.post)
            if let model = trainer.model as? any EnergyModel { record.energy += model.energy }
            trainer.rule.update(
                &trainer.model[keyPath: trainer.weightsPath], &trainer.ruleState, activity, rate: rates[index])
            guard trainer.model[keyPath: trainer.weightsPath].isFinite else { return index }
        }
        return nil
    }

    mutating func settle(_ trainer: inout LocalTrainer<Network>) {}
}

/// Blocks of samples by matrix products, for rules that know how, on models whose response is W·x.
struct BlockStepper<Network: PlasticModel>: SampleStepper {
    let rule: any BlockRule
    let samplesAtOnce: Int
    private var block = Matrix(rows: 0, columns: 0)

    init(rule: any BlockRule, inputs: Int) {
        self.rule = rule
        // Whole blocks: 8 MiB of samples, but no more than twelve blocks, and one at least.
        let size = type(of: rule).samplesInBlock
        samplesAtOnce = max(1, min(12, (2 << 20) / (size * max(1, inputs)))) * size
    }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ trainer: inout LocalTrainer<Network>,
        _ record: inout EpochRecord
    ) -> Int? {
        var rows = 0..<samples.count
        if case .reals(let values) = patterns.values, !trainer.shuffles, let first = samples.first {
            // As they stand: nothing to copy.
            block = Matrix(rows: patterns.count, columns: patterns.neurons, values: values)
            rows = first..<first + samples.count
        } else {
            if block.rows != samples.count { block = Matrix(rows: samples.count, columns: patterns.neurons) }
            patterns.copy(samples, into: &block, workers: trainer.workers)
        }
        let failure = rule.learn(
            &trainer.model[keyPath: trainer.weightsPath], &trainer.ruleState, samples: block, rows: rows,
            rates: rates, peaks: &record.peaks, workers: trainer.workers)
        if let failure { return failure }
        let isFinite = trainer.model[keyPath: trainer.weightsPath].isFinite(workers: trainer.workers)
        return isFinite ? nil : samples.count - 1
    }

    mutating func settle(_ trainer: inout LocalTrainer<Network>) {}
}

extension LocalTrainer {
    /// The fastest way that fits model, rule and options.
    func stepper() -> any SampleStepper<Network> {
        guard isCompiled, modulator == nil, weightsPath == Network.learningPath else { return PlainStepper<Network>() }
        if let rule = rule as? any BlockRule, model is any LinearModel {
            return BlockStepper<Network>(rule: rule, inputs: model.inputCount)
        }
        if let rule = rule as? any SpikeRule, Network.self is SpikingLayer.Type,
            let stepper = SpikeStepper(rule: rule, inputs: model.inputCount, outputs: model.outputCount)
                as? any SampleStepper<Network>
        {
            return stepper
        }
        return PlainStepper<Network>()
    }
}

extension PatternSet {
    /// Copies patterns into the rows of a matrix, as Float32.
    func copy(_ indices: [Int], into block: inout Matrix, workers: Workers) {
        let neurons = neurons
        block.values.withUnsafeMutableBufferPointer { buffer in
            let target = SharedPointer(buffer)
            workers.forEachRange(of: indices.count, size: 8) { range in
                for row in range { copyUnits(0..<neurons, of: indices[row], into: target.base + row * neurons) }
            }
        }
    }
}
