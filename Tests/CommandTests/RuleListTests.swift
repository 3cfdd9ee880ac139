import Foundation
import LearningRules
import TestSupport
import Testing

/// The pages on the rules are made from what the rules say of themselves.
@Suite struct RuleListTests {
    @Test func theArticleIsWhatTheProgramPrints() throws {
        let article = Repository.root.appendingPathComponent("Sources/CANNS/CANNS.docc/Rules.md")
        let printed = try Workplace().shell("canns-train --help-topics markdown")
        let text = String(decoding: printed.output, as: UTF8.self)
        #expect(
            try String(contentsOf: article, encoding: .utf8) == text,
            "write it anew: canns-train --help-topics markdown > Sources/CANNS/CANNS.docc/Rules.md")
    }

    @Test(arguments: RuleRegistry.names)
    func theManualPageHasEachRule(name: String) throws {
        let page = try Self.page.get()
        let rule = try #require(RuleRegistry.rule(named: name))
        // A line each: mdoc escapes dashes and carets in what lies between.
        #expect(page.contains(".Ss \(name) \\(en "))
        for parameter in rule.parameterTable {
            let term = parameter.name.replacing("-", with: "\\-")
            #expect(page.contains(".It \\-\\-\(term)\n"), "\(parameter.name)")
        }
    }

    private static let page = Result {
        String(decoding: try Workplace().shell("canns-train --help-topics mdoc").output, as: UTF8.self)
    }
}
