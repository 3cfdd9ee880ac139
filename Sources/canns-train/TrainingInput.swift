import CommandKit
import Documents
import LearningRules
import Patterns

extension Arguments {
    /// The patterns to train on, of a coding that the rule understands.
    ///
    /// - Parameter stored: what the weights to go on from hold; the new patterns must have its coding, and have it where
    ///   their file leaves it open.
    func patterns(for rule: any LearningRule, onto stored: PatternSet? = nil) throws -> PatternsDocument {
        let source = DocumentReader.displayName(operands.first)
        var reading = PatternReading(dataset: textOrDefault("dataset"), expecting: stored?.coding)
        reading.coding = text("coding").flatMap(Coding.init(rawValue:))
        reading.isTransposed = isTransposed
        reading.advice = "name one with --dataset"
        let document = try PatternsDocument.read(operands.first, reading)
        let log = Log(self)
        for remark in document.remarks { log.note("\(source): \(remark)") }
        let patterns = document.patterns
        if let stored, stored.coding != patterns.coding || (!document.statesCoding && patterns.hasHiddenUnits) {
            let found = stored.coding == patterns.coding ? "0 and 1" : patterns.coding.rawValue
            throw Failure(
                "\(source): the patterns are \(found), those stored in \(text("initial") ?? "") "
                    + "\(stored.coding.rawValue); expected one coding")
        }
        do { try rule.check(patterns) } catch let error as LearningError {
            throw Failure("\(source): \(error)")
        }
        return document
    }
}
