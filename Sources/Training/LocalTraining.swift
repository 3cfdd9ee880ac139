import LearningRules
import Models
import Numerics
import Patterns

// Learning sample by sample: rules that change weights from what stands at the synapses.

extension Trainer {
    mutating func learnLocally<Local: LocalRule, Plastic: PlasticModel>(
        _: Local.Type, _: Plastic.Type, _ patterns: PatternSet, _ saved: TrainingState?
    ) throws -> TrainingReport {
        guard let given = rule as? Local else { preconditionFailure("the rule is of its own type") }
        let timeStep = patterns.timeStep ?? withModel(as: Plastic.self) { $0.timeStep }
        let stepwise = try given.bySteps(of: timeStep)
        let rule = ((stepwise as? any NoisyRule)?.seeded(options.seed) as? Local) ?? stepwise
        if stateAwaitsTimeStep {
            ruleState = withModel(as: Plastic.self) { model in
                let (outputs, inputs) = model.sides(of: Plastic.learningPath)
                return rule.initialState(outputs: outputs, inputs: inputs)
            }
        }
        let path = weightsPath as? WritableKeyPath<Plastic, Matrix> ?? Plastic.learningPath
        let hooks = LocalTrainingHooks(progress: reporter, shouldStop: shouldStop, checkpoint: checkpoint)
        var lesson = Lesson(
            rule: rule, state: saved?.rule ?? ruleState, options: options, modulator: modulator)
        snapshots = saved?.snapshots ?? []
        var taken = snapshots
        let report = try withModel(as: Plastic.self) { model in
            try model.setTimeStep(patterns.timeStep)
            try LocalCheck(rule, options: lesson.options).check(patterns, model, path, lesson.state, saved)
            if let saved {
                model[keyPath: path] = saved.weights
                model.runningState = saved.model
            }
            var run = LocalTraining(model, path, &lesson, patterns, hooks, resuming: saved)
            defer { taken = run.snapshots }
            return try run.perform(on: &model, &lesson)
        }
        ruleState = lesson.state
        snapshots = taken
        return report
    }

    /// What a local rule keeps as learning begins.
    mutating func initialState<Local: LocalRule, Plastic: PlasticModel>(
        _: Local.Type, _: Plastic.Type
    ) -> RuleState {
        guard let rule = rule as? Local else { preconditionFailure("the rule is of its own type") }
        let (sides, timeStep) = withModel(as: Plastic.self) { ($0.sides(of: Plastic.learningPath), $0.timeStep) }
        stateAwaitsTimeStep = timeStep == nil && rule.firstPhysical != nil
        let stepwise = (try? rule.bySteps(of: timeStep)) ?? rule
        return stepwise.initialState(outputs: sides.outputs, inputs: sides.inputs)
    }
}

/// What a local training works on beside the model.
struct Lesson {
    let rule: any LocalRule
    var state: RuleState
    let options: TrainingOptions
    let modulator: ((_ sample: Int, _ activity: Activity) -> Float)?
}

/// Whom a local training tells and asks on its way.
struct LocalTrainingHooks {
    let progress: (@Sendable (TrainingProgress) -> Void)?
    let shouldStop: (@Sendable () -> Bool)?
    let checkpoint: ((TrainingState) throws -> Void)?
}

/// One training by a local rule: the walk through epochs and samples, with its record.
struct LocalTraining<Network: PlasticModel> {
    private let patterns: PatternSet
    private let path: WritableKeyPath<Network, Matrix>
    private let rule: any LocalRule
    private let options: TrainingOptions
    private let hooks: LocalTrainingHooks
    private var epoch: Int
    private var step: Int
    private var record: EpochRecord
    private var stepper: any SampleStepper<Network>
    private var sinceCheckpoint = 0
    private(set) var snapshots: [WeightSnapshot]
    /// The inputs that are not 0 in every sample; needed where weights have bounds and stand in a row for each output.
    private let inputs: [Int]

    init(
        _ model: Network, _ path: WritableKeyPath<Network, Matrix>, _ lesson: inout Lesson, _ patterns: PatternSet,
        _ hooks: LocalTrainingHooks, resuming saved: TrainingState?
    ) {
        (self.patterns, self.path, self.hooks) = (patterns, path, hooks)
        (rule, options) = (lesson.rule, lesson.options)
        epoch = saved?.epoch ?? 0
        step = saved?.step ?? 0
        record = EpochRecord(
            saved?.record ?? NamedArrays(), weights: model[keyPath: path], outputs: model.sides(of: path).outputs,
            wins: lesson.rule.wins(lesson.state))
        stepper = Steppers.fastest(for: model, path, lesson)
        snapshots = saved?.snapshots ?? []
        let hasRows = !(Network.self is any ConnectionModel.Type)
        inputs = lesson.rule.weightBounds == nil || !hasRows ? [] : patterns.inputsInUse
        lesson.rule.prepare(&lesson.state, for: patterns)
    }

    mutating func perform(on model: inout Network, _ lesson: inout Lesson) throws -> TrainingReport {
        var reason = TrainingStopReason.complete
        while epoch < options.epochs {
            guard try walkEpoch(&model, &lesson) else {
                reason = .interrupted
                break
            }
            if let smallest = options.tolerance, let change = record.curves["change"]?.last, Double(change) < smallest {
                reason = .converged
                break
            }
        }
        let samples = epoch * patterns.count + step
        return TrainingReport(
            iterations: samples, stopReason: reason, curves: record.curves,
            warnings: warnings(lesson.state, outputs: model.sides(of: path).outputs))
    }

    /// One epoch, or what is left of it.
    ///
    /// - Returns: false when asked to stop.
    private mutating func walkEpoch(_ model: inout Network, _ lesson: inout Lesson) throws -> Bool {
        let order = order
        while step < patterns.count {
            let size = min(stepper.samplesAtOnce - step % stepper.samplesAtOnce, patterns.count - step)
            let range = step..<step + size
            let samples = order.map { Array($0[range]) } ?? Array(range)
            let rates = range.map { options.schedule.rate(rule.learningRate, after: epoch * patterns.count + $0) }
            let failure = stepper.learn(samples, rates, of: patterns, &model, &lesson, &record)
            if let failure { throw notFinite(at: step + failure) }
            step += size
            sinceCheckpoint += size
            report()
            guard step < patterns.count else { break }
            if hooks.shouldStop?() == true {
                try save(&model, &lesson)
                return false
            }
            if let every = options.checkpointEvery, sinceCheckpoint >= every { try save(&model, &lesson) }
        }
        try endEpoch(&model, &lesson)
        guard hooks.shouldStop?() == true, epoch < options.epochs else { return true }
        return false
    }

    private mutating func endEpoch(_ model: inout Network, _ lesson: inout Lesson) throws {
        stepper.settle(&model, &lesson)
        let weights = model[keyPath: path]
        let isFinite =
            lesson.state.isFinite
            && record.finish(
                weights, rule: rule, state: lesson.state, samples: patterns.count, inputs: inputs, options.workers)
        guard isFinite else { throw notFinite(at: step - 1) }
        epoch += 1
        step = 0
        if let every = options.snapshotEvery, epoch % every == 0 {
            snapshots.append(WeightSnapshot(epoch: epoch, weights: weights))
        }
        try save(&model, &lesson)
    }

    private mutating func save(_ model: inout Network, _ lesson: inout Lesson) throws {
        sinceCheckpoint = 0
        stepper.settle(&model, &lesson)
        guard let checkpoint = hooks.checkpoint else { return }
        try checkpoint(
            TrainingState(
                epoch: epoch, step: step, weights: model[keyPath: path], rule: lesson.state,
                model: model.runningState, record: record.saved(midway: step > 0), snapshots: snapshots))
    }

    private func report() {
        hooks.progress?(
            TrainingProgress(
                iteration: epoch * patterns.count + step, total: options.epochs * patterns.count,
                energy: record.energy == 0 ? nil : record.energy / Double(step),
                convergence: record.curves["change"]?.last.map(Double.init)))
    }

    /// The samples of this epoch in their order, or nil for the order in which they stand.
    private var order: [Int]? {
        guard options.shuffles else { return nil }
        var random = RandomStream(seed: options.seed, purpose: "order of samples", index: epoch)
        return random.permutation(patterns.count)
    }

    private func notFinite(at step: Int) -> LearningError {
        let name = type(of: rule).description.name
        let rate = rule.learningRate
        let remedy =
            rate > 0 ? "use a learning-rate below \(rate) or smaller inputs" : "use smaller inputs"
        return LearningError(
            description:
                "weights are not finite after sample \(step + 1) of epoch \(epoch + 1) with rule \(name); \(remedy)")
    }

    private func warnings(_ state: RuleState, outputs: Int) -> [String] {
        var result = rule.warnings(about: patterns)
        if record.deadUnits > 0 {
            let remedy =
                type(of: rule).layerKind != .linear
                ? "larger initial-weights, stronger inputs or a lower threshold"
                : "larger initial-weights or stronger inputs"
            result.append(
                rule.wins(state) == nil
                    ? "\(record.deadUnits) of \(outputs) outputs never responded in the last epoch: give them \(remedy)"
                    : "\(record.deadUnits) of \(outputs) outputs never won in the last epoch: "
                        + type(of: rule).remedyForIdleOutputs)
        }
        if let share = record.curves["saturated_fraction"]?.last, share > 0 {
            result.append(
                "\(Int((share * Float(outputs)).rounded())) of \(outputs) outputs have nearly all weights at a limit: "
                    + "use a smaller learning rate or wider limits")
        }
        return result
    }
}
