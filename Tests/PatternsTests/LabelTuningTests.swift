import Testing

@testable import Patterns

@Suite struct LabelTuningTests {
    /// Steps 1 to 6 of eight show b, b, nothing, a, b, a; of the two of a unit 0 fires in one, of the three of b unit 1 in
    /// all and unit 0 in one, unit 2 never. Step 3 has no label, steps 0 and 7 do not count.
    @Test func meansByHand() {
        let labels = PatternLabels([2, 1, 1, -1, 0, 1, 0, 2], names: ["a", "b", "c"])
        var tuning = LabelTuning(labels, units: 3, samples: 1..<7)
        for (unit, step) in [(1, 1), (1, 2), (0, 2), (0, 3), (0, 4), (1, 5)] { tuning.add(1, unit: unit, sample: step) }
        #expect(tuning.names == ["a", "b"] && tuning.counts == [2, 3])
        #expect(tuning.means.values == [0.5, Float(1.0 / 3), 0, 1, 0, 0])
        #expect(tuning.preferred == [0, 1, nil])
        tuning.add(3, unit: 0, sample: 1)
        // Unit 0 has 4/3 for b now: both prefer b.
        #expect(tuning.preferred == [1, 1, nil] && tuning.unitsByLabel == [0, 1, 2])
        tuning.add(-3, unit: 1, sample: 4)
        tuning.add(9, unit: 2, sample: 6)
        #expect(tuning.unitsByLabel == [2, 0, 1])
    }
}
