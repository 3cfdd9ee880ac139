import CommandKit
import Documents
import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import Training

/// What a training begins with: patterns, and a trainer of a new model or of the one of `--initial`.
struct TrainStart<Network: StorableModel, Rule: LearningRule> {
    /// The patterns as their file has them; nil where nothing but unlearning was asked for.
    private(set) var document: PatternsDocument?
    private(set) var initial: WeightsDocument?
    /// Their partners, of pairs.
    private let targets: PatternSet?
    var trainer: Trainer<Network, Rule>
    private let arguments: Arguments

    init(_ job: TrainJob, _ rule: Rule) throws {
        arguments = job.arguments
        initial = try Self.initial(job)
        if !arguments.has("unlearn") || !arguments.operands.isEmpty {
            let document = try arguments.patterns(for: rule, onto: Self.isLocal ? nil : initial?.patterns)
            self.document = try Self.beginning(of: document, arguments)
        }
        targets = try Self.targets(job, document, onto: initial)
        if let initial {
            trainer = try Self.trainer(from: initial, rule, job, isLearning: document != nil)
            try checkSize()
        } else {
            guard let document else { throw Failure("nothing to learn from, expected patterns") }
            let timeStep = document.patterns.timeStep ?? arguments.number("dt")
            trainer = Trainer(try Self.newModel(job, rule, document.patterns, targets, timeStep), rule)
        }
        try checkTimeStep(rule)
        trainer.targets = targets
        trainer.options.workers = job.workers
        trainer.options.seed = arguments.seed
    }

    private static var isLocal: Bool { Trainer<Network, Rule>.mode?.isLocal == true }

    /// The partners of `--targets`, one for each pattern.
    private static func targets(
        _ job: TrainJob, _ keys: PatternsDocument?, onto initial: WeightsDocument?
    ) throws -> PatternSet? {
        guard let path = job.arguments.text("targets") else { return nil }
        let document = try PatternsDocument.read(path, PatternReading(expecting: initial?.targets?.coding))
        for remark in document.remarks { job.log.note("\(path): \(remark)") }
        if let keys, document.patterns.count != keys.patterns.count {
            throw Failure(
                "\(path): holds \(document.patterns.count) targets for \(keys.patterns.count) patterns, expected one each"
            )
        }
        do { try (job.rule as? any PairRule)?.checkTargets(document.patterns) } catch let error as LearningError {
            throw Failure("\(path): \(error)")
        }
        return document.patterns
    }

    /// The step that a command is, on what it begins with.
    func provenance(_ record: CommandRecord) throws -> Provenance {
        let step = try Provenance(record)
        guard let document else { return step.following(initial?.header) }
        return try step.reading(document.header, at: arguments.operands.first)
    }

    /// What is learned: rows of 0/1 are time steps of spikes to a spiking model, whatever the file calls them.
    var patterns: PatternSet? {
        guard let patterns = document?.patterns else { return nil }
        guard Network.self is any SpikingModel.Type else { return patterns }
        return PatternSet(
            coding: .spikes, neurons: patterns.neurons, values: patterns.values,
            geometry: patterns.geometry,
            timeStep: timeStep ?? 1)
    }

    /// The spikes before `--duration`; all without it.
    private static func beginning(of document: PatternsDocument, _ arguments: Arguments) throws -> PatternsDocument {
        guard let duration = arguments.quantity("duration") else { return document }
        guard Network.self is any SpikingModel.Type else {
            throw UsageError("--duration is for spikes, but rule \(Rule.description.name) trains a \(Network.kind)")
        }
        let length = document.patterns.timeStep ?? arguments.number("dt")
        guard duration.unit == nil || length != nil else {
            throw UsageError("--duration is \(duration), but nothing says how long a step is, expected --dt too")
        }
        let steps: Int
        do {
            steps = try trainingDuration.bySteps(duration, of: length ?? 1, "duration").wholeSteps
        } catch let error as ParameterError { throw UsageError("--\(error)") }
        guard steps <= document.patterns.count else {
            let path = DocumentReader.displayName(arguments.operands.first)
            throw Failure(
                "\(path): has \(document.patterns.count) steps, expected at least the \(steps) of --duration \(duration)"
            )
        }
        var result = document
        result.patterns = document.patterns.selecting(Array(0..<steps))
        return result
    }

    /// The length of a time step in ms, as the patterns or the user says it.
    private var timeStep: Double? { document?.patterns.timeStep ?? arguments.number("dt") }

    /// Refuses a length of steps that contradicts the patterns, and times in ms without one.
    private func checkTimeStep(_ rule: Rule) throws {
        guard Network.self is any SpikingModel.Type else {
            if arguments.has("dt") {
                throw UsageError("--dt is for spikes, but rule \(Rule.description.name) trains a \(Network.kind)")
            }
            return
        }
        if let given = arguments.number("dt"), let own = document?.patterns.timeStep, given != own {
            throw UsageError("--dt is \(given), but the patterns have steps of \(own) ms")
        }
        if let (name, value) = rule.firstPhysical, document != nil, timeStep == nil {
            let path = DocumentReader.displayName(arguments.operands.first)
            throw Failure(
                "\(path): does not say how long a time step is, which --\(name) \(value) needs; expected the attribute dt "
                    + "in ms, or --dt")
        }
    }

    /// The checkpoint of `--checkpoint`: it belongs to this command on these patterns.
    var checkpoint: CheckpointFile? {
        guard let path = arguments.text("checkpoint") else { return nil }
        let command = arguments.record().line
        return CheckpointFile(
            path,
            key: "\(command) \(document?.patterns.contentDigest ?? "") \(initial?.header?.id ?? "")",
            interval: arguments.numberOrDefault("checkpoint-interval"),
            provenance: Provenance(command: command))
    }

    // MARK: - Going on

    private static func initial(_ job: TrainJob) throws -> WeightsDocument? {
        guard let path = job.arguments.text("initial") else { return nil }
        if let layer = job.initialLayer {
            guard layer.kind == Network.kind else {
                throw Failure(
                    "\(path): is a layer of kind \(layer.kind), expected \(Network.kind) for rule \(Rule.description.name)"
                )
            }
            return layer.document
        }
        let document = try WeightsDocument.read(path)
        for remark in document.remarks { job.log.note("\(path): \(remark)") }
        if document.header != nil, document.model.kind != Network.kind {
            let rule = isLocal ? " for rule \(Rule.description.name)" : ""
            throw Failure("\(path): the model is \(document.model.kind), expected \(Network.kind)\(rule)")
        }
        if job.arguments.has("initial-weights") {
            throw UsageError(
                "--initial-weights is for random weights, but --initial gives the weights to begin with")
        }
        return document
    }

    private static func trainer(
        from initial: WeightsDocument, _ rule: Rule, _ job: TrainJob, isLearning: Bool
    ) throws -> Trainer<Network, Rule> {
        let path = job.arguments.text("initial") ?? ""
        do {
            let trainer = try Trainer<Network, Rule>(
                initial, rule: rule, for: isLearning ? .storing : .training, workers: job.workers)
            if case .associative(let weights) = trainer.model.contents.weights,
                let remark = initial.remark(on: weights)
            {
                job.log.warn("\(path): \(remark)")
            }
            return trainer
        } catch let error as DocumentError {
            throw Failure("\(path): \(error)")
        }
    }

    /// Refuses patterns of another length than the weights of `--initial` are for.
    private func checkSize() throws {
        let (path, model) = (arguments.text("initial") ?? "", trainer.model)
        if let neurons = document?.patterns.neurons, neurons != model.inputCount {
            throw Failure(
                Network.structure == .layer
                    ? "\(path): /weights is \(model.outputCount)×\(model.inputCount), "
                        + "expected \(neurons) columns, one for each value of a pattern"
                    : "\(path): the weights are for \(model.inputCount) units, the patterns have \(neurons)")
        }
        if let outputs = arguments.integer("outputs"), outputs != model.outputCount {
            throw UsageError(
                "--outputs is \(outputs), but the initial weights are for \(model.outputCount) outputs")
        }
    }

    /// Removes a stored pattern by its name.
    mutating func unlearn(_ name: String) throws {
        let path = arguments.text("initial") ?? ""
        var contents = trainer.model.contents
        guard case .associative(.outerProduct(let memory)) = contents.weights else {
            throw Failure(
                "\(path): the file does not keep the patterns it was made of, so none can be unlearned by name"
            )
        }
        do {
            contents.weights = .associative(
                .outerProduct(try AntiHebbianRule.unlearning(name, from: memory)))
            trainer.model = try Network(contents: contents)
        } catch let error as LearningError {
            throw Failure("\(path): \(error)")
        }
    }

    // MARK: - Beginning

    /// A model that has learned nothing, with the parameters that the rule hands over.
    private static func newModel(
        _ job: TrainJob, _ rule: Rule, _ patterns: PatternSet, _ targets: PatternSet?, _ timeStep: Double?
    ) throws -> Network {
        let arguments = job.arguments
        let partner = targets ?? (Network.self is any PairModel.Type ? patterns : nil)
        var design = ModelDesign(
            inputs: patterns.neurons, outputs: partner?.neurons ?? arguments.integerOrDefault("outputs"))
        design.seed = arguments.seed
        design.spread = arguments.number("initial-weights")
        design.timeStep = timeStep
        design.parameters = Trainer<Network, Rule>.modelParameters(of: rule)
            .merging(try arguments.values(of: Network.designParameters)) { $1 }
        if arguments.text("start") == "samples" {
            guard design.spread == nil else {
                throw UsageError(
                    "--initial-weights is for random weights, but --start samples begins with patterns")
            }
            design.samples = patterns
        }
        if Network.structure == .layer {
            // Weights, and what they were an epoch before.
            try MemoryDemand.check(
                8 * Double(design.outputs) * Double(design.inputs),
                work: "a layer of \(design.outputs) outputs and \(design.inputs) inputs",
                remedy: "use fewer --outputs or smaller patterns")
        }
        do { return try Network(design: design) } catch let error as ModelError {
            throw Failure(design.samples == nil ? "\(error)" : "--start samples: \(error)")
        } catch let error as ParameterError { throw UsageError("--\(error)") }
    }
}
