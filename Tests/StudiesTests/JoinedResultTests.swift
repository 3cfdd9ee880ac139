import Testing

@testable import Studies

/// Results of several archives as one, and a part of an axis: which value stands at which point.
@Suite struct JoinedResultTests {
    /// A result with the share recalled [neurons, load], one number of neurons.
    private static func result(neurons: Int, loads: [Double], shares: [Double]) -> StudyResult {
        StudyResult(
            study: "capacity",
            columns: [
                .axis("neurons", .integers([neurons]), description: "units"),
                .axis("load", .numbers(loads), description: "load"),
                StudyColumn("share", .numbers(shares), axes: ["neurons", "load"], description: "share recalled"),
                StudyColumn("limit", .numbers([0.138]), axes: [], description: "critical load"),
            ],
            plots: [StudyPlot("recall", title: "Share", x: "load", y: ["share"], marks: ["limit"])],
            table: StudyTable([]))
    }

    private static let small = result(neurons: 100, loads: [0.1, 0.2, 0.3], shares: [1, 0.5, 0])
    private static let large = result(neurons: 200, loads: [0.15, 0.2], shares: [0.9, 0.4])

    /// Loads are those of both, in order; NaN stands where a result has none; the size, one in each, is told by the label.
    @Test func conditionsBecomeTheFirstAxisAndValuesKeepTheirPlaces() throws {
        let joined = StudyResult.joined([("small", Self.small), ("large", Self.large)], axis: "archive")
        #expect(joined.column("archive")?.texts == ["small", "large"])
        #expect(joined.column("neurons") == nil)
        #expect(joined.numbers("load") == [0.1, 0.15, 0.2, 0.3])
        let share = try #require(joined.column("share"))
        #expect(share.axes == ["archive", "load"])
        #expect(share.values == .numbers([1, .nan, 0.5, 0, .nan, 0.9, 0.4, .nan]))
        #expect(joined.numbers("limit") == [0.138, 0.138])
        #expect(joined.plots.map(\.name) == ["recall"])
    }

    /// An axis that all share stays as it is.
    @Test func commonAxesStay() throws {
        let joined = StudyResult.joined([("a", Self.small), ("b", Self.small)], axis: "archive")
        #expect(joined.column("share")?.axes == ["archive", "neurons", "load"])
        #expect(joined.numbers("share") == [1, 0.5, 0, 1, 0.5, 0])
    }

    @Test func aPartOfAnAxisTakesItsValuesAlong() throws {
        let part = try #require(Self.small.restricted("load", to: 0.15...1))
        #expect(part.numbers("load") == [0.2, 0.3])
        #expect(part.numbers("share") == [0.5, 0])
        #expect(part.numbers("neurons") == [100])
        #expect(part.numbers("limit") == [0.138])
        #expect(Self.small.restricted("load", to: 0.31...1) == nil)
        // A quantity is no axis.
        #expect(Self.small.restricted("share", to: 0...0.1) == nil)
    }

    /// [load, neurons]: of the faster axis, every row keeps its own.
    @Test func theFasterAxisIsCutInEveryRow() throws {
        let result = StudyResult(
            study: "noise",
            columns: [
                .axis("load", .numbers([1, 2]), description: "load"),
                .axis("level", .integers([0, 1, 2]), description: "level"),
                StudyColumn("m", .numbers([0, 1, 2, 10, 11, 12]), axes: ["load", "level"], description: "overlap"),
            ],
            plots: [], table: StudyTable([]))
        #expect(result.restricted("level", to: 1...2)?.numbers("m") == [1, 2, 11, 12])
        #expect(result.restricted("load", to: 2...2)?.numbers("m") == [10, 11, 12])
    }
}
