import LearningRules
import Models
import Numerics
import Patterns
import Separations

extension Trainer {
    /// The patterns join those that the model stores.
    mutating func store<Memory: PatternMemoryModel>(_: Memory.Type, _ patterns: PatternSet) throws -> TrainingReport {
        try rule.check(patterns)
        try rule.checkParameters()
        let workers = options.workers
        let notes = try withModel(as: Memory.self) { model in
            try MemoryLearning.check(patterns, neurons: model.inputCount)
            if model.storedPatterns.count > 0 { try MemoryLearning.check(patterns, like: model.storedPatterns) }
            do { model = try model.storing(patterns, workers: workers) } catch let error as SeparationError {
                throw LearningError(description: error.description)
            }
            return model.remarks
        }
        reporter?(TrainingProgress(iteration: patterns.count, total: patterns.count, convergence: 1))
        return TrainingReport(iterations: patterns.count, stopReason: .complete, notes: notes)
    }

    /// The pairs join those that the model stores.
    mutating func storePairs<Pairs: PairRule, Memory: PairModel>(
        _: Pairs.Type, _: Memory.Type, _ keys: PatternSet
    ) throws -> TrainingReport {
        guard let rule = rule as? Pairs else { preconditionFailure("the rule is of its own type") }
        try rule.check(keys)
        try rule.checkParameters()
        guard targets != nil || Pairs.associatesItself else {
            throw LearningError(description: "a \(Network.kind) stores pairs, expected a target for each pattern")
        }
        let (targets, partners) = (targets, targets ?? keys)
        try rule.checkTargets(partners)
        guard partners.count == keys.count else {
            throw LearningError(
                description: "there are \(keys.count) patterns and \(partners.count) targets, expected one each")
        }
        let workers = options.workers
        let notes = try withModel(as: Memory.self) { model in
            try MemoryLearning.check(keys, neurons: model.inputCount)
            if model.keys.count > 0 {
                try MemoryLearning.check(keys, like: model.keys)
                try MemoryLearning.check(partners, like: model.targets, noun: "targets")
            }
            do { model = try model.storing(keys, targets, workers: workers) } catch let error as SeparationError {
                throw LearningError(description: error.description)
            } catch let error as ModelError {
                throw LearningError(description: error.description)
            }
            return model.remarks
        }
        reporter?(TrainingProgress(iteration: keys.count, total: keys.count, convergence: 1))
        return TrainingReport(iterations: keys.count, stopReason: .complete, notes: notes)
    }
}
