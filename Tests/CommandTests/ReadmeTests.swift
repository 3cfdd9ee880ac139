import Foundation
import LearningRules
import TestSupport
import Testing

/// README says of the rules what the rules say of themselves.
@Suite struct ReadmeTests {
    @Test(arguments: RuleRegistry.names)
    func statesEquationAndReference(name: String) throws {
        let readme = try String(contentsOf: Repository.root.appendingPathComponent("README.md"), encoding: .utf8)
        let rule = try #require(RuleRegistry.rule(named: name))
        #expect(readme.contains("**\(name)**: \(rule.description.summary)"))
        for line in rule.description.equation { #expect(readme.contains("    \(line)\n"), "\(line)") }
        #expect(readme.contains(rule.description.reference))
    }
}
