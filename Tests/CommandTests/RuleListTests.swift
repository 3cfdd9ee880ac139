import Foundation
import LearningRules
import TestSupport
import Testing

/// The list of rules says of them what they say of themselves.
@Suite struct RuleListTests {
    @Test(arguments: RuleRegistry.names)
    func statesEquationAndReference(name: String) throws {
        let list = Repository.root.appendingPathComponent("Sources/CANNS/CANNS.docc/Rules.md")
        let text = try String(contentsOf: list, encoding: .utf8)
        let rule = try #require(RuleRegistry.rule(named: name))
        #expect(text.contains("**\(name)**: \(rule.description.summary)"))
        for line in rule.description.equation { #expect(text.contains("    \(line)\n"), "\(line)") }
        #expect(text.contains(rule.description.reference))
    }
}
