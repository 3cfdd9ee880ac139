import CommandKit
import Documents
import LearningRules
import Models
import Numerics
import Patterns
import Training

/// The work of canns-train: patterns and a rule become weights.
struct TrainJob {
    private let arguments: Arguments
    private let log: Log
    private let output: String?
    private let workers: Workers
    private let rule: any LearningRule

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        workers = arguments.threads.map(Workers.init(count:)) ?? .all
        let name = arguments.textOrDefault("rule")
        guard let type = RuleRegistry.rule(named: name) else { throw UsageError("there is no rule \(name)") }
        rule = try arguments.rule(type)
        if arguments.has("unlearn"), !arguments.has("initial") { throw UsageError("--unlearn needs --initial FILE") }
        output = try arguments.binaryOutput()
    }

    func run() throws {
        let kind = arguments.text("model")
        if let rule = rule as? any LocalRule, !(rule is any OuterProductRule) || kind == LinearLayer.kind {
            return try LayerJob(arguments: arguments, log: log, output: output, workers: workers, rule: rule)
                .run(on: kind)
        }
        for name in layerOptions where arguments.has(name) {
            throw UsageError("--\(name) is for layers; rule \(ruleName) trains an \(AmariHopfieldNetwork.kind)")
        }
        let table = type(of: rule).parameterTable
        for parameter in table where parameter.isOfLayers && arguments.has(parameter.name) {
            throw UsageError(
                "--\(parameter.name) is for layers; rule \(ruleName) in an \(AmariHopfieldNetwork.kind) network has "
                    + table.filter { !$0.isOfLayers }.map { "--\($0.name)" }.joined(separator: ", "))
        }
        if let kind, kind != AmariHopfieldNetwork.kind {
            let own = AmariHopfieldNetwork.kind + (rule is any LocalRule ? " or \(LinearLayer.kind)" : "")
            throw UsageError("--model is \(kind), expected \(own) for rule \(ruleName)")
        }
        if let rule = rule as? any PatternRule { return try trainMatrix(rule) }
        guard let rule = rule as? any OuterProductRule else {
            throw UsageError("rule \(ruleName) cannot be trained here")
        }
        try trainAssociative(rule)
    }

    private var ruleName: String { type(of: rule).description.name }

    // MARK: - Associative memory

    private func trainAssociative(_ rule: some OuterProductRule) throws {
        let initial = try initial()
        var weights = try weights(of: initial)
        for name in arguments.texts("unlearn") { weights = try unlearn(name, from: weights) }
        var patterns: PatternsDocument?
        var report: TrainingReport?
        if !arguments.has("unlearn") || !arguments.operands.isEmpty {
            let document = try arguments.patterns(for: rule, onto: initial?.patterns)
            patterns = document
            (weights, report) = try learn(document.patterns, rule, onto: weights)
        }
        guard let weights else { throw Failure("nothing to learn from, expected patterns") }
        try write(weights, report, initial, patterns)
    }

    /// The file to go on from, if one is named.
    private func initial() throws -> WeightsDocument? {
        guard let path = arguments.text("initial") else { return nil }
        let document = try WeightsDocument.read(path)
        for remark in document.remarks { log.note("\(path): \(remark)") }
        if document.header != nil, document.model.kind != AmariHopfieldNetwork.kind {
            throw Failure("\(path): the model is \(document.model.kind), expected \(AmariHopfieldNetwork.kind)")
        }
        return document
    }

    private func weights(of initial: WeightsDocument?) throws -> AssociativeWeights? {
        guard let initial else { return nil }
        let weights = try initial.trainableWeights(workers: workers)
        if let remark = initial.remark(on: weights) { log.warn("\(arguments.text("initial") ?? ""): \(remark)") }
        return weights
    }

    private func unlearn(_ name: String, from weights: AssociativeWeights?) throws -> AssociativeWeights {
        guard case .outerProduct(let memory)? = weights else {
            throw Failure(
                "\(arguments.text("initial") ?? ""): the file does not keep the patterns it was made of, so none can be unlearned by name"
            )
        }
        do { return .outerProduct(try AntiHebbianRule.unlearning(name, from: memory)) } catch let error as LearningError
        {
            throw Failure("\(arguments.text("initial") ?? ""): \(error)")
        }
    }

    private func learn<Rule: OuterProductRule>(
        _ patterns: PatternSet, _ rule: Rule, onto weights: AssociativeWeights?
    ) throws -> (AssociativeWeights, TrainingReport) {
        try checkSize(weights, patterns)
        var trainer = AssociativeTrainer(
            AmariHopfieldNetwork(weights: weights ?? .empty(neurons: patterns.neurons)), rule: rule)
        trainer.options.workers = workers
        let report = try trainer.train(patterns)
        for warning in report.warnings { log.warn(warning) }
        return (trainer.model.weights, report)
    }

    /// Rules that make the whole matrix.
    private func trainMatrix(_ rule: some PatternRule) throws {
        let initial = try initial()
        let document = try arguments.patterns(for: rule, onto: initial?.patterns)
        let weights = try weights(of: initial)
        try checkSize(weights, document.patterns)
        var trainer = PatternTrainer(
            AmariHopfieldNetwork(weights: weights ?? .empty(neurons: document.patterns.neurons)), rule: rule)
        trainer.stored = initial?.patterns
        if let initial { trainer.state = initial.state }
        trainer.options.workers = workers
        trainer.seed = arguments.seed
        trainer.configureProgress(showProgress: true, compiled: !arguments.flag("reference"))
        let bar = ProgressBar(ruleName, log: log)
        trainer.progress = { step in
            bar.update(
                Progress(
                    fraction: step.total.map { Double(step.iteration) / Double($0) }, iteration: step.iteration,
                    convergence: step.convergence))
        }
        let report = try trainer.train(document.patterns)
        bar.finish()
        for warning in report.warnings { log.warn(warning) }
        try write(trainer.model.weights, report, initial, document, stored: trainer.stored, state: trainer.state)
    }

    private func checkSize(_ weights: AssociativeWeights?, _ patterns: PatternSet) throws {
        guard let weights, weights.neurons != patterns.neurons else { return }
        throw Failure(
            "\(arguments.text("initial") ?? ""): the weights are for \(weights.neurons) units, "
                + "the patterns have \(patterns.neurons)")
    }

    // MARK: - Writing

    private func write(
        _ weights: AssociativeWeights, _ report: TrainingReport?, _ initial: WeightsDocument?,
        _ patterns: PatternsDocument?, stored: PatternSet? = nil, state: NamedArrays = NamedArrays()
    ) throws {
        let content: WeightsDocument.Content
        switch weights {
        case .outerProduct(let memory): content = .memory(memory)
        case .dense(let matrix): content = .matrix(.values(matrix))
        case .stored, .empty: throw Failure("weights that stay in their file cannot be trained")
        }
        var document = WeightsDocument(
            model: WeightsDocument.Model(kind: AmariHopfieldNetwork.kind), form: try form(weights), content: content,
            patterns: stored ?? patterns?.patterns, state: state)
        document.model.parameters = [("neurons", .integer(weights.neurons))]
        document.training = TrainingAttributes.make(
            rule, arguments, ofLayers: false, epochs: 1, report: report, input: patterns?.patterns,
            initial: initial?.header)
        let header = patterns?.header ?? initial?.header
        let provenance = Provenance(command: arguments.contentCommand(inputs: false)).following(header)
        try document.write(
            to: output, replacing: arguments.flag("force"), provenance: provenance, workers: workers)
    }

    private func form(_ weights: AssociativeWeights) throws -> WeightsDocument.Form {
        let neurons = Double(weights.neurons)
        switch (arguments.textOrDefault("form"), weights) {
        case ("dense", _):
            // A stream carries the whole image of the file, which is made in memory first.
            guard !DocumentWriter.makesImage(for: output) || neurons * neurons * 4 <= 8 * 1_073_741_824 else {
                throw Failure(
                    "a matrix of \(weights.neurons) units is too large for a stream or device; name a file with -o, or use --form outer-product"
                )
            }
            return .dense
        case ("outer-product", .outerProduct): return .outerProduct
        case ("outer-product", _):
            throw Failure("these weights are a matrix and have no outer-product form; use --form dense or auto")
        case (_, .outerProduct):
            return neurons * neurons * 4 <= Double(WeightsDocument.denseLimit) ? .dense : .outerProduct
        default: return .dense
        }
    }
}
