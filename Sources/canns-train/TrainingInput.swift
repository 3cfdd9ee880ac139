import CommandKit
import Documents
import LearningRules

extension Arguments {
    /// The patterns to train on, of a coding that the rule understands.
    func patterns(for rule: any LearningRule) throws -> PatternsDocument {
        let document = try PatternsDocument.read(operands.first, dataset: textOrDefault("dataset"))
        do { try rule.check(document.patterns) } catch let error as LearningError {
            throw Failure("\(DocumentReader.displayName(operands.first)): \(error)")
        }
        return document
    }
}
