import LearningRules
import Models
import Numerics
import Patterns
import Testing

@testable import Training

/// Spikes so dense that tiles of outputs are narrow: with more than 2048 inputs of 32, so that 70 outputs are two
/// whole tiles and one of 6.
@Suite struct DenseSpikeTests {
    static func train(_ rule: any SpikeRule, share: Double, compiled: Bool, threads: Int) throws
        -> LocalTrainer<SpikingLayer>
    {
        var random = RandomStream(seed: 6, purpose: "dense spikes")
        let values = (0..<16 * 2100).map { _ in random.nextUniform() < share ? Int8(1) : 0 }
        var dynamics = MembraneDynamics()
        // About what the inputs give in a step: some outputs fire, others do not.
        dynamics.threshold = Float(2100 * share * 0.04)
        var trainer = LocalTrainer(SpikingLayer(inputs: 2100, outputs: 70, seed: 3, dynamics: dynamics), rule: rule)
        trainer.workers = Workers(count: threads)
        trainer.configureProgress(showProgress: false, compiled: compiled)
        try trainer.train(PatternSet(coding: .spikes, neurons: 2100, values: .integers(values)))
        return trainer
    }

    /// The same bits on every path: each synapse sees the same operations in the same order.
    @Test(arguments: [1, 0.5], ["all-to-all", "nearest"])
    func pathsAgree(share: Double, pairing: String) throws {
        let rule = try STDPRule(["pairing": .choice(pairing), "learning-rate": .number(0.1)])
        #expect(SpikeTile.width(inputs: 2100, outputs: 70, activeShare: share, threads: 2) == 32)
        let plain = try Self.train(rule, share: share, compiled: false, threads: 1)
        for threads in [1, 3] {
            let fast = try Self.train(rule, share: share, compiled: true, threads: threads)
            #expect(fast.model.weights == plain.model.weights)
            #expect(fast.model.runningState == plain.model.runningState)
            #expect(fast.ruleState == plain.ruleState)
        }
        #expect(plain.model.state.contains(1) && plain.model.state.contains(0))
    }
}
