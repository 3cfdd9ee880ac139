import CommandKit
import Documents
import LearningRules
import Models
import Numerics
import OperatingSystem
import Patterns
import Training

/// Training of a linear or a spiking layer by a local rule: epochs, schedules, curves, checkpoints.
struct LayerJob {
    let arguments: Arguments
    let log: Log
    let output: String?
    let workers: Workers
    let rule: any LocalRule

    /// - Parameter wanted: the model asked for, or nil for that of the rule.
    func run(on wanted: String?) throws {
        let own = type(of: rule).layerKind.rawValue
        if let wanted, wanted != own {
            throw UsageError("--model is \(wanted), expected \(own) for rule \(type(of: rule).description.name)")
        }
        let document = try arguments.patterns(for: rule)
        let patterns = try prepared(document.patterns)
        let initial = try arguments.text("initial").map { try WeightsDocument.read($0) }
        // A file of other origin says nothing about its model.
        if let initial, initial.header != nil, initial.model.kind != own {
            let kind = initial.model.kind
            throw Failure(
                "\(arguments.text("initial") ?? ""): the model is \(kind), "
                    + "expected \(own) for rule \(type(of: rule).description.name)")
        }
        if initial != nil, spread != nil {
            throw UsageError("--initial-weights is for random weights, but --initial gives the weights to begin with")
        }
        let inputs = Inputs(document: document, patterns: patterns, initial: initial)
        // Weights, and what they were an epoch before.
        try MemoryDemand.check(
            8 * Double(outputs) * Double(patterns.neurons),
            work: "a layer of \(outputs) outputs and \(patterns.neurons) inputs",
            remedy: "use fewer --outputs or smaller patterns")
        switch type(of: rule).layerKind {
        case .linear:
            let layer = try weights(initial, patterns).map { LinearLayer(weights: $0) }
            try train(layer ?? newLayer(patterns), inputs)
        case .spiking:
            let dynamics = MembraneDynamics(rule.membrane ?? .defaults)
            let layer = try weights(initial, patterns).map { SpikingLayer(weights: $0, dynamics: dynamics) }
            try train(
                layer
                    ?? SpikingLayer(
                        inputs: patterns.neurons, outputs: outputs, seed: arguments.seed, spread: spread ?? 0.05,
                        dynamics: dynamics),
                inputs)
        }
    }

    /// A layer that has learned nothing, from random weights or from some of the patterns.
    private func newLayer(_ patterns: PatternSet) throws -> LinearLayer {
        guard arguments.text("start") == "samples" else {
            return LinearLayer(
                inputs: patterns.neurons, outputs: outputs, seed: arguments.seed, spread: spread ?? 0.01)
        }
        guard spread == nil else {
            throw UsageError("--initial-weights is for random weights, but --start samples begins with patterns")
        }
        guard outputs <= patterns.count else {
            throw Failure("--start samples of \(patterns.count) patterns, expected one for each of \(outputs) outputs")
        }
        return LinearLayer(samples: patterns, outputs: outputs, seed: arguments.seed)
    }

    private struct Inputs {
        let document: PatternsDocument
        let patterns: PatternSet
        let initial: WeightsDocument?
    }

    private var outputs: Int { arguments.integerOrDefault("outputs") }

    /// Of the random weights to begin with.
    private var spread: Double? { arguments.number("initial-weights") }

    /// Rows of 0/1 are time steps of spikes to a spiking rule, whatever the file calls them.
    private func prepared(_ patterns: PatternSet) throws -> PatternSet {
        guard type(of: rule).layerKind == .spiking, patterns.coding == .binary else { return patterns }
        return PatternSet(
            coding: .spikes, neurons: patterns.neurons, values: patterns.values, geometry: patterns.geometry,
            timeStep: patterns.timeStep ?? 1)
    }

    private func weights(_ initial: WeightsDocument?, _ patterns: PatternSet) throws -> Matrix? {
        guard let initial else { return nil }
        guard let matrix = initial.matrix else {
            throw Failure("\(arguments.text("initial") ?? ""): holds no matrix of weights, expected /weights")
        }
        guard matrix.columns == patterns.neurons else {
            throw Failure(
                "\(arguments.text("initial") ?? ""): /weights is \(matrix.rows)×\(matrix.columns), "
                    + "expected \(patterns.neurons) columns, one for each value of a pattern")
        }
        if let outputs = arguments.integer("outputs"), outputs != matrix.rows {
            throw UsageError("--outputs is \(outputs), but the initial weights are for \(matrix.rows) outputs")
        }
        return matrix
    }

    // MARK: - Training

    private func train<Network: PlasticModel>(_ network: Network, _ inputs: Inputs) throws {
        var trainer = LocalTrainer(network, rule: rule)
        if let initial = inputs.initial { try resume(&trainer, initial) }
        trainer.epochs = arguments.integerOrDefault("epochs")
        trainer.shuffles = arguments.flag("shuffle")
        trainer.seed = arguments.seed
        trainer.workers = workers
        trainer.smallestChange = arguments.number("tolerance")
        let time = arguments.number("schedule-time") ?? Double(inputs.patterns.count)
        trainer.schedule = Schedule(named: arguments.textOrDefault("schedule"), time: time) ?? .constant
        trainer.configureProgress(showProgress: true, compiled: !arguments.flag("reference"))
        let bar = ProgressBar(type(of: rule).description.name, log: log)
        trainer.progress = { step in
            bar.update(
                Progress(
                    fraction: step.total.map { Double(step.iteration) / Double($0) }, iteration: step.iteration,
                    energy: step.energy, convergence: step.convergence))
        }
        let checkpoints = Checkpoints(self, kind: Network.kind, key: key(inputs))
        let saved = try checkpoints.install(in: &trainer)
        let report = try trainer.train(inputs.patterns, resuming: saved)
        bar.finish()
        guard report.stopReason != "interrupted" else {
            log.note("stopped; the same command goes on from \(arguments.text("checkpoint") ?? "")")
            return
        }
        for warning in report.warnings { log.warn(warning) }
        try write(trainer, report, inputs, checkpoints.snapshots)
        try checkpoints.remove()
    }

    /// Thresholds, traces and potentials of the file that training goes on from, as far as rule and model have them.
    private func resume<Network: PlasticModel>(_ trainer: inout LocalTrainer<Network>, _ initial: WeightsDocument) throws {
        var running = trainer.model.runningState
        for (name, entry) in initial.state.entries {
            if let own = trainer.ruleState.entries[name] {
                guard own.shape == entry.shape else { throw misshapen(name, entry.shape, own.shape) }
                trainer.ruleState[name] = entry.values
            } else if let own = running.entries[name] {
                guard own.shape == entry.shape else { throw misshapen(name, entry.shape, own.shape) }
                running[name] = entry.values
            }
        }
        if !running.isEmpty { trainer.model.runningState = running }
    }

    private func misshapen(_ name: String, _ found: [Int], _ expected: [Int]) -> Failure {
        func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "×") }
        return Failure("\(arguments.text("initial") ?? ""): /\(name) is \(text(found)), expected \(text(expected))")
    }

    /// What a checkpoint belongs to: this command on these patterns.
    private func key(_ inputs: Inputs) -> String {
        "\(arguments.contentCommand(inputs: false)) \(inputs.document.patterns.contentDigest) \(inputs.initial?.header?.id ?? "")"
    }

    // MARK: - Writing

    private func write<Network: PlasticModel>(
        _ trainer: LocalTrainer<Network>, _ report: TrainingReport, _ inputs: Inputs,
        _ snapshots: [(epoch: Int, weights: Matrix)]
    ) throws {
        let model = trainer.model
        var document = WeightsDocument(
            model: WeightsDocument.Model(kind: Network.kind), form: .dense,
            content: .matrix(.values(model[keyPath: trainer.weightsPath])))
        document.model.parameters = [("inputs", .integer(model.inputCount)), ("outputs", .integer(model.outputCount))]
        if let layer = model as? SpikingLayer { document.model.parameters += layer.dynamics.attributes }
        if let step = inputs.patterns.timeStep { document.model.parameters.append(("dt", .real(step))) }
        document.state = trainer.ruleState
        for (name, entry) in model.runningState.entries {
            document.state.set(name, shape: entry.shape, entry.values)
        }
        document.inputGeometry = inputs.patterns.geometry
        document.snapshots = snapshots
        document.training = TrainingAttributes.make(
            rule, arguments, ofLayers: true, epochs: trainer.epochs, report: report,
            input: inputs.document.patterns, initial: inputs.initial?.header)
        document.training.attributes += [
            ("schedule", .text(trainer.schedule.name)), ("shuffle", .truth(trainer.shuffles)),
            ("samples", .integer(report.iterations)),
        ]
        if let spread { document.training.attributes.append(("initial_weights", .real(spread))) }
        let provenance = Provenance(command: arguments.contentCommand(inputs: false)).following(inputs.document.header)
        try document.write(
            to: output, replacing: arguments.flag("force"), provenance: provenance, workers: workers)
    }
}

extension MembraneDynamics {
    /// The parameters of a spiking layer as files hold them.
    var attributes: [(name: String, value: AttributeValue)] {
        [
            ("threshold", .real(threshold)), ("v_reset", .real(resetPotential)),
            ("leak", .real(leak)), ("refractory", .integer(refractorySteps)),
            ("inhibition", .real(inhibition)), ("winners", .integer(winners)), ("delay", .integer(delaySteps)),
        ]
    }
}
