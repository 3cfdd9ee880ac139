import CommandKit
import Documents
import LearningRules
import Models
import Numerics
import Parameters
import Patterns
import Training

/// The work of canns-recall on a layer: inputs become responses or spikes.
struct LayerResponse {
    let arguments: Arguments
    let log: Log
    let output: String?
    let workers: Workers

    /// Options that make sense for layers; all others are those of associative networks.
    private static let own: Set<String> = [
        "cues", "transpose", "output", "force", "seed", "threads", "quiet", "verbose", "history", "help", "version",
    ]

    func run(_ weights: WeightsDocument) throws {
        let source = DocumentReader.displayName(arguments.operands.first)
        for name in arguments.given where !Self.own.contains(name) {
            throw UsageError("--\(name) is for associative networks, but \(source) holds a \(weights.model.kind)")
        }
        guard let path = arguments.text("cues") else {
            throw UsageError("a \(weights.model.kind) needs inputs, expected --cues FILE")
        }
        guard let matrix = weights.matrix else { throw Failure("\(source): holds no matrix of weights") }
        let cues = try arguments.cues(path, log)
        let inputs = cues.patterns
        if cues.origin != nil { log.note("\(path): the inputs are the final states of this recall") }
        guard inputs.neurons == matrix.columns else {
            throw Failure("\(path): the patterns have \(inputs.neurons) values, the layer \(matrix.columns) inputs")
        }
        let document = ResponseDocument(
            inputs: inputs, contents: try respond(matrix, inputs, weights, path), weights: weights)
        let provenance = Provenance(command: arguments.contentCommand(inputs: false)).following(weights.header)
        try document.write(to: output, replacing: arguments.flag("force"), provenance: provenance)
    }

    private func respond(
        _ matrix: Matrix, _ inputs: PatternSet, _ weights: WeightsDocument, _ path: String
    ) throws -> ResponseDocument.Contents {
        if weights.model.kind == LinearLayer.kind {
            let layer = LinearLayer(weights: matrix)
            let responses = layer.respond(inputs.matrix, workers: workers)
            return .linear(responses: responses, reconstruction: layer.reconstruct(responses, workers: workers))
        }
        guard inputs.coding == .spikes || inputs.coding == .binary else {
            throw Failure("\(path): the patterns are \(inputs.coding.rawValue), expected spikes: rows of 0 and 1")
        }
        var layer = SpikingLayer(weights: matrix, dynamics: try dynamics(weights.model))
        let run = layer.run(inputs, recordsPotentials: true)
        return .spiking(spikes: run.spikes, potentials: run.potentials, rates: run.rates)
    }
}

extension LayerResponse {
    /// The parameters of a spiking layer; those that the file does not have keep their defaults.
    ///
    /// - Throws: `Failure` for a value that no layer has.
    private func dynamics(_ model: WeightsDocument.Model) throws -> MembraneDynamics {
        var given: [String: ParameterValue] = [:]
        for parameter in MembraneParameters.parameterTable {
            given[parameter.name] = model.value(parameter.attributeName)?.parameterValue(parameter.kind)
        }
        do { return MembraneDynamics(try MembraneParameters(given)) } catch {
            throw Failure("\(DocumentReader.displayName(arguments.operands.first)): /model: \(error)")
        }
    }
}
