import LearningRules
import Models
import Numerics
import Patterns
import Training

/// What a training by some rule leaves.
struct Trained<Network: Model> {
    var model: Network
    var ruleState: NamedArrays
    var report: TrainingReport
}

/// Trains a model by a rule whose type is known when the test runs.
func train<Network: Model>(
    _ model: Network, _ rule: some LearningRule, _ patterns: PatternSet,
    _ set: (inout TrainingOptions) -> Void = { _ in }
) throws -> Trained<Network> {
    var trainer = Trainer(model, rule)
    set(&trainer.options)
    let report = try trainer.train(patterns)
    return Trained(model: trainer.model, ruleState: trainer.ruleState, report: report)
}
