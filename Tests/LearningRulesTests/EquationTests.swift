import Numerics
import Parameters
import Testing

@testable import LearningRules

@Suite struct EquationTests {
    static let variables = ["x", "y", "w"]

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let value: Float
        var testDescription: String { text }
    }

    /// By hand with x = 3, y = -2, w = .5; every number here is exact in Float.
    @Test(arguments: [
        Case(text: "x", value: 3),
        Case(text: "x+y*w", value: 2),
        Case(text: "(x + y)*w", value: 0.5),
        Case(text: "x - y - w", value: 4.5),
        Case(text: "x/y/w", value: -3),
        Case(text: "-y^2", value: -4),
        Case(text: "2^3^2", value: 512),
        Case(text: "2^-1", value: 0.5),
        Case(text: "--x", value: 3),
        Case(text: "1e-1*0 + 2.5E1", value: 25),
        Case(text: "abs(y) + sqrt(4) + exp(0) + log(1) + tanh(0)", value: 5),
        Case(text: "sign(y) + step(x) + step(y) + sign(0)", value: 0),
        Case(text: "min(x, y) * max(x, w)", value: -6),
    ])
    func value(_ example: Case) throws {
        let equation = try Equation(example.text, variables: Self.variables)
        #expect(equation.value([3, -2, 0.5]) == example.value)
    }

    @Test(arguments: [
        ("", "ends too early, expected a number, a variable or a parenthesis"),
        ("x +", "ends too early, expected a number, a variable or a parenthesis"),
        ("(x", "ends too early, expected )"),
        ("x y", "has y at character 3, expected an operator or the end"),
        ("2*z", "has z at character 3, expected one of x, y, w or a function"),
        ("min(x)", "has ) at character 6, expected ,"),
        ("1.2.3", "has 1.2.3 at character 1, expected a number"),
        ("x # y", "has # at character 3, expected an operator or the end"),
        (String(repeating: "(", count: 5000), "is nested too deeply, expected at most 100 levels"),
        (String(repeating: "2^", count: 5000), "is nested too deeply, expected at most 100 levels"),
    ])
    func isRefused(_ text: String, _ message: String) {
        do {
            _ = try Equation(text, variables: Self.variables)
            Issue.record("\(text) was read")
        } catch {
            #expect("\(error)".hasPrefix(message), "\(error)")
        }
    }

    /// Rows longer than a block, so that its edges are met; the same bits as term by term.
    @Test(arguments: [
        "y*(x - y*w)", "x", "y", "exp(-x^2)*w + y", "max(x, w) - min(x*y, w)/(1 + w^2)",
        "-tanh(x)^3 + 2*(1 + (x + (w - y)))",
    ])
    func rowsEqualPlaces(_ text: String) throws {
        let equation = try Equation(text, variables: Self.variables)
        let count = 1300
        let inputs = (0..<count).map { Float($0 % 37) / 8 - 2 }
        let weights = (0..<count).map { Float($0 % 91) / 64 - 0.5 }
        let rows = RowEquation(equation, rows: [0, 2])
        rows.set(1, to: -1.25)
        var result = [Float](repeating: 0, count: count)
        inputs.withUnsafeBufferPointer { inputs in
            weights.withUnsafeBufferPointer { weights in
                guard let x = inputs.baseAddress, let w = weights.baseAddress else { return }
                rows.set(0, to: x)
                rows.set(2, to: w)
                result.withUnsafeMutableBufferPointer { result in
                    if let result = result.baseAddress { rows.write(to: result, count: count) }
                }
            }
        }
        let expected = (0..<count).map { equation.value([inputs[$0], -1.25, weights[$0]]) }
        #expect(result.map(\.bitPattern) == expected.map(\.bitPattern))
    }

    /// Of y*exp(x) + (x*w - 2*x) the terms of x and y alone are y*exp(x) and 2*x: the rest is p + (x*w - q), the same bits.
    @Test func partsOfSomeVariables() throws {
        let equation = try Equation("y*exp(x) + (x*w - 2*x)", variables: Self.variables)
        let (rest, parts) = equation.parted(rows: [0], numbers: [1])
        #expect(parts.map { $0.value([3, -2, 0.5]) } == [-2 * Equation.UnaryFunction.exp.apply(3), 6])
        #expect(rest.variables.count == 5)
        let values: [Float] = [0.3, -0.7, 0.9]
        #expect(rest.value(values + parts.map { $0.value(values) }) == equation.value(values))
        // Numbers alone are no part: they are computed once as it is.
        #expect(try Equation("2*y + w", variables: Self.variables).parted(rows: [0], numbers: [1]).parts.isEmpty)
    }

    @Test func variablesAreFound() throws {
        let equation = try Equation("w + r_1*(o2 - w)/max(r_1, 2)")
        #expect(equation.variables == ["w", "r_1", "o2"])
        // .5 + 4·(3 - .5)/4.
        #expect(equation.value([0.5, 4, 3]) == 3)
    }

    /// A value that is no number is not taken for a limit.
    @Test func whatIsNoNumberStaysSo() throws {
        var values: [Float] = [-1, 0.25, 9]
        let roots = RowEquation(try Equation("sqrt(x)"), rows: [0])
        values.withUnsafeMutableBufferPointer { values in
            guard let place = values.baseAddress else { return }
            roots.set(0, to: UnsafePointer(place))
            roots.write(to: place, count: 3, within: 0...2)
        }
        #expect(values[0].isNaN && values[1...] == [0.5, 2])
    }

    /// The oracles of Oja, BCM and Hebb by their equations. 1e-6 as in the tests of the rules themselves.
    @Test func knownRules() throws {
        func learned(_ text: String, _ more: [String: ParameterValue] = [:]) throws -> (Matrix, RuleState) {
            let given: [String: ParameterValue] = ["equation": .text(text), "learning-rate": .number(0.1)]
            return OneStepTests.learned(try EquationRule(given.merging(more) { $1 }))
        }
        OneStepTests.expect(
            try learned("eta*(y*x - y^2*w)").0.values, [0.554857, 0.675232, 0.251044, 0.170631])
        OneStepTests.expect(
            try learned("eta*y*(x - y*w)", ["normalize-weights": .toggle(true)]).0.values,
            [0.634900, 0.772594, 0.827664, 0.561224])
        let (weights, state) = try learned("eta*y*(y - theta)*x", ["threshold-tau": .number(10)])
        OneStepTests.expect(weights.values, [0.695875, 0.927063, 0.208160, 0.125920])
        OneStepTests.expect(state["theta"], [0.289750, 0.097650])
        // y = (1.5, .4) for x = (1, 2): .1 · 1.5 · 2 = .3 is cut at the limit .6.
        let limited = try EquationRule([
            "equation": .text("eta*y*x"), "learning-rate": .number(0.1), "weight-limit": .number(0.6),
        ])
        OneStepTests.expect(OneStepTests.learned(limited, [[1, 2]]).0.values, [0.6, 0.6, 0.24, 0.18])
    }
}
