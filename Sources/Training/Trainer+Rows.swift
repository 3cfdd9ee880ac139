import LearningRules
import Models
import Numerics
import Patterns

/// Rows of the weights of a memory, learned apart from the others.
package enum LearnedRows: Sendable {
    /// Those of the outer products, which the model keeps.
    case products(OuterProductWeights)
    /// [unit, neuron], and what they add to the tally of each epoch.
    case values(Matrix, tally: [Int])
}

extension Trainer {
    /// Why the rows of the weights cannot be learned apart from each other; nil where they can.
    package var rowCoupling: String? {
        switch Self.mode {
        case .outerProducts?: return nil
        case .matrix?:
            guard let rule = rule as? any MatrixRows else { return "it makes the matrix as a whole" }
            if let coupling = rule.rowCoupling { return coupling }
            return rule is any RowRule ? nil : "it makes the matrix as a whole"
        case .patterns?: return "it keeps the patterns and makes no matrix"
        case .pairs?: return "it keeps pairs, not a matrix between the units of a network"
        case .local?, nil: return "a layer is trained sample by sample, and its curves are of all outputs"
        }
    }

    /// Learns some rows of the weights alone.
    ///
    /// - Parameters:
    ///   - units: of the rows.
    ///   - patterns: [pattern, neuron], all of them.
    /// - Precondition: `rowCoupling` is nil.
    /// - Throws: `LearningError` as `train`, and for weights to go on from whose rows do not say what was learned.
    package mutating func train(rows units: Range<Int>, of patterns: PatternSet) throws -> LearnedRows {
        guard let memory = model as? any AssociativeModel else { preconditionFailure("rows are those of a memory") }
        guard let rule = rule as? any RowRule else {
            try train(patterns)
            if case .outerProduct(let memory)? = (model as? any AssociativeModel)?.weights { return .products(memory) }
            throw LearningError(
                description: "the weights to go on from are a matrix without the patterns that made it, expected these "
                    + "for rows by themselves")
        }
        guard case .empty = memory.weights else {
            throw LearningError(
                description:
                    "rows of rule \(Rule.description.name) are learned by themselves from nothing, expected no "
                    + "weights to go on from")
        }
        try MemoryLearning.check(patterns, neurons: memory.neurons)
        try rule.checkParameters()
        try MemoryDemand.check(
            4 * Double(units.count) * Double(memory.neurons), work: "\(units.count) rows of \(memory.neurons) weights",
            remedy: "learn fewer rows at a time")
        let (rows, tally) = try rule.learn(rows: units, of: patterns, learningSetting)
        stored = patterns
        note(TrainingReport(rule.outcome(tally, of: patterns), warnings: []), patterns)
        return .values(rows, tally: tally)
    }
}
