import Parameters
import Testing

@testable import Studies

/// Tables for scripts: columns that do not depend on what was studied.
@Suite struct ReportTests {
    private func table(_ given: [String: ParameterValue]) throws -> (columns: [String], rows: [[StudyReport.Value]]) {
        var values: [String: ParameterValue] = ["neurons": .integers([40]), "trials": .integer(2), "cues": .integer(2)]
        values.merge(given) { $1 }
        let result = try NoiseStudy(values).run()
        let report = StudyReport.of(result, NoiseStudy.description)
        return (report.columns, report.rows(of: result))
    }

    @Test func columnsAreFixedAndNumbersWhole() throws {
        let random = try table(["counts": .integers([1, 3]), "levels": .numbers([0, 0.125])])
        let warm = try table(["counts": .integers([1]), "kind": .text("temperature"), "levels": .numbers([0.5])])
        #expect(random.columns == warm.columns)
        #expect(random.rows.count == 4 && warm.rows.count == 1)
        func value(_ row: Int, _ name: String) -> StudyReport.Value? {
            random.columns.firstIndex(of: name).map { random.rows[row][$0] }
        }
        // The last axis is the fastest: counts 1, 1, 3, 3 at levels 0, .125, 0, .125.
        #expect((0..<4).map { value($0, "patterns") } == [.integer(1), .integer(1), .integer(3), .integer(3)])
        #expect((0..<4).map { value($0, "level") } == [.number(0), .number(0.125), .number(0), .number(0.125)])
        #expect(value(0, "rule") == .text("hebbian") && value(2, "stored_load") == .number(0.075))
        #expect(value(1, "start_theory") == .number(0.75) && value(0, "recalled_error") == .number(0))
        #expect(value(0, "overlap_theory") == .missing)
    }

    @Test func aStudyWithoutDeclarationsIsTabledAlongItsFirstAxis() {
        let result = StudyResult(
            study: "own",
            columns: [
                .axis("x", .integers([1, 2]), description: ""), .axis("y", .integers([3]), description: ""),
                StudyColumn("f", .numbers([0.1, .nan]), axes: ["x"], description: ""),
                StudyColumn("g", .numbers([5, 6]), axes: ["x", "y"], description: ""),
            ], plots: [], table: StudyTable([]))
        let description = StudyDescription(name: "own", summary: "", method: [], references: [])
        let report = StudyReport.of(result, description)
        #expect(report.columns == ["x", "f"])
        #expect(report.rows(of: result)[0] == [.integer(1), .number(0.1)])
    }

    @Test("every column of a report is one that some result has")
    func reportsAreSpelledRight() throws {
        let names = Set(
            try CapacityStudy(["neurons": .integers([40]), "counts": .integers([2, 3]), "trials": .integer(2)])
                .run().columns.map(\.name))
        let report = try #require(CapacityStudy.description.reports.first)
        #expect(Set(report.columns).subtracting(names).isEmpty)
    }
}
