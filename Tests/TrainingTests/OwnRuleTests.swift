import CANNS
import Foundation
import Testing

/// A rule of one's own, as its guide shows it: it has to compile, to learn, and to stand there as it is here.
@Suite struct OwnRuleTests {
    /// One output with w = (1, 0), inputs (2, 1) and then (0, 1), eta .1. First y = 2: w = (1, 0) + .2 (1, 1) =
    /// (1.2, .2). Then y = .2: w = (1.2, .2) + .02 (-1.2, .8) = (1.176, .216).
    @Test func learns() throws {
        let patterns = PatternSet(Matrix([[2, 1], [0, 1]]))
        let rule = try InstarRule(["learning-rate": .number(0.1)])
        for compiled in [true, false] {
            var trainer = Trainer(LinearLayer(weights: Matrix([[1, 0]])), rule: rule)
            trainer.configureProgress(showProgress: false, compiled: compiled)
            try trainer.train(patterns)
            let weights = trainer.model.weights.row(0)
            #expect(abs(weights[0] - 1.176) < 1e-6 && abs(weights[1] - 0.216) < 1e-6, "\(weights)")
        }
    }

    @Test func standsInItsGuide() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let rule = try String(contentsOf: tests.appendingPathComponent("InstarRule.swift"), encoding: .utf8)
        let guide = try String(
            contentsOf: tests.appendingPathComponent("../../Sources/CANNS/CANNS.docc/OwnRule.md"), encoding: .utf8)
        #expect(guide.contains("```swift\n\(rule)\n"))
        #expect(rule.split(separator: "\n").count < 40)
    }
}
