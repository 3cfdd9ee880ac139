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
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ model: inout Network,
        _ lesson: inout Lesson, _ record: inout EpochRecord
    ) -> Int?

    /// Brings weights and states up to date.
    mutating func settle(_ model: inout Network, _ lesson: inout Lesson)
}

extension SampleStepper {
    mutating func settle(_ model: inout Network, _ lesson: inout Lesson) {}

    /// Presents one sample.
    fileprivate func present(
        _ sample: Int, of patterns: PatternSet, _ model: inout Network, _ lesson: Lesson, _ record: inout EpochRecord
    ) -> Activity {
        model.present(patterns.row(sample))
        var activity = Activity(pre: model.presynaptic, post: model.postsynaptic, field: model.field)
        if Network.self is any VoltageModel.Type, let layer = model as? any VoltageModel {
            (activity.potential, activity.meanPotential) = (layer.potentials, layer.meanPotentials)
        }
        if let modulator = lesson.modulator { activity.modulator = modulator(sample, activity) }
        record.peaks.note(activity.post)
        return activity
    }
}

/// Sample by sample, as the equations stand.
struct PlainStepper<Network: PlasticModel>: SampleStepper {
    let samplesAtOnce = 64
    let path: WritableKeyPath<Network, Matrix>
    private let hasEnergy = Network.self is any EnergyModel.Type

    init(_ path: WritableKeyPath<Network, Matrix>) { self.path = path }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ model: inout Network,
        _ lesson: inout Lesson, _ record: inout EpochRecord
    ) -> Int? {
        for index in samples.indices {
            let activity = present(samples[index], of: patterns, &model, lesson, &record)
            if hasEnergy, let model = model as? any EnergyModel { record.energy += model.energy }
            lesson.rule.update(&model[keyPath: path], &lesson.state, activity, rate: rates[index])
            guard model[keyPath: path].isFinite else { return index }
        }
        return nil
    }
}

/// Sample by sample, for units that act on each other by weights that learn too.
struct LateralStepper<Network: LateralModel>: SampleStepper {
    let samplesAtOnce = 64
    let rule: any LateralRule
    private let path = Network.learningPath

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ model: inout Network,
        _ lesson: inout Lesson, _ record: inout EpochRecord
    ) -> Int? {
        for index in samples.indices {
            let activity = present(samples[index], of: patterns, &model, lesson, &record)
            rule.update(&model[keyPath: path], &lesson.state, activity, rate: rates[index])
            var thresholds = model.thresholds
            rule.updateLateral(&model.lateral, &thresholds, activity, rate: rates[index])
            model.thresholds = thresholds
            guard model[keyPath: path].isFinite, model.runningState.isFinite else { return index }
        }
        return nil
    }
}

/// Blocks of samples by matrix products, for rules that know how, on models whose response is W·x.
struct BlockStepper<Network: PlasticModel>: SampleStepper {
    let samplesAtOnce: Int
    private let rule: any BlockRule
    private let path: WritableKeyPath<Network, Matrix>
    private var block = Matrix(rows: 0, columns: 0)

    init(_ rule: any BlockRule, _ path: WritableKeyPath<Network, Matrix>, inputs: Int) {
        (self.rule, self.path) = (rule, path)
        // Whole blocks: 8 MiB of samples, but no more than twelve blocks, and one at least.
        let size = rule.samplesInBlock
        samplesAtOnce = max(1, min(12, (2 << 20) / (size * max(1, inputs)))) * size
    }

    mutating func learn(
        _ samples: [Int], _ rates: [Float], of patterns: PatternSet, _ model: inout Network,
        _ lesson: inout Lesson, _ record: inout EpochRecord
    ) -> Int? {
        var rows = 0..<samples.count
        if case .reals(let values) = patterns.values, !lesson.options.shuffles, let first = samples.first {
            // As they stand: nothing to copy.
            block = Matrix(rows: patterns.count, columns: patterns.neurons, values: values)
            rows = first..<first + samples.count
        } else {
            if block.rows != samples.count { block = Matrix(rows: samples.count, columns: patterns.neurons) }
            patterns.copy(samples, into: &block, workers: lesson.options.workers)
        }
        let failure = rule.learn(
            &model[keyPath: path], &lesson.state, samples: block, rows: rows, rates: rates, peaks: &record.peaks,
            workers: lesson.options.workers)
        if let failure { return failure }
        let isFinite = model[keyPath: path].isFinite(workers: lesson.options.workers)
        return isFinite ? nil : samples.count - 1
    }
}

/// The choice of a way to learn.
enum Steppers {
    /// The fastest way that fits model, rule and options.
    static func fastest<Network: PlasticModel>(
        for model: Network, _ path: WritableKeyPath<Network, Matrix>, _ lesson: Lesson
    ) -> any SampleStepper<Network> {
        if let rule = lesson.rule as? any PairingRule, let network = Network.self as? any ConnectionModel.Type,
            path == Network.learningPath,
            let stepper = connections(network, rule, isCompiled: lesson.options.isCompiled)
                as? any SampleStepper<Network>
        {
            return stepper
        }
        if let rule = lesson.rule as? any LateralRule, let layer = Network.self as? any LateralModel.Type,
            let stepper = lateral(layer, rule) as? any SampleStepper<Network>
        {
            return stepper
        }
        if let rule = lesson.rule as? any ExposureRule, let layer = Network.self as? any ExposureModel.Type,
            path == Network.learningPath,
            let stepper = exposures(layer, rule, isCompiled: lesson.options.isCompiled) as? any SampleStepper<Network>
        {
            return stepper
        }
        guard lesson.options.isCompiled, lesson.modulator == nil, path == Network.learningPath else {
            return PlainStepper(path)
        }
        if let rule = lesson.rule as? any BlockRule, Network.self is any LinearModel.Type {
            return BlockStepper(rule, path, inputs: model.inputCount)
        }
        if let learning = SpikeLearning(lesson.rule), let layer = Network.self as? any MembraneModel.Type,
            let stepper = spikes(layer, learning, inputs: model.inputCount, outputs: model.outputCount)
                as? any SampleStepper<Network>
        {
            return stepper
        }
        return PlainStepper(path)
    }

    private static func lateral<Network: LateralModel>(
        _: Network.Type, _ rule: any LateralRule
    ) -> any SampleStepper {
        LateralStepper<Network>(rule: rule)
    }

    private static func exposures<Network: ExposureModel>(
        _: Network.Type, _ rule: any ExposureRule, isCompiled: Bool
    ) -> any SampleStepper {
        isCompiled
            ? ExposureStepper<Network, EventLearner>(rule, isCompiled: true, EventLearner.self)
            : ExposureStepper<Network, PlainLearner>(rule, isCompiled: false, PlainLearner.self)
    }

    private static func connections<Network: ConnectionModel>(
        _: Network.Type, _ rule: any PairingRule, isCompiled: Bool
    ) -> any SampleStepper {
        isCompiled
            ? ConnectionStepper<Network, ConnectionLearner>(rule, ConnectionLearner.self)
            : ConnectionStepper<Network, PlainConnectionLearner>(rule, PlainConnectionLearner.self)
    }

    private static func spikes<Network: MembraneModel>(
        _: Network.Type, _ learning: SpikeLearning, inputs: Int, outputs: Int
    ) -> any SampleStepper {
        SpikeStepper<Network>(learning, inputs: inputs, outputs: outputs)
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
