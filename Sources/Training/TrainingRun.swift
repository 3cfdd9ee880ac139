import LearningRules
import Models
import Numerics
import Patterns

/// One call of `train`: the walk through epochs and samples, with its record.
struct TrainingRun<Network: PlasticModel> {
    private let patterns: PatternSet
    private let rule: any LocalRule
    private var epoch: Int
    private var step: Int
    private var record: EpochRecord
    private var stepper: any SampleStepper<Network>
    private var sinceCheckpoint = 0
    /// The inputs that are not 0 in every sample; needed where weights have bounds.
    private let inputs: [Int]

    init(trainer: LocalTrainer<Network>, patterns: PatternSet, resuming saved: TrainingState?) {
        self.patterns = patterns
        rule = trainer.rule
        epoch = saved?.epoch ?? 0
        step = saved?.step ?? 0
        let weights = trainer.model[keyPath: trainer.weightsPath]
        record = EpochRecord(
            saved?.record ?? NamedArrays(), weights: weights, wins: trainer.rule.wins(trainer.ruleState))
        stepper = trainer.stepper()
        inputs = trainer.rule.weightBounds == nil ? [] : patterns.inputsInUse
    }

    mutating func perform(on trainer: inout LocalTrainer<Network>) throws -> TrainingReport {
        var reason = "complete"
        while epoch < trainer.epochs {
            guard try walkEpoch(&trainer) else {
                reason = "interrupted"
                break
            }
            if let smallest = trainer.smallestChange, let change = record.curves["change"]?.last,
                Double(change) < smallest
            {
                reason = "converged"
                break
            }
        }
        let samples = epoch * patterns.count + step
        return TrainingReport(
            iterations: samples, stopReason: reason, curves: record.curves, warnings: warnings(trainer))
    }

    /// One epoch, or what is left of it.
    ///
    /// - Returns: false when asked to stop.
    private mutating func walkEpoch(_ trainer: inout LocalTrainer<Network>) throws -> Bool {
        let order = self.order(trainer)
        while step < patterns.count {
            let size = min(stepper.samplesAtOnce - step % stepper.samplesAtOnce, patterns.count - step)
            let range = step..<step + size
            let samples = order.map { Array($0[range]) } ?? Array(range)
            let rates = range.map {
                trainer.schedule.rate(rule.learningRate, after: epoch * patterns.count + $0)
            }
            let failure = stepper.learn(samples, rates, of: patterns, &trainer, &record)
            if let failure { throw notFinite(at: step + failure) }
            step += size
            sinceCheckpoint += size
            trainer.report(
                done: epoch * patterns.count + step, of: patterns.count, change: record.curves["change"]?.last)
            guard step < patterns.count else { break }
            if trainer.shouldStop?() == true {
                try save(&trainer)
                return false
            }
            if let every = trainer.checkpointEvery, sinceCheckpoint >= every { try save(&trainer) }
        }
        try endEpoch(&trainer)
        guard trainer.shouldStop?() == true, epoch < trainer.epochs else { return true }
        return false
    }

    private mutating func endEpoch(_ trainer: inout LocalTrainer<Network>) throws {
        stepper.settle(&trainer)
        let weights = trainer.model[keyPath: trainer.weightsPath]
        let isFinite =
            trainer.ruleState.isFinite
            && record.finish(
                weights, rule: rule, state: trainer.ruleState, samples: patterns.count, inputs: inputs,
                trainer.workers)
        guard isFinite else { throw notFinite(at: step - 1) }
        epoch += 1
        step = 0
        if epoch % trainer.snapshotEvery == 0 { try trainer.snapshot?(epoch, weights) }
        try save(&trainer)
    }

    private mutating func save(_ trainer: inout LocalTrainer<Network>) throws {
        sinceCheckpoint = 0
        stepper.settle(&trainer)
        guard let checkpoint = trainer.checkpoint else { return }
        try checkpoint(
            TrainingState(
                epoch: epoch, step: step, weights: trainer.model[keyPath: trainer.weightsPath],
                rule: trainer.ruleState, model: trainer.model.runningState, record: record.saved(midway: step > 0)))
    }

    /// The samples of this epoch in their order, or nil for the order in which they stand.
    private func order(_ trainer: LocalTrainer<Network>) -> [Int]? {
        guard trainer.shuffles else { return nil }
        var random = RandomStream(seed: trainer.seed, purpose: "order of samples", index: epoch)
        return random.permutation(patterns.count)
    }

    private func notFinite(at step: Int) -> LearningError {
        let name = type(of: rule).description.name
        let rate = rule.learningRate
        let remedy =
            rate > 0 ? "use --learning-rate below \(rate) or smaller inputs" : "use smaller inputs"
        return LearningError(
            description:
                "weights are not finite after sample \(step + 1) of epoch \(epoch + 1) with rule \(name); \(remedy)")
    }

    private func warnings(_ trainer: LocalTrainer<Network>) -> [String] {
        let outputs = trainer.model[keyPath: trainer.weightsPath].rows
        var result: [String] = []
        if record.deadUnits > 0 {
            let remedy =
                type(of: rule).layerKind == .spiking
                ? "larger initial-weights, stronger inputs or a lower threshold"
                : "larger initial-weights or stronger inputs"
            result.append(
                rule.wins(trainer.ruleState) == nil
                    ? "\(record.deadUnits) of \(outputs) outputs never responded in the last epoch: give them \(remedy)"
                    : "\(record.deadUnits) of \(outputs) outputs never won in the last epoch: "
                        + "begin with samples as weights, or let those that win often hold back (conscience)")
        }
        if let share = record.curves["saturated_fraction"]?.last, share > 0 {
            result.append(
                "\(Int((share * Float(outputs)).rounded())) of \(outputs) outputs have nearly all weights at a limit: "
                    + "use a smaller learning rate or wider limits")
        }
        return result
    }
}

extension LocalTrainer {
    fileprivate func report(done: Int, of count: Int, change: Float?) {
        guard showsProgress, let progress else { return }
        progress(TrainingProgress(iteration: done, total: epochs * count, convergence: change.map(Double.init)))
    }
}

extension PatternSet {
    /// The places at which some pattern is not 0, in order.
    fileprivate var inputsInUse: [Int] {
        func inUse<Value: Numeric>(_ values: [Value]) -> [Int] {
            var unused = Array(0..<neurons)
            var isUsed = [Bool](repeating: false, count: neurons)
            // Most places are used by the first patterns, so that little is left to look at.
            for start in stride(from: 0, to: values.count, by: neurons) where !unused.isEmpty {
                unused.removeAll { place in
                    isUsed[place] = values[start + place] != 0
                    return isUsed[place]
                }
            }
            return isUsed.indices.filter { isUsed[$0] }
        }
        return switch values {
        case .integers(let array): inUse(array)
        case .reals(let array): inUse(array)
        case .levels(let array): inUse(array)
        }
    }
}
