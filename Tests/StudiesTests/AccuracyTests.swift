import Models
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

    /// The last state tells all three patterns apart; of the snapshot before, one unit answers to nothing and the other to
    /// all, so that its prototype is one label for every pattern.
    @Test func statesOfTheTrainingAreReadOut() throws {
        func set(_ rows: [[Float]], _ labels: [String]) -> PatternSet {
            var set = PatternSet(Matrix(rows))
            set.labels = PatternLabels(texts: labels)
            return set
        }
        var inputs = StudyInputs(
            layer: Matrix([[1, 0], [0, 1]]), training: set([[3, 1], [1, 2]], ["right", "up"]),
            test: set([[9, 1], [1, 9], [2, 1]], ["right", "up", "right"]))
        inputs.epochs = 5
        inputs.snapshots = [(2, Matrix([[-1, -1], [1, 1]]))]
        let one = try AccuracyStudy(inputs: inputs).run()
        #expect(one.column("epoch") == nil && one.numbers("accuracy") == [1, 1, 1])
        let both = try AccuracyStudy(["snapshots": .toggle(true)], inputs: inputs).run()
        #expect(both.numbers("epoch") == [2, 5])
        #expect(both.numbers("accuracy_after").suffix(3) == [1, 1, 1])
        #expect(both.numbers("accuracy_after")[1] < 1)
        #expect(both.column("unit_label")?.texts == ["right", "up"])
    }

    /// A layer with adaptive thresholds is read by its spikes: a unit whose threshold nothing reaches has no label,
    /// though by its weights it would answer to `right`.
    @Test func circuitsAreReadByTheirSpikes() throws {
        func halves(_ values: [Float]) -> PatternSet {
            var set = PatternSet(
                Matrix(values.map { [Float](repeating: $0, count: 20) + [Float](repeating: 1 - $0, count: 20) }))
            set.labels = PatternLabels(texts: values.map { $0 > 0.5 ? "left" : "right" })
            return set
        }
        let (half, none) = ([Float](repeating: 2, count: 20), [Float](repeating: 0, count: 20))
        let weights = Matrix([half + none, none + half, none + half])
        var inputs = StudyInputs(layer: weights, training: halves([0, 1]), test: halves([1, 0, 1]))
        #expect(try AccuracyStudy(inputs: inputs).run().column("unit_label")?.texts == ["left", "right", "right"])
        inputs.circuit = try AdaptiveThresholdLayer(weights: weights, thetas: [20, 20, 1000])
        let result = try AccuracyStudy(inputs: inputs).run()
        #expect(result.numbers("confusion_votes") == [2, 0, 0, 1])
        #expect(result.column("unit_label")?.texts == ["left", "right", "none"])
        let error = #expect(throws: StudyError.self) {
            try AccuracyStudy(["snapshots": .toggle(true)], inputs: inputs)
        }
        #expect(error?.description.contains("needs the thresholds of each state") == true)
        inputs.training = halves([0, 3])
        #expect(throws: StudyError.self) { try AccuracyStudy(inputs: inputs) }
    }

    /// Two stored patterns and cues of one wrong bit each, the last with the label of the other pattern.
    @Test func memoriesAnswerWithTheLabelOfTheirAttractor() throws {
        func set(_ rows: [[Int8]], _ labels: [String]) -> PatternSet {
            var set = PatternSet(coding: .bipolar, neurons: rows[0].count, values: .integers(rows.flatMap { $0 }))
            set.labels = PatternLabels(texts: labels)
            return set
        }
        let stored = set([[1, 1, 1, 1, -1, -1, -1, -1], [1, -1, 1, -1, 1, -1, 1, -1]], ["half", "stripes"])
        var network = try Memory.network(RuleChoice("hebbian").rule, stored)
        network.activation = .sign
        var inputs = StudyInputs(
            patterns: stored,
            test: set(
                [[-1, 1, 1, 1, -1, -1, -1, -1], [1, -1, 1, -1, 1, -1, 1, 1], [1, 1, 1, 1, -1, -1, -1, 1]],
                ["half", "stripes", "stripes"]))
        inputs.memory = network
        let result = try AccuracyStudy(inputs: inputs).run()
        #expect(result.column("readout")?.texts == ["recall", "nearest"])
        #expect(result.numbers("confusion_recall") == [1, 0, 1, 1])
        #expect(result.numbers("error") == [2] && result.column("unit_label") == nil)
    }
}
