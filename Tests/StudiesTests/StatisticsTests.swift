import Numerics
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
        // Where no trial differs from another, the load is somewhere between the last success and the first failure.
        let sharp = HalfSuccessLoad(loads: [0.1, 0.2], shares: [[1, 1], [0, 0]], cues: 20)
        #expect(sharp.estimate == 0.15000000000000002 && sharp.low == 0.1 && sharp.high == 0.2)
        let broad = HalfSuccessLoad(
            loads: [0.1, 0.2, 0.3], shares: [[1, 1, 1, 1], [0.7, 0.4, 0.6, 0.3], [0, 0, 0, 0]], cues: 20)
        // Means 1, .5, 0. Squares .04 + .01 + .01 + .04 = .1 over T - 1 = 3 and p(1 - p) = .25: phi = .1333, with 3
        // degrees of freedom, t = 3.182: t sqrt(phi/16) = .2905. At a part w of the way to the next load the share is
        // .5 (1 - w) and its deviation in units of that sqrt((1 - w)² + w²): w/2 <= .2905 sqrt(...) up to w = .40.
        #expect(abs(broad.estimate - 0.2) < 1e-15)
        #expect(abs(broad.high - 0.240) < 0.0011 && abs(broad.low - 0.160) < 0.0011)
        let single = HalfSuccessLoad(loads: [0.1, 0.2], shares: [[0.9], [0.1]], cues: 20)
        #expect(single.estimate.isFinite && single.low.isNaN && single.high.isNaN)
    }

    @Test(
        "Student's t, 95 %: the table",
        arguments: [
            (1, 12.706), (2, 4.303), (4, 2.776), (10, 2.228), (30, 2.042), (1000, 1.962), (1e6, 1.960),
        ])
    func studentQuantile(degrees: Double, quantile: Double) {
        #expect(abs(StudentQuantile.of95(degrees: degrees) - quantile) <= 0.5e-3)
    }

    /// 200 studies of trials whose success falls around a load that differs from trial to trial, so that the patterns of
    /// one trial are not independent. An interval of 95 % that covers less than .90 or more than .995 of 200 would be
    /// four deviations (.015) off; intervals from two trials are wide and cover more.
    @Test("the 95 % interval of a capacity covers what it says", arguments: [2, 5, 10])
    func coverage(trials: Int) {
        let loads = (2...20).map { Double($0) / 100 }
        func chance(_ load: Double, _ shift: Double) -> Double { 1 / (1 + exponential((load - 0.157 - shift) / 0.008)) }
        var random = RandomStream(seed: UInt64(trials), purpose: "coverage")
        // The truth by the same straight lines through the mean chances: 4001 quantiles of a normal shift of .004.
        let means = loads.map { load in
            let weights = (-400...400).map { exponential(-Double($0 * $0) / 20000) }
            let values = (-400...400).map { chance(load, Double($0) * 0.00004) }
            return zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        }
        let truth = HalfSuccessLoad.crossing(loads, means)
        var covered = 0
        for _ in 0..<200 {
            let shares = loads.map { load in
                (0..<trials).map { _ in
                    let own = chance(load, 0.004 * random.nextNormal())
                    let hits = (0..<20).count { _ in Double(random.nextWord()) < own * 0x1p32 }
                    return Double(hits) / 20
                }
            }
            let found = HalfSuccessLoad(loads: loads, shares: shares, cues: 20)
            if found.low <= truth, truth <= found.high { covered += 1 }
        }
        #expect((180...200).contains(covered), "\(covered) of 200")
    }

    @Test func clusteredMeans() {
        // Trials (1, 2) and (3): sums 3 and 3, numbers 2 and 1, mean 2. Deviations 3 - 4 = -1 and 3 - 2 = 1: the error is
        // sqrt(2/1 · 2)/3 = 2/3.
        let two = ClusteredMean([[1, 2], [3, .nan]])
        #expect(two.mean == 2 && abs(two.error - 2.0 / 3) < 1e-15)
        // With one value a trial it is the common error.
        let single = ClusteredMean([[1], [2], [3], [4]])
        #expect(single.mean == 2.5 && abs(single.error - Summary([1, 2, 3, 4]).error) < 1e-15)
        #expect(ClusteredMean([[1, 2, 3]]).error.isNaN && ClusteredMean([[], []]).mean.isNaN)
    }

    /// Ten values a trial that share a part: errors that took them as independent would be half of the true spread.
    @Test func clusteredErrorsAreTheSpread() {
        var random = RandomStream(seed: 1, purpose: "clusters")
        var (means, squares): ([Double], Double) = ([], 0)
        for _ in 0..<400 {
            let trials = (0..<8).map { _ in
                let common = random.nextNormal()
                return (0..<10).map { _ in common + 2 * random.nextNormal() }
            }
            let found = ClusteredMean(trials)
            means.append(found.mean)
            squares += found.error * found.error / 400
        }
        // Variance of a mean: (1 + 4/10)/8 = .175. 400 means know their variance to sqrt(2/400) = 7 %, and the mean of
        // 400 squared errors with 7 degrees of freedom each is known to 3 %.
        #expect(abs(squares / 0.175 - 1) < 0.12)
        let mean = means.reduce(0, +) / 400
        let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399
        #expect(abs(variance / 0.175 - 1) < 0.28)
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
