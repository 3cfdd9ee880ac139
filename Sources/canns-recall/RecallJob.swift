import CommandKit
import Documents
import Models
import Numerics
import Patterns
import Training

/// The work of canns-recall: weights and cues become final states.
struct RecallJob {
    private let arguments: Arguments
    private let log: Log
    private let output: String?
    private let workers: Workers

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        workers = arguments.threads.map(Workers.init(count:)) ?? .all
        try arguments.refuseTogether("flip", "flip-count")
        try arguments.require("occlude", with: "fill")
        try arguments.require("report", with: "report-format")
        if arguments.text("report") == "-", (arguments.text("output") ?? "-") == "-" {
            throw UsageError("--report and --output both go to standard output, expected a file for one of them")
        }
        output = try arguments.binaryOutput()
        _ = try arguments.checkedOutput("report")
    }

    func run() throws {
        let weights = try WeightsDocument.read(arguments.operands.first)
        if let objection = weights.model.objection { throw Failure("\(source): \(objection)") }
        if weights.model.kind == AmariHopfieldNetwork.kind { return try recall(weights) }
        try LayerResponse(arguments: arguments, log: log, output: output, workers: workers).run(weights)
    }

    private var source: String { DocumentReader.displayName(arguments.operands.first) }

    private func recall(_ weights: WeightsDocument) throws {
        let associative = try weights.associativeWeights(workers: workers)
        if let remark = weights.remark(on: associative) { log.warn("\(source): \(remark)") }
        let (cues, target) = try cues(weights, neurons: associative.neurons)
        let network = AmariHopfieldNetwork(
            weights: associative, activation: try activation(cues, weights), order: order,
            threshold: Float(arguments.numberOrDefault("threshold")),
            temperature: Float(arguments.numberOrDefault("temperature")))
        let recall = try relax(network, cues)
        let overlap = weights.patterns.flatMap { stored in
            stored.neurons == cues.neurons ? recall.overlaps(with: stored, workers: workers) : nil
        }
        let document = RecallDocument(
            weights: weights, cues: cues, target: target, recall: recall, overlap: overlap,
            parameters: parameters(network))
        let provenance = Provenance(command: arguments.contentCommand(inputs: false)).following(weights.header)
        try document.write(to: output, replacing: arguments.flag("force"), provenance: provenance)
        let table = RecallTable(document)
        if arguments.has("report") {
            try arguments.write(
                table.text(json: arguments.textOrDefault("report-format") == "json"), to: "report")
        }
        for line in table.summary { log.note(line) }
    }

    private var order: UpdateOrder { UpdateOrder(rawValue: arguments.textOrDefault("update")) ?? .synchronous }

    // MARK: - Cues

    /// The damaged cues, and for each the index of the stored pattern it was made of, -1 for none.
    private func cues(_ weights: WeightsDocument, neurons: Int) throws -> (PatternSet, [Int32]) {
        var cues: PatternSet
        var target: [Int32]
        if let path = arguments.text("cues") {
            cues = try PatternsDocument.read(path).patterns
            guard cues.neurons == neurons else {
                throw Failure("\(path): the cues have \(cues.neurons) units, the network \(neurons)")
            }
            target = cues.names.map { name in Int32(weights.patterns?.index(named: name) ?? -1) }
        } else {
            guard let stored = weights.patterns, stored.neurons == neurons else {
                throw Failure(
                    "\(source): keeps no patterns to use as cues; give some with --cues FILE"
                )
            }
            cues = stored
            target = (0..<stored.count).map { Int32($0) }
        }
        let times = arguments.integerOrDefault("repeat")
        if times > 1 {
            let order = (0..<cues.count).flatMap { [Int](repeating: $0, count: times) }
            cues = cues.selecting(order)
            target = order.map { target[$0] }
        }
        do { cues = try cues.damaged(by: try damages(), seed: arguments.seed) } catch let error as DamageError {
            throw Failure("\(arguments.text("cues") ?? source): \(error)")
        }
        return (cues, target)
    }

    private func damages() throws -> [Damage] {
        var damages: [Damage] = []
        if let probability = arguments.number("flip") { damages.append(.flip(probability: probability)) }
        if let count = arguments.integer("flip-count") { damages.append(.flipCount(count)) }
        if let deviation = arguments.number("noise") { damages.append(.noise(deviation: deviation)) }
        if let text = arguments.text("occlude") {
            guard let region = Region(text) else {
                throw UsageError(
                    "--occlude is \(text), expected left, right, top, bottom or X,Y,WxH such as 10,20,32x32")
            }
            let filling = Damage.Filling(rawValue: arguments.textOrDefault("fill")) ?? .zero
            damages.append(.occlude(region, filling))
        }
        return damages
    }

    // MARK: - Dynamics

    private func activation(_ cues: PatternSet, _ weights: WeightsDocument) throws -> Activation {
        let isBinary = cues.coding == .binary || cues.coding == .spikes
        switch arguments.textOrDefault("activation") {
        case "tanh": return .tanh
        case "sigmoid": return .sigmoid
        case "glauber": return .glauber
        case "winners":
            let mean = weights.patterns.map { Int(($0.mean * Double($0.neurons)).rounded()) }
            let count = arguments.integer("winners") ?? mean ?? 0
            guard (1...cues.neurons).contains(count) else {
                throw UsageError("--winners is \(count), expected a whole number from 1 to \(cues.neurons)")
            }
            return .winners(count)
        default: return isBinary ? .step : .sign
        }
    }

    private func relax(_ network: AmariHopfieldNetwork, _ cues: PatternSet) throws -> Recall {
        var trainer = try HebbianTrainer(network)
        trainer.options.steps = arguments.integerOrDefault("steps")
        trainer.options.seed = arguments.seed
        trainer.options.keepsHistory = arguments.flag("history")
        trainer.options.workers = workers
        let bar = ProgressBar("recall", log: log)
        trainer.progress = { step in
            bar.update(
                Progress(
                    fraction: step.convergence, iteration: step.iteration, energy: step.energy,
                    convergence: step.convergence))
        }
        trainer.configureProgress(showProgress: true, compiled: !arguments.flag("reference"))
        defer { bar.finish() }
        return try trainer.predictBatch(cues)
    }

    private func parameters(_ network: AmariHopfieldNetwork) -> [(name: String, value: AttributeValue)] {
        [
            ("activation", .text("\(network.activation)")), ("update", .text(network.order.rawValue)),
            ("threshold", .real(network.threshold)), ("temperature", .real(network.temperature)),
            ("steps", .integer(arguments.integerOrDefault("steps"))), ("seed", .integer(Int(arguments.seed))),
        ] + damageParameters
    }

    /// The damage that was asked for, each kind under the name of its option.
    private var damageParameters: [(name: String, value: AttributeValue)] {
        var given: [(name: String, value: AttributeValue)] = []
        if let probability = arguments.number("flip") { given.append(("flip", .real(probability))) }
        if let count = arguments.integer("flip-count") { given.append(("flip_count", .integer(count))) }
        if let deviation = arguments.number("noise") { given.append(("noise", .real(deviation))) }
        if let region = arguments.text("occlude") {
            given += [("occlude", .text(region)), ("fill", .text(arguments.textOrDefault("fill")))]
        }
        return given
    }
}
