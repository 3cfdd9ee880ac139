import Patterns
import Testing

@testable import Studies

@Suite struct StatisticsTests {
    @Test func meanAndStandardError() {
        // 1, 2, 3, 4: mean 2.5, sum of squares 5, error sqrt(5/12).
        let summary = Summary([1, 2, .nan, 3, 4])
        #expect(summary.mean == 2.5)
        #expect(abs(summary.error - (5.0 / 12).squareRoot()) < 1e-15)
        #expect(Summary([3]).mean == 3 && Summary([3]).error.isNaN)
        #expect(Summary([]).mean.isNaN)
    }

    @Test func isotonicFit() {
        // 0.2, 0.6 rise: pooled to their mean 0.4; then 0.4, 0.5 rise again: (0.2 + 0.6 + 0.5)/3.
        let fitted = HalfSuccessLoad.falling([1, 0.2, 0.6, 0.5, 0])
        let pooled = (0.2 + 0.6 + 0.5) / 3
        #expect(fitted.count == 5 && fitted[0] == 1 && fitted[4] == 0)
        #expect(fitted[1...3].allSatisfy { abs($0 - pooled) < 1e-15 })
    }

    @Test func crossing() {
        // From 0.9 at 0.1 to 0.1 at 0.2: 1/2 lies in the middle.
        #expect(abs(HalfSuccessLoad.crossing([0.1, 0.2], [0.9, 0.1]) - 0.15) < 1e-15)
        #expect(HalfSuccessLoad.crossing([0.1, 0.2], [0.9, 0.8]).isNaN)
        #expect(HalfSuccessLoad.crossing([0.1, 0.2], [0.4, 0.1]).isNaN)
    }

    @Test func interval() {
        // Trials without scatter have an interval without width; scatter opens it around the estimate.
        let sharp = HalfSuccessLoad(loads: [0.1, 0.2], shares: [[1, 1], [0, 0]], seed: 1)
        #expect(sharp.low == sharp.estimate && sharp.high == sharp.estimate)
        let broad = HalfSuccessLoad(loads: [0.1, 0.2], shares: [[1, 0.8, 0.9, 0.7], [0.4, 0, 0.2, 0.3]], seed: 1)
        #expect(broad.low < broad.estimate && broad.estimate < broad.high)
    }

    @Test func sparsePatternsHaveTheirNumberOfActiveUnits() throws {
        let set = try PatternStatistics.sparse(activity: 0.03).patterns(count: 5, neurons: 200, seed: 3)
        #expect(set.coding == .binary)
        for index in 0..<5 { #expect(set.row(index).reduce(0, +) == 6) }
        #expect(set.row(0) != set.row(1))
    }

    @Test func correlatedPatternsOverlapAsMuchAsAsked() throws {
        let set = try PatternStatistics.correlated(overlap: 0.25).patterns(count: 40, neurons: 1000, seed: 5)
        var sum = 0.0
        for a in 0..<40 { for b in 0..<a { sum += Agreement.overlap(set, a, set, b) } }
        // 780 pairs; the common part (one overlap of a pattern with the prototype has deviation sqrt(.75/1000) = .027)
        // makes the mean scatter by about 2 · .5 · .027 / sqrt(40) = .004.
        #expect(abs(sum / 780 - 0.25) < 0.02)
    }

    @Test func randomPatternsAreBalanced() throws {
        let set = try PatternStatistics.random.patterns(count: 100, neurons: 1000, seed: 9)
        // The mean of 100 000 fair signs scatters by .0032; four of that.
        #expect(abs(set.mean) < 0.0127)
        let again = try PatternStatistics.random.patterns(count: 3, neurons: 1000, seed: 9)
        #expect(again.row(2) == set.row(2))
    }

    @Test func agreement() {
        let set = PatternSet(coding: .bipolar, neurons: 4, values: .integers([1, 1, -1, -1, 1, -1, -1, -1]))
        #expect(Agreement.overlap(set, 0, set, 1) == 0.5)
        #expect(Agreement.wrongBits(set, 0, set, 1) == 1)
        let sparse = PatternSet(coding: .binary, neurons: 4, values: .integers([1, 1, 0, 0, 1, 0, 1, 0]))
        #expect(Agreement.activeShare(sparse, 0, sparse, 1) == 0.5)
        #expect(Agreement.overlap(sparse, 0, sparse, 1) == 0)
    }

    @Test func fixedPlaces() {
        #expect(fixed(1.005, 1) == "1.0" && fixed(-0.25, 1) == "-0.3" && fixed(-0.01, 1) == "0.0")
        #expect(fixed(0.0349, 3) == "0.035" && fixed(12, 0) == "12" && fixed(.nan, 2) == "–")
    }

    @Test func tables() {
        var table = StudyTable(["rule", "load", "m"])
        table.add(["hebbian", "0.1", "1.00"])
        table.add(["hebbian", "0.14", "0.5"])
        #expect(table.droppingConstant(first: 2).lines == ["load     m", " 0.1  1.00", "0.14   0.5"])
    }
}
