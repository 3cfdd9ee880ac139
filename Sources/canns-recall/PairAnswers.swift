import CommandKit
import Documents
import Models
import Numerics
import Patterns

/// The work of canns-recall on a memory of pairs: cues are answered by partners.
struct PairAnswers {
    let arguments: Arguments
    let log: Log
    let output: String?
    let workers: Workers
    /// The name of the weights, for messages.
    let source: String

    /// Options that make sense for pairs beside parameters of the model; all others are those of networks.
    private static let own: Set<String> = [
        "cues", "transpose", "repeat", "winners", "flip", "flip-count", "occlude", "fill", "noise", "both", "steps",
        "history",
        "report", "report-format", "output", "force", "seed", "threads", "quiet", "verbose", "help", "version",
    ]

    /// Refuses what makes no sense for pairs.
    static func check(_ arguments: Arguments, _ model: any StorableModel.Type, _ source: String) throws {
        let parameters = replaceable(model).map(\.name)
        for name in arguments.given where !own.contains(name) && !parameters.contains(name) {
            throw UsageError("--\(name) is for networks, but \(source) holds a \(model.kind), which answers at once")
        }
        try arguments.require("both", with: "steps")
    }

    func run(_ stored: some PairModel, _ weights: WeightsDocument, _ cues: RecallCues) throws {
        let model = try choosingWinners(stored)
        let times = arguments.integerOrDefault("repeat")
        let trials = Double(cues.patterns.count) * Double(times)
        try MemoryDemand.check(
            trials * Double(8 * model.inputCount + 8 * model.outputCount + 4 * model.keys.count),
            work: "a recall of \(cues.patterns.count) × \(times) cues",
            remedy: "give fewer with --cues FILE, or use a smaller --repeat"
        )
        var cues = cues.repeated(times)
        let pairs: PairRecall
        do {
            cues.patterns = try cues.patterns.damaged(by: arguments.damages(), seed: arguments.seed)
            pairs = try model.recall(cues.patterns, toAndFro: arguments.flag("both"), options: options)
        } catch let error as DamageError {
            throw Failure("\(cues.source): \(error)")
        } catch let error as RecallError {
            throw Failure("\(cues.source): \(error)")
        }
        let document = document(weights, model, cues, pairs)
        let provenance = try Provenance(arguments.record()).reading(weights.header, at: arguments.operands.first)
        try document.write(to: output, replacing: arguments.flag("force"), provenance: provenance)
        let activation: Activation = model.targets.coding.isGraded ? .identity : .sign
        let judge = RecallJudge(document, activation, steps: max(1, options.steps), idle: [])
        try arguments.report(judge)
        for line in RecallSummary(judge, temperature: 1, weights: arguments.operands.first ?? "WEIGHTS").lines {
            log.note(line)
        }
    }

    /// A memory whose answers have as many active units as `--winners` says.
    private func choosingWinners<Memory: PairModel>(_ model: Memory) throws -> Memory {
        guard let count = arguments.integer("winners") else { return model }
        guard var memory = model as? WillshawMemory else {
            throw UsageError("--winners does not apply to a \(Memory.kind), which \(source) holds")
        }
        guard count <= memory.outputCount else {
            throw UsageError("--winners is \(count), expected a whole number from 1 to \(memory.outputCount)")
        }
        memory.winners = count
        return memory as? Memory ?? model
    }

    private var options: RecallOptions {
        var options = RecallOptions()
        options.steps = arguments.integerOrDefault("steps")
        options.keepsHistory = arguments.flag("history")
        options.workers = workers
        return options
    }

    private func document(
        _ weights: WeightsDocument, _ model: some PairModel, _ cues: RecallCues, _ pairs: PairRecall
    ) -> RecallDocument {
        let isToAndFro = arguments.flag("both")
        let overlap = OverlapMeasure(pairs.answers, model.targets)
            .matrix(pairs.answers, model.targets, span: pairs.answers.coding.span, workers: workers)
        return RecallDocument(
            weights: weights, cues: cues.patterns, target: cues.target, pairs: pairs, isToAndFro: isToAndFro,
            overlap: overlap,
            parameters: [
                ("both", .truth(isToAndFro)), ("steps", .integer(isToAndFro ? options.steps : 1)),
                ("seed", .integer(Int(arguments.seed))),
            ] + arguments.damageAttributes)
    }
}
