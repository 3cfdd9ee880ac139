import LearningRules
import Models
import Neurons
import Numerics
import Patterns
import TestSupport
import Testing

@testable import Training

/// Whole trainings as canns 1.5.0 does them. 2e-5 of the largest entry: both sides compute in Float32, in different
/// order, over up to 500 steps.
@Suite struct ReferenceTests {
    static let tolerance = 2e-5

    @Test(arguments: ["oja", "sanger", "bcm"], [true, false])
    func rateRules(_ name: String, compiled: Bool) throws {
        let cases = try ReferenceFile.cases(name)
        #expect(cases.count >= 3)
        for item in cases {
            let type = try #require(RuleRegistry.rule(named: name) as? any LocalRule.Type)
            try check(try type.init(item.parameters(of: type)), item, compiled)
        }
    }

    private func check(_ rule: some LocalRule, _ item: ReferenceFile.Case, _ compiled: Bool) throws {
        var trainer = Trainer(LinearLayer(weights: item.matrix("W0")), rule: rule)
        if let theta = item.arrays["theta0"] { trainer.ruleState["theta"] = theta.values }
        trainer.configureProgress(showProgress: false, compiled: compiled)
        try trainer.train(item.patterns(.real))
        #expect(relativeError(trainer.model.weights.values, item.vector("W")) < Self.tolerance, "\(item)")
        if let theta = item.arrays["theta"] {
            #expect(relativeError(trainer.ruleState["theta"], theta.values) < Self.tolerance, "\(item)")
        }
        let response = try trainer.predict(item.matrix("patterns").row(0))
        #expect(relativeError(response, item.vector("response_to_first")) < Self.tolerance, "\(item)")
    }

    /// canns moves its traces before its weights, so spikes of one step give A+ - A-.
    @Test(arguments: [true, false])
    func spikeTiming(compiled: Bool) throws {
        for item in try ReferenceFile.cases("stdp") {
            var rule = try STDPRule(item.parameters(of: STDPRule.self))
            rule.coincident = .both
            let dynamics = try MembraneDynamics(rule.modelParameters)
            var trainer = Trainer(SpikingLayer(weights: item.matrix("W0"), dynamics: dynamics), rule: rule)
            trainer.configureProgress(showProgress: false, compiled: compiled)
            try trainer.train(item.patterns(.spikes))
            let state = trainer.ruleState
            #expect(relativeError(trainer.model.weights.values, item.vector("W")) < Self.tolerance, "\(item)")
            #expect(relativeError(state["trace_pre"], item.vector("trace_pre")) < Self.tolerance, "\(item)")
            #expect(relativeError(state["trace_post"], item.vector("trace_post")) < Self.tolerance, "\(item)")
            #expect(relativeError(trainer.model.potentials, item.vector("v")) < Self.tolerance, "\(item)")
            trainer.model.initState()
            let spikes = try trainer.predictBatch(item.patterns(.spikes))
            #expect(spikes == item.matrix("output_spikes"), "\(item)")
        }
    }
}
