import CommandKit
import Documents
import LearningRules
import Models
import Numerics
import OperatingSystem
import Patterns
import Studies
import Training

/// The work of canns-train: patterns and a rule become weights.
struct TrainJob {
    let arguments: Arguments
    let log: Log
    let workers: Workers
    let output: String?
    let rule: any LearningRule
    private let damage: WeightDamage
    /// The part of the rows that is wanted; nil for all.
    private let part: StudyShard?
    /// The layer of `--initial`, where that is a NIR file.
    let initialLayer: InitialLayer?

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        workers = arguments.threads.map(Workers.init(count:)) ?? .all
        let name = arguments.textOrDefault("rule")
        guard let type = RuleRegistry.rule(named: name) else { throw UsageError("there is no rule \(name)") }
        initialLayer = try InitialLayer(arguments)
        rule = try arguments.rule(type, onto: initialLayer?.parameters ?? arguments.initialDynamics(of: type))
        damage = try arguments.weightDamage()
        part = try arguments.rowPart()
        try arguments.refuseTogether("reward", "reward-input")
        try arguments.refuseTogether("leak", "tau-m")
        if arguments.textOrDefault("schedule") == "constant", arguments.has("schedule-time") {
            throw UsageError("--schedule-time needs a --schedule other than constant")
        }
        if arguments.has("unlearn"), !arguments.has("initial") { throw UsageError("--unlearn needs --initial FILE") }
        if arguments.operands.isEmpty, !arguments.has("unlearn") {
            try arguments.refuseOneStreamTwice(absent: "PATTERNS")
        }
        output = try arguments.binaryOutput()
    }

    func run() throws { try train(rule, on: try model()) }

    /// The network asked for, else the usual one of the rule.
    private func model() throws -> any StorableModel.Type {
        let all = LearningMode.models(for: type(of: rule))
        let storesPairs = arguments.has("targets") || (type(of: rule) as? any PairRule.Type)?.associatesItself == true
        let models = all.filter { LearningMode(type(of: rule), on: $0)?.isOfPairs == storesPairs }
        if models.isEmpty, arguments.has("targets") {
            let names = RuleRegistry.all.filter { $0 is any PairRule.Type }.map { $0.description.name }
            throw UsageError(
                "rule \(ruleName) stores no pairs, expected \(names.joined(separator: ", ")) with --targets")
        }
        let isSequence = (rule as? PseudoInverseRule)?.isSequence == true
        guard let usual = isSequence ? models.first(where: { $0 is any SequenceModel.Type }) : models.first else {
            throw UsageError("rule \(ruleName) cannot be trained here")
        }
        guard let wanted = arguments.text("model") else { return usual }
        guard let model = models.first(where: { $0.kind == wanted }) else {
            let kinds = models.map { $0.kind }.joined(separator: " or ")
            throw UsageError("--model is \(wanted), expected \(kinds) for rule \(ruleName)")
        }
        return model
    }

    private var ruleName: String { type(of: rule).description.name }

    private func train<Network: StorableModel, Rule: LearningRule>(_ rule: Rule, on model: Network.Type) throws {
        let isLocal = Trainer<Network, Rule>.mode?.isLocal == true
        try refuseUselessOptions(Network.self)
        guard damage.isNothing || Network.self is any AssociativeModel.Type else {
            throw UsageError(
                "--\(arguments.given.first { damageOptions.map(\.name).contains($0) } ?? "dilute") is for weights between units of a network; "
                    + "rule \(ruleName) makes a \(Network.kind)")
        }
        if !isLocal { try refuseOptionsOfLayers(Network.kind) }
        try refuseNetworkOptions(Network.self)
        var start = try TrainStart<Network, Rule>(self, rule)
        if let part { return try writeRows(part, start) }
        for name in arguments.texts("unlearn") { try start.unlearn(name) }
        let checkpoint = start.checkpoint
        if let patterns = start.patterns {
            if isLocal { setLocalOptions(&start.trainer, samples: patterns.count) }
            guard try learn(patterns, &start.trainer, checkpoint) else { return }
        }
        let noise = damage.isNothing ? nil : try makeWorse(&start)
        try write(start, noise)
        try checkpoint?.remove()
    }

    private func refuseOptionsOfLayers(_ kind: String) throws {
        for name in layerOptions where arguments.has(name) {
            throw UsageError("--\(name) is for layers; rule \(ruleName) trains a network of kind \(kind)")
        }
        let table = type(of: rule).parameterTable
        for parameter in table where parameter.isOfLayers && arguments.has(parameter.name) {
            throw UsageError(
                "--\(parameter.name) is for layers; rule \(ruleName) in an \(kind) network has "
                    + table.filter { !$0.isOfLayers }.map { "--\($0.name)" }.joined(separator: ", "))
        }
    }

    /// Parameters of another model, and those of a new network where one goes on.
    private func refuseNetworkOptions(_ model: any StorableModel.Type) throws {
        guard let name = arguments.given.first(where: { networkOptionNames.contains($0) }) else { return }
        guard model.designParameters.contains(where: { $0.name == name }) else {
            let kinds = ModelRegistry.all.filter { $0.designParameters.contains { $0.name == name } }.map { $0.kind }
            throw UsageError(
                "--\(name) is of another model than the \(model.kind) of rule \(ruleName), expected --model "
                    + kinds.joined(separator: " or "))
        }
        if arguments.has("initial") {
            throw UsageError("--\(name) is for a new \(model.kind), but --initial gives the one to go on with")
        }
    }

    /// Parameters that a network of single patterns has, and a memory of pairs or a sequence has not.
    private func refuseUselessOptions(_ model: any StorableModel.Type) throws {
        var (useless, what): (Set<String>, String) = ([], "pairs")
        if model is any PairModel.Type {
            useless = (type(of: rule) as? any PairRule.Type)?.parametersWithoutPairs ?? []
        } else if rule is PseudoInverseRule, model is any SequenceModel.Type {
            (useless, what) = (["zero-diagonal"], "a sequence")
        }
        let own = Set(model.parameterTable.map(\.name))
        if model.structure == .layer,
            let name = arguments.given.first(where: { rule.modelParameters[$0] != nil && !own.contains($0) })
        {
            throw UsageError("--\(name) is of another layer than \(model.kind), expected it without --model")
        }
        if let name = arguments.given.first(where: { useless.contains($0) }) {
            throw UsageError("--\(name) does not apply to \(what) by rule \(ruleName)")
        }
    }

    // MARK: - Learning

    private func setLocalOptions<Network, Rule>(_ trainer: inout Trainer<Network, Rule>, samples: Int) {
        trainer.options.epochs = arguments.integerOrDefault("epochs")
        trainer.options.shuffles = arguments.flag("shuffle")
        trainer.options.tolerance = arguments.number("tolerance")
        trainer.options.snapshotEvery = arguments.integer("snapshots")
        let schedule = arguments.textOrDefault("schedule")
        let usual = Double(samples) * (schedule == "linear" ? Double(max(1, trainer.options.epochs)) : 1)
        let time = arguments.number("schedule-time") ?? usual
        trainer.options.schedule = Schedule(named: schedule, time: time) ?? .constant
    }

    /// - Returns: false where the training was interrupted and goes on another time.
    private func learn<Network, Rule>(
        _ patterns: PatternSet, _ trainer: inout Trainer<Network, Rule>, _ checkpoint: CheckpointFile?
    ) throws -> Bool {
        if let path = arguments.text("reward") {
            let rewards = try RewardSignal.read(path, steps: patterns.count)
            trainer.modulator = { sample, _ in rewards[sample] }
        }
        var saved: TrainingState?
        if let checkpoint {
            Interruption.deferTermination()
            trainer.shouldStop = { Interruption.requested }
            saved = try checkpoint.install(in: &trainer)
        }
        let report = try learning(&trainer) { try $0.train(patterns, resuming: saved) }
        guard report.stopReason != .interrupted else {
            log.note("stopped; the same command goes on from \(arguments.text("checkpoint") ?? "")")
            return false
        }
        for warning in report.warnings { log.warn(warning) }
        for note in report.notes { log.note(note) }
        return true
    }

    /// Learns by the path that is asked for, and shows where it stands.
    func learning<Network, Rule, Result>(
        _ trainer: inout Trainer<Network, Rule>, _ body: (inout Trainer<Network, Rule>) throws -> Result
    ) rethrows -> Result {
        trainer.configureProgress(showProgress: true, compiled: !arguments.flag("reference"))
        let bar = ProgressBar(ruleName, log: log)
        trainer.progress = { step in
            bar.update(
                Progress(
                    fraction: step.total.map { Double(step.iteration) / Double($0) }, iteration: step.iteration,
                    energy: step.energy, convergence: step.convergence))
        }
        let result = try body(&trainer)
        bar.finish()
        return result
    }

    /// - Returns: the noise that this adds to the weights.
    private func makeWorse<Network, Rule>(_ start: inout TrainStart<Network, Rule>) throws -> Double {
        let noise = try start.damage(damage, workers, seed: arguments.seed)
        let stored = start.trainer.stored
        let isTheorys = (rule as? HebbianRule)?.settings.zeroDiagonal == true && stored?.coding == .bipolar
        let load = stored.map { Double($0.count) / Double($0.neurons) }
        log.note(damage.account(noise: noise, load: isTheorys ? load : nil))
        return noise
    }

    // MARK: - Writing

    private func write<Network, Rule>(_ start: TrainStart<Network, Rule>, _ noise: Double?) throws {
        let form = try form(start.trainer.model.contents)
        var document = try WeightsDocument(start.trainer, form: form, input: start.document?.patterns)
        if let spread = arguments.number("initial-weights") {
            document.training.attributes.append(("initial_weights", .real(spread)))
        }
        if let noise { document.training.attributes += damage.attributes(noise: noise) }
        let provenance = try start.provenance(arguments.record())
        try document.write(
            to: output, replacing: arguments.flag("force"), provenance: provenance, workers: workers)
    }

    /// The form asked for; nil for the usual one.
    private func form(_ contents: ModelContents) throws -> WeightsDocument.Form? {
        guard case .associative(let weights) = contents.weights else {
            if case .patterns = contents.weights, arguments.has("form") {
                throw UsageError("--form does not apply to rule \(ruleName), whose file holds the patterns alone")
            }
            if case .bits = contents.weights, arguments.has("form") {
                throw UsageError("--form does not apply to rule \(ruleName), whose weights are bits")
            }
            if arguments.has("form") {
                throw UsageError("--form does not apply to rule \(ruleName), whose weights are no outer products")
            }
            return nil
        }
        switch (arguments.textOrDefault("form"), weights) {
        case ("dense", _):
            let bytes = 4 * Double(weights.neurons) * Double(weights.neurons)
            // A stream carries the whole image of the file, which is made in memory first.
            guard !DocumentWriter.makesImage(for: output) || bytes <= 8 * 1_073_741_824 else {
                throw Failure(
                    "a matrix of \(weights.neurons) units is too large for a stream or device; name a file with -o, or use --form outer-product"
                )
            }
            return .dense
        case ("outer-product", .outerProduct): return .outerProduct
        case ("outer-product", _):
            throw Failure("these weights are a matrix and have no outer-product form; use --form dense or auto")
        default: return nil
        }
    }
}
