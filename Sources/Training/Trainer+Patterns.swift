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
}
