import LearningRules
import Models
import Neurons
import Numerics
import Patterns
import Training

/// Learning sample by sample and step by step, from inside.
struct LayerKernels {
    let limits: Limits
    let rounds: Int

    func samples(_ count: Int, inputs: Int) -> PatternSet {
        var random = RandomStream(seed: 4, purpose: "bench samples")
        return PatternSet(
            Matrix(rows: count, columns: inputs, values: (0..<count * inputs).map { _ in Float(random.nextNormal()) }))
    }

    /// The rules by samples, with rates that keep them stable here, and their numbers of outputs.
    static func rules() throws -> [(name: String, rule: any LocalRule, outputs: Int)] {
        [
            ("Oja", try OjaRule(["learning-rate": .number(1e-4)]), 64),
            ("Sanger", try SangerRule(["learning-rate": .number(1e-4)]), 64),
            ("BCM", try BCMRule(["learning-rate": .number(1e-6)]), 256),
        ]
    }

    func measure(_ table: inout ResultTable) throws {
        let inputs = 4096
        let samples = samples(2000, inputs: inputs)
        for (name, rule, outputs) in try Self.rules() {
            let training = training(rule, outputs: outputs, inputs: inputs, samples)
            let time = try alternating(
                rounds: rounds, [training, { limits.product() }])
            let rate = 4 * Double(outputs * inputs * samples.count) / time[0] / 1e9
            table.add(
                "Learning, 4096 inputs, 2000 samples", "\(name), \(outputs) outputs, 4·outputs·inputs a sample",
                rate: rate, "Gflop/s", of: "sgemm", limits.productOperations / time[1] / 1e9, atLeast: 0.5)
        }
        try spikes(&table)
    }

    /// The training of a fresh layer; making its random weights is no part of what is measured.
    func training(_ rule: some LocalRule, outputs: Int, inputs: Int, _ samples: PatternSet) -> () throws -> Void {
        var fresh = Trainer(LinearLayer(inputs: inputs, outputs: outputs, seed: 1), rule)
        fresh.options.workers = limits.workers
        return { [fresh] in
            var trainer = fresh
            try trainer.train(samples)
        }
    }

    // MARK: - Spikes

    /// Input spikes with a given probability in each step.
    static func spikes(steps: Int, inputs: Int, probability: Double) -> PatternSet {
        var random = RandomStream(seed: 5, purpose: "bench spikes")
        let values = (0..<steps * inputs).map { _ in random.nextUniform() < probability ? Int8(1) : 0 }
        return PatternSet(coding: .spikes, neurons: inputs, values: .integers(values), timeStep: 1)
    }

    static func layer(inputs: Int, outputs: Int, threshold: Double) -> SpikingLayer {
        var dynamics = MembraneDynamics()
        dynamics.threshold = Float(threshold)
        return SpikingLayer(inputs: inputs, outputs: outputs, seed: 1, dynamics: dynamics)
    }

    static func train(_ spikes: PatternSet, _ layer: SpikingLayer, threshold: Double, workers: Workers) throws {
        let rule = try STDPRule(["threshold": .number(threshold)])
        var trainer = Trainer(layer, rule: rule)
        trainer.options.workers = workers
        try trainer.train(spikes)
    }

    /// The threshold at which about this share of the units fires in a step, by halving.
    static func threshold(_ spikes: PatternSet, outputs: Int, share: Double = 0.02) -> Double {
        var (low, high) = (0.0, 1000.0)
        for _ in 0..<14 {
            let middle = (low + high) / 2
            var layer = layer(inputs: spikes.neurons, outputs: outputs, threshold: middle)
            let fired = layer.run(spikes).spikes.values.reduce(0, +)
            if Double(fired) > share * Double(outputs * spikes.count) { low = middle } else { high = middle }
        }
        return high
    }

    private func spikes(_ table: inout ResultTable) throws {
        let group = "STDP, 4096 inputs, 1024 outputs"
        let sparse = Self.spikes(steps: 1000, inputs: 4096, probability: 0.02)
        let threshold = Self.threshold(Self.spikes(steps: 100, inputs: 4096, probability: 0.02), outputs: 1024)
        let steps = 1000
        let all = Self.spikes(steps: steps, inputs: 4096, probability: 1)
        var weights = [Float](repeating: 0, count: 4096 * 1024)
        let workers = limits.workers
        let quiet = Self.layer(inputs: 4096, outputs: 1024, threshold: threshold)
        let busy = Self.layer(inputs: 4096, outputs: 1024, threshold: -1)
        let times = try alternating(
            rounds: rounds,
            [
                { try Self.train(sparse, quiet, threshold: threshold, workers: workers) },
                { try Self.train(all, busy, threshold: -1, workers: workers) },
                { for _ in 0..<steps { limits.pass(&weights) } },
            ])
        table.add(group, "1000 steps, 2 % active", times[0], "s")
        table.add(
            group, "\(steps) steps, everything fires", times[1],
            limit: "reading and writing the weights \(steps) times", times[2], atMost: 1)
    }
}
