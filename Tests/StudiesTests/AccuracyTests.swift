import Numerics
import Patterns
import Testing

@testable import Studies

@Suite struct AccuracyTests {
    /// The formula by Python's floats: 8 of 10 give .49016 to .94332, 0 of 20 give 0 to .16113.
    @Test func intervalsAreWilsons() {
        let most = WilsonInterval(hits: 8, of: 10)
        #expect(abs(most.low - 0.490162) < 1e-5 && abs(most.high - 0.943318) < 1e-5)
        let none = WilsonInterval(hits: 0, of: 20)
        #expect(none.low < 1e-12 && abs(none.high - 0.161125) < 1e-5)
    }

    /// Two units, each for one direction, and a test pattern on the wrong side with its label.
    @Test func answersAreCountedByLabel() throws {
        func set(_ rows: [[Float]], _ labels: [String]) -> PatternSet {
            var set = PatternSet(Matrix(rows))
            set.labels = PatternLabels(texts: labels)
            return set
        }
        let inputs = StudyInputs(
            layer: Matrix([[1, 0], [0, 1]]), training: set([[3, 1], [1, 2], [5, 0]], ["right", "up", "right"]),
            test: set([[9, 1], [1, 9], [2, 1]], ["right", "up", "up"]))
        let result = try AccuracyStudy(inputs: inputs).run()
        // Labels in alphabetical order: right, up. Of the two that show up, one is taken for right.
        for readout in ["votes", "prototype", "delta"] {
            #expect(result.numbers("confusion_\(readout)") == [1, 0, 1, 1])
        }
        #expect(result.numbers("accuracy").allSatisfy { abs($0 - 2.0 / 3) < 1e-12 })
        #expect(result.column("unit_label")?.texts == ["right", "up"])
        #expect(result.column("error")?.numbers == [2])
    }
}
