import CommandKit
import Documents
import Models
import Numerics
import Patterns

/// The work of canns-recall on a layer: inputs become responses or spikes.
struct LayerResponse {
    let arguments: Arguments
    let log: Log
    let output: String?
    let workers: Workers

    /// Options that make sense for layers; all others are those of associative networks.
    private static let own: Set<String> = [
        "cues", "transpose", "output", "force", "seed", "threads", "quiet", "verbose", "history", "help", "version",
        "potentials",
    ]

    /// Refuses what makes no sense for layers.
    static func check(_ arguments: Arguments, _ kind: String, _ source: String) throws {
        for name in arguments.given where !own.contains(name) {
            throw UsageError("--\(name) is for associative networks, but \(source) holds a \(kind)")
        }
        guard arguments.has("cues") else {
            throw UsageError("a \(kind) needs inputs, expected --cues FILE")
        }
    }

    func run(_ model: some Model, _ weights: WeightsDocument) throws {
        let path = arguments.text("cues") ?? ""
        let cues = try arguments.cues(path, log)
        let inputs = cues.patterns
        if cues.origin != nil { log.note("\(path): the inputs are the final states of this recall") }
        guard inputs.neurons == model.inputCount else {
            throw Failure(
                "\(path): the patterns have \(inputs.neurons) values, the layer \(model.inputCount) inputs")
        }
        let kept = try keptOutputs(model)
        let document = ResponseDocument(
            inputs: inputs, contents: try respond(model, inputs, path, kept),
            keptOutputs: kept.count == model.outputCount ? nil : kept, weights: weights)
        let provenance = try Provenance(arguments.record()).reading(weights.header, at: arguments.operands.first)
        try document.write(to: output, replacing: arguments.flag("force"), provenance: provenance)
    }

    /// The outputs whose potentials are recorded: of a layer all, of a network, whose units are many, none unless they are
    /// asked for.
    private func keptOutputs(_ model: some Model) throws -> [Int] {
        let all = Array(0..<model.outputCount)
        switch arguments.text("potentials") ?? (model is any ConnectionModel ? "none" : "all") {
        case "all": return all
        case "none": return []
        case let list:
            let outputs = try NumberList.numbers(list, option: "potentials").sorted()
            guard let last = outputs.last, last < all.count else {
                throw Failure(
                    "--potentials: there is no output \(outputs.last ?? 0), expected numbers from 0 to \(all.count - 1)"
                )
            }
            return outputs
        }
    }

    private func respond(
        _ model: some Model, _ inputs: PatternSet, _ path: String, _ kept: [Int]
    ) throws -> ResponseDocument.Contents {
        var setting = ResponseSetting()
        setting.workers = workers
        setting.seed = arguments.seed
        switch model {
        case let layer as any LinearModel:
            let responses = try layer.respond(to: inputs, setting)
            return .linear(responses: responses, reconstruction: layer.reconstruct(responses, workers: workers))
        case var layer as any SpikingModel:
            guard inputs.coding == .spikes || inputs.coding == .binary else {
                throw Failure("\(path): the patterns are \(inputs.coding.rawValue), expected spikes: rows of 0 and 1")
            }
            try layer.setTimeStep(inputs.timeStep)
            let run = layer.run(inputs, potentialsOf: kept)
            return .spiking(spikes: run.spikes, potentials: run.potentials, rates: run.rates)
        default:
            guard let responses = try model.respond(to: inputs, setting) as? Matrix else {
                throw Failure("a \(type(of: model).kind) answers in a way that files do not have")
            }
            return .linear(responses: responses, reconstruction: nil)
        }
    }
}
