import Numerics
import Parameters
import Testing

@testable import Studies

/// Cells and parameters from a file that no run of a study yields are refused before anything is made of them.
@Suite struct QuantityTests {
    private func message(_ study: any Study, _ inputs: StudyInputs = StudyInputs(), place: Int, _ value: Double) throws
        -> String?
    {
        var cells = study.emptyCells
        try study.run(&cells)
        let description = type(of: study).description
        try description.check(cells, inputs: inputs)
        var numbers = Array(cells[0])
        numbers[place] = value
        cells.set(0, numbers)
        do {
            try description.check(cells, inputs: inputs)
            return nil
        } catch { return "\(error)" }
    }

    @Test(arguments: [-1, 7, 1e10, 1e300, .infinity, .nan, 0.5])
    func classesOfAttractors(value: Double) throws {
        let study = try AttractorStudy([
            "neurons": .integers([40]), "counts": .integers([2]), "trials": .integer(1), "starts": .integer(2),
        ])
        let right = value.isNaN ? "a number" : "a whole number from 0 to 6"
        #expect(try message(study, place: 0, value) == "the class of cell 0 is \(value), expected \(right)")
    }

    @Test(arguments: [-1, 2, 1e19, .infinity])
    func placesOfPatterns(value: Double) throws {
        let patterns = try PatternStatistics.random.patterns(count: 2, neurons: 40, seed: 1)
        let inputs = StudyInputs(patterns: patterns)
        let study = try PatternStudy(["remedies": .toggle(false), "trials": .integer(1)], inputs: inputs)
        #expect(
            try message(study, inputs, place: 6, value)
                == "the nearest pattern of cell 0 is \(value), expected a whole number from 0 to 1")
    }

    @Test(arguments: [-2, 4, 1e300])
    func placesOfStimuli(value: Double) throws {
        let inputs = StudyInputs(responses: Matrix([[0, 0, 4, 0], [1, 1, 1, 1]]))
        #expect(try message(SelectivityStudy([:], inputs: inputs), inputs, place: 2, value) != nil)
        #expect(try message(SelectivityStudy([:], inputs: inputs), inputs, place: 2, 3) == nil)
    }

    @Test func parameters() {
        func message(_ name: String, _ value: ParameterValue) -> String? {
            do {
                _ = try CapacityStudy.settings([name: value])
                return nil
            } catch { return "\(error)" }
        }
        #expect(message("trials", .integer(3)) == nil)
        #expect(message("trials", .integer(0)) == "trials is 0, expected a whole number from 1 to 1000000")
        #expect(message("seed", .integer(-1))?.hasPrefix("seed is -1, expected") == true)
        #expect(message("rules", .texts(["hebb"]))?.hasPrefix("there is no rule hebb") == true)
    }
}
