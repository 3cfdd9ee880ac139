import CommandKit
import Documents
import Models
import Numerics
import Patterns

/// The work of canns-recall: weights and cues become final states.
struct RecallJob {
    private let arguments: Arguments
    private let log: Log
    private let output: String?
    private let workers: Workers
    /// The processes that share the work; nil for one alone.
    private let sharing: (any RecallSharing)?

    init(_ arguments: Arguments, sharing: (any RecallSharing)? = nil) throws {
        self.arguments = arguments
        self.sharing = sharing
        log = Log(arguments)
        workers = arguments.threads.map(Workers.init(count:)) ?? (sharing == nil ? .all : .single)
        try arguments.refuseTogether("flip", "flip-count")
        try arguments.require("occlude", with: "fill")
        try arguments.require("report", with: "report-format")
        try arguments.require("history", with: "every")
        try arguments.refuseTogether("threshold", "thresholds")
        if arguments.text("report") == "-", (arguments.text("output") ?? "-") == "-" {
            throw UsageError("--report and --output both go to standard output, expected a file for one of them")
        }
        if arguments.operands.isEmpty { try arguments.refuseOneStreamTwice(absent: "WEIGHTS") }
        try sharing?.check(arguments)
        guard sharing?.isFirst != false else {
            output = nil
            return
        }
        output = try arguments.binaryOutput()
        _ = try arguments.checkedOutput("report")
    }

    func run() throws {
        let weights = try WeightsDocument.read(
            arguments.operands.first, patternsStayingFrom: WeightsDocument.largestPatterns)
        for remark in weights.remarks { log.note("\(source): \(remark)") }
        guard let model = ModelRegistry.model(of: weights.model.kind) else {
            throw Failure("\(source): \(weights.model.objection ?? "the model is not known")")
        }
        try answer(weights, model)
    }

    /// A model that recalls completes cues; another one responds to inputs.
    private func answer<Network: StorableModel>(_ weights: WeightsDocument, _ type: Network.Type) throws {
        if arguments.has("potentials"), !(type is any SpikingModel.Type) {
            throw UsageError("--potentials is for spiking layers and networks, but \(source) holds a \(Network.kind)")
        }
        if type is any PairModel.Type {
            try PairAnswers.check(arguments, type, source)
        } else if !(Network.self is any RecallingModel.Type) {
            try LayerResponse.check(arguments, Network.kind, source)
        }
        try arguments.refuseOptions(notFor: Network.kind, kind: "model")
        let parameters = try arguments.values(of: replaceable(type))
        var model: Network
        do { model = try weights.model(as: type, with: parameters, workers: workers) } catch let error as DocumentError
        {
            throw Failure("\(source): \(error)")
        }
        if let sharing { model = try sharing.share(model, source) }
        if let memory = model as? any SeparationModel,
            let foreign = memory.foreignParameters(among: parameters.keys.sorted()).first
        {
            let own = memory.ownParameters.map { "--\($0)" }.joined(separator: ", ")
            throw UsageError(
                "--\(foreign) is not of the separation of \(source), which has \(own.isEmpty ? "none" : own)")
        }
        if !parameters.isEmpty { tellOfBeta(model) }
        let weights = parameters.isEmpty ? weights : weights.replacingParameters(model)
        if let model = model as? any PairModel {
            let pairs = PairAnswers(arguments: arguments, log: log, output: output, workers: workers, source: source)
            return try pairs.run(model, weights, try cues(weights.patterns, neurons: model.inputCount))
        }
        if let model = model as? any RecallingModel & StorableModel { return try recall(model, weights) }
        try LayerResponse(arguments: arguments, log: log, output: output, workers: workers).run(model, weights)
    }

    /// Products in a comparison of all stored patterns with each other, at most: a second or two.
    private static let mostPairs = 2e11

    /// What another separation, similarity or beta than that of the file makes of the memory.
    private func tellOfBeta(_ model: some StorableModel) {
        for remark in (model as? any PatternMemoryModel)?.remarks ?? [] { log.note("\(source): \(remark)") }
        guard let memory = model as? DenseAssociativeMemory else { return }
        let pairs = Double(memory.keys.count) * Double(memory.keys.count) * Double(memory.keys.neurons)
        guard pairs <= Self.mostPairs else {
            if arguments.has("beta") {
                log.note(
                    "\(source): whether this beta keeps all \(memory.keys.count) patterns apart is not looked at, which "
                        + "would compare each with each; canns-train --beta does")
            }
            return
        }
        do {
            if let melting = try memory.melting(workers: workers) {
                log.warn("\(source): \(melting)")
            }
        } catch { log.warn("\(source): \(error)") }
    }

    private var source: String { DocumentReader.displayName(arguments.operands.first) }

    private func recall<Network: RecallingModel & StorableModel>(
        _ model: Network, _ weights: WeightsDocument
    ) throws {
        if arguments.has("both") {
            throw UsageError("--both is for memories of pairs, but \(source) holds a \(Network.kind)")
        }
        if case .associative(let associative) = model.contents.weights, let remark = weights.remark(on: associative) {
            log.warn("\(source): \(remark)")
        }
        let stored = weights.patterns.flatMap { $0.neurons == model.inputCount ? $0 : nil }
        var cues = try cues(stored, neurons: model.inputCount)
        let record = arguments.record(as: sharing == nil ? nil : recallCommand.name)
        try sharing?.agree(on: "\(record.line) \(weights.header?.id ?? "") \(cues.patterns.contentDigest)")
        let dynamics = try RecallDynamics(
            arguments, model, stored: stored, cues: cues, source: source, workers: workers, log: log)
        let times = arguments.integerOrDefault("repeat")
        try RecallSize(
            cues: cues.patterns, times: times, stored: stored?.count ?? 0, dynamics: dynamics.network,
            steps: dynamics.steps, keepsHistory: arguments.flag("history"),
            interval: arguments.integerOrDefault("every")
        ).check()
        cues = cues.repeated(times)
        let damages = try arguments.damages()
        let recall: Recall
        do {
            cues.patterns = try cues.patterns.damaged(by: damages, seed: arguments.seed)
            recall = try relax(dynamics, cues, stored)
        } catch let error as DamageError {
            throw Failure("\(cues.source): \(error)")
        } catch let error as RecallError {
            throw Failure("\(cues.source): \(error)")
        }
        let overlap = stored.map { recall.overlaps(with: $0, workers: workers) }
        var document = RecallDocument(
            weights: weights, cues: cues.patterns, target: cues.target, recall: recall, overlap: overlap,
            parameters: dynamics.attributes(arguments) + arguments.damageAttributes)
        let followers = (model as? any SequenceModel)?.followers
        if followers != nil {
            document.matches = stored.map { recall.matches($0, workers: workers) }
            document.thinHistory(every: arguments.integerOrDefault("every"))
        }
        if !arguments.flag("history") { document.history = nil }
        document.unitThresholds = (dynamics.network as? any UnitThresholdModel)?.thresholds
        if let stored, stored.coding.isGraded {
            let targets = (0..<cues.patterns.count).map { document.targetIndex($0) }
            document.likeness = PictureLikeness(recall.final, stored, targets: targets, workers: workers)
        }
        try stored?.storedLevels?.check()
        let provenance = try Provenance(record).reading(weights.header, at: arguments.operands.first)
        if sharing?.isFirst != false {
            try document.write(to: output, replacing: arguments.flag("force"), provenance: provenance)
        }
        let judge = RecallJudge(
            document, dynamics.network.activation, steps: dynamics.steps,
            idle: try idleTrials(recall, dynamics.network))
        if sharing?.isFirst != false { try arguments.report(judge) }
        if let followers, let matches = document.matches {
            return log.note(SequenceSummary(matches, followers: followers).text)
        }
        let summary = RecallSummary(
            judge, temperature: dynamics.temperature, weights: arguments.operands.first ?? "WEIGHTS")
        for line in summary.lines { log.note(line) }
    }

    /// The cues as they are before damage.
    private func cues(_ stored: PatternSet?, neurons: Int) throws -> RecallCues {
        if let path = arguments.text("cues") {
            return try RecallCues(
                arguments.cues(path, log, expecting: stored?.coding), path, stored: stored, neurons: neurons, log: log)
        }
        guard let stored else {
            throw Failure("\(source): keeps no patterns to use as cues; give some with --cues FILE")
        }
        return RecallCues(stored: stored, source: source)
    }

    private func relax(
        _ dynamics: RecallDynamics<some RecallingModel>, _ cues: RecallCues, _ stored: PatternSet?
    ) throws -> Recall {
        var options = RecallOptions()
        options.annealing = try arguments.annealing(dynamics.annealed, unit: dynamics.temperatureUnit ?? 1)
        options.goal = try arguments.goal(stored: stored, targets: cues.target, cues.source)
        options.steps = dynamics.steps
        options.seed = arguments.seed
        // The order of a sequence is told from its states.
        let isSequence = (dynamics.network as? any SequenceModel)?.followers != nil
        options.keepsHistory = arguments.flag("history") || isSequence
        options.historyInterval = isSequence ? 1 : arguments.integerOrDefault("every")
        options.workers = workers
        let (bar, count) = (ProgressBar("recall", log: log), cues.patterns.count)
        options.progress = { step, moving, energy in
            let rested = Double(count - moving) / Double(max(1, count))
            bar.update(Progress(fraction: rested, iteration: step, energy: energy, convergence: rested))
        }
        defer { bar.finish() }
        let network = dynamics.network
        return arguments.flag("reference")
            ? try network.recallStepByStep(cues.patterns, options: options)
            : try network.recall(cues.patterns, options: options)
    }

    /// Trials whose last state gives no unit a field, as where the weights are 0: nothing was recalled, whatever the
    /// state is. Their energy is that of the threshold alone.
    private func idleTrials(_ recall: Recall, _ model: some RecallingModel) throws -> Set<Int> {
        guard let network = model as? any AssociativeModel, (model as? any UnitThresholdModel)?.thresholds == nil
        else { return [] }
        let suspects = (0..<recall.final.count).filter { trial in
            let bias = network.threshold == 0 ? 0 : recall.final.row(trial).reduce(0.0) { $0 + Double($1) }
            let last = recall.energy.row(trial).last { !$0.isNaN }
            return last == Float(Double(network.threshold) * bias)
        }
        guard !suspects.isEmpty else { return [] }
        let fields = try network.fields(of: recall.final.selecting(suspects), workers: workers)
        return Set(suspects.indices.filter { fields.row($0).allSatisfy { $0 == 0 } }.map { suspects[$0] })
    }
}

extension Arguments {
    /// Writes the table of `--report`, where it was asked for.
    func report(_ judge: RecallJudge) throws {
        guard has("report") else { return }
        let isJSON = textOrDefault("report-format") == "json"
        try write(RecallTable(judge.results).text(json: isJSON), to: "report")
    }

    /// What the options of the group Damage ask for.
    func damages() throws -> [Damage] {
        var damages: [Damage] = []
        if let probability = number("flip") { damages.append(.flip(probability: probability)) }
        if let count = integer("flip-count") { damages.append(.flipCount(count)) }
        if let deviation = number("noise") { damages.append(.noise(deviation: deviation)) }
        if let text = text("occlude") {
            guard let region = Region(text) else {
                throw UsageError(
                    "--occlude is \(text), expected left, right, top, bottom or X,Y,WxH such as 10,20,32x32")
            }
            damages.append(.occlude(region, Damage.Filling(rawValue: textOrDefault("fill")) ?? .zero))
        }
        return damages
    }

    /// The damage that was asked for, each kind under the name of its option.
    var damageAttributes: [(name: String, value: AttributeValue)] {
        var given: [(name: String, value: AttributeValue)] = []
        if let probability = number("flip") { given.append(("flip", .real(probability))) }
        if let count = integer("flip-count") { given.append(("flip_count", .integer(count))) }
        if let deviation = number("noise") { given.append(("noise", .real(deviation))) }
        if let region = text("occlude") {
            given += [("occlude", .text(region)), ("fill", .text(textOrDefault("fill")))]
        }
        return given
    }
}
