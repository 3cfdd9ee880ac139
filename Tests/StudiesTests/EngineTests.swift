import Numerics
import Synchronization
import Testing

@testable import Studies

/// Resumed, sharded, threaded: the same cells, and so the same result.
@Suite struct EngineTests {
    /// Small versions of the studies that draw random numbers.
    static let studies: [any Study] = {
        do {
            let small: [String: StudyValue] = [
                "neurons": .integers([64, 100]), "loads": .numbers([0.05, 0.15]), "trials": .integer(3),
                "cues": .integer(4), "seed": .integer(7),
            ]
            var starts = small
            starts["cues"] = nil
            starts["starts"] = .integer(4)
            return [
                try CapacityStudy(small), try NoiseStudy(small), try BasinStudy(small), try AttractorStudy(starts),
                try NoiseStudy(small.merging(["kind": .text("temperature"), "steps": .integer(10)]) { $1 }),
            ]
        } catch { return [] }
    }()

    @Test func allStudiesAreThere() { #expect(Self.studies.count == 5) }

    @Test(arguments: studies.indices)
    func threadsDoNotMatter(index: Int) throws {
        let study = Self.studies[index]
        var (one, three) = (study.emptyCells, study.emptyCells)
        try study.run(&one)
        try study.run(&three, workers: Workers(count: 3))
        #expect(one.isComplete && one == three)
        #expect(try study.result(one) == study.result(three))
    }

    @Test(arguments: studies.indices)
    func resumedIsUninterrupted(index: Int) throws {
        let study = Self.studies[index]
        var (whole, resumed) = (study.emptyCells, study.emptyCells)
        try study.run(&whole)
        // Stop after five cells, store, read back, go on.
        let left = Mutex(5)
        try study.run(
            &resumed,
            shouldStop: {
                left.withLock {
                    $0 -= 1
                    return $0 < 0
                }
            })
        #expect(resumed.doneCount == 5)
        resumed = try StudyCells(
            count: resumed.count, quantities: resumed.quantities, values: resumed.values, done: resumed.done)
        try study.run(&resumed)
        #expect(resumed == whole)
    }

    @Test(arguments: studies.indices)
    func shardsMergeToTheWhole(index: Int) throws {
        let study = Self.studies[index]
        var (whole, merged) = (study.emptyCells, study.emptyCells)
        try study.run(&whole)
        for number in [3, 1, 2] {
            var part = study.emptyCells
            try study.run(&part, shard: StudyShard(number: number, count: 3))
            #expect(!part.isComplete)
            try merged.merge(part)
        }
        #expect(merged == whole)
        // A part that is there twice changes nothing.
        try merged.merge(whole)
        #expect(merged == whole)
    }

    @Test(arguments: studies.indices)
    func remadeFromItsOwnParameters(index: Int) throws {
        let study = Self.studies[index]
        let given = Dictionary(uniqueKeysWithValues: study.parameters.values)
        let again = try type(of: study).init(given)
        let (first, second) = try (study.cell(1), again.cell(1))
        #expect(first.map(\.bitPattern) == second.map(\.bitPattern))
        #expect(again.cellCount == study.cellCount && again.quantityCount == study.quantityCount)
    }

    @Test func progressCountsEveryCellOnce() throws {
        let study = Self.studies[0]
        var cells = study.emptyCells
        let seen = Mutex<[Int]>([])
        try study.run(&cells, workers: Workers(count: 2), progress: { done, _ in seen.withLock { $0.append(done) } })
        #expect(seen.withLock { $0 } == Array(1...study.cellCount))
    }

    @Test func aLoadDoesNotDependOnTheOthers() throws {
        let shared: [String: StudyValue] = ["neurons": .integers([100]), "trials": .integer(2)]
        let one = try CapacityStudy(shared.merging(["loads": .numbers([0.1])]) { $1 })
        let two = try CapacityStudy(shared.merging(["loads": .numbers([0.05, 0.1])]) { $1 })
        #expect(try one.cell(1).map(\.bitPattern) == two.cell(3).map(\.bitPattern))
    }

    @Test func partsOfDifferentStudies() throws {
        var cells = StudyCells(count: 3, quantities: 2)
        #expect(throws: StudyError("the part has 4 cells of 2 numbers, expected 3 of 2")) {
            try cells.merge(StudyCells(count: 4, quantities: 2))
        }
        cells.set(1, [1, .nan])
        var same = cells
        try same.merge(cells)
        #expect(same == cells)
        var other = StudyCells(count: 3, quantities: 2)
        other.set(1, [1, 2])
        #expect(throws: StudyError("cell 1 differs between the parts, expected the same numbers in both")) {
            try cells.merge(other)
        }
        #expect(throws: StudyError.self) {
            try StudyCells(count: 2, quantities: 1, values: [1], done: [true, true])
        }
    }

    @Test(arguments: [
        ("0/4", "the shard is 0/4, expected one from 1/4 to 4/4"),
        ("5/4", "the shard is 5/4, expected one from 1/4 to 4/4"),
        ("1/0", "the shard is 1/0, expected one from 1/1 to 1/1"), ("2", "the shard is 2, expected i/n such as 2/8"),
        ("a/b", "the shard is a/b, expected i/n such as 2/8"),
    ])
    func shardsOutOfRange(text: String, message: String) {
        #expect(throws: StudyError(message)) { try StudyShard(text) }
    }

    @Test func theLowestFailingCellIsReported() throws {
        struct Failing: Study {
            static let description = StudyDescription(
                name: "failing", summary: "", method: [], references: [], parameters: [])
            let parameters: StudyParameters
            init(_ parameters: StudyParameters, inputs: StudyInputs) { self.parameters = parameters }
            var cellCount: Int { 20 }
            var quantityCount: Int { 1 }
            func cell(_ index: Int) throws -> [Double] {
                if index % 7 == 5 { throw StudyError("cell \(index)") }
                return [Double(index)]
            }
            func result(_ cells: StudyCells) throws -> StudyResult {
                StudyResult(study: "failing", columns: [], plots: [], table: StudyTable([]))
            }
        }
        let study = try Failing()
        for count in [1, 3] {
            var cells = study.emptyCells
            #expect(throws: StudyError("cell 5")) { try study.run(&cells, workers: Workers(count: count)) }
            #expect(cells.pending().contains(5) && cells.done[0...4].allSatisfy { $0 })
        }
    }
}
