import LearningRules
import Parameters
import Testing

/// Parameters are properties in Swift, and the same declaration makes tables, options and checks.
@Suite struct TypedParameterTests {
    @Test func propertiesAndNamesAreOneThing() throws {
        let typed = OjaRule(learningRate: 0.02, normalizeWeights: false)
        let named = try OjaRule(["learning-rate": .number(0.02), "normalize-weights": .toggle(false)])
        #expect(typed.learningRate == named.learningRate && typed.normalizeWeights == named.normalizeWeights)
        #expect(typed.parameterValues.map(\.value) == [.number(0.02), .toggle(false)])
        #expect(OjaRule.parameterTable.map(\.name) == ["learning-rate", "normalize-weights"])
        #expect(OjaRule.parameterTable.map(\.defaultValue) == [.number(0.01), .toggle(true)])
    }

    /// A part's parameters, such as those of the layer, belong to the whole.
    @Test func partsAreReachedByName() throws {
        let rule = try STDPRule(["leak": .number(0.5), "w-max": .number(2), "pairing": .text("nearest")])
        #expect(rule.layer.leak == 0.5 && rule.weights.wMax == 2 && rule.pairs == .nearest)
        let scaled = try SynapticScaling<STDPRule>(["leak": .number(0.5), "scaling-tau": .number(7)])
        #expect(scaled.base.layer.leak == 0.5 && scaled.tau == 7)
    }

    @Test func wrongValuesAreNamed() {
        func message(_ body: () throws -> some Any) -> String {
            do { return "\(try body())" } catch { return "\(error)" }
        }
        #expect(
            message { try OjaRule(["rate": .number(1)]) }
                == "the rule has no parameter rate; it has learning-rate, normalize-weights")
        #expect(
            message { try OjaRule(["learning-rate": .number(-1)]) }
                == "learning-rate is -1.0, expected a number from 0.0 to 1000.0")
        #expect(
            message { try OjaRule(learningRate: -1).checkParameters() }
                == "learning-rate is -1.0, expected a number from 0.0 to 1000.0")
    }

    /// The default equation, which is built term by term, is what its text says.
    @Test func defaultEquationIsItsText() throws {
        let text = EquationRule.defaults.equation.text
        #expect(try EquationRule(text).equation == EquationRule.defaults.equation)
    }

    /// Every rule makes itself again from its own values.
    @Test(arguments: RuleRegistry.names) func valuesMakeTheRuleAgain(_ name: String) throws {
        let type = try #require(RuleRegistry.rule(named: name))
        let values = type.defaults.parameterValues
        let again = try type.init(Dictionary(uniqueKeysWithValues: values))
        #expect(again.parameterValues.map(\.value) == values.map(\.value))
        #expect(type.parameterTable.map(\.name) == values.map(\.name))
    }
}
