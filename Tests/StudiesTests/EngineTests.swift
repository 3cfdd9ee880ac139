import Numerics
import Parameters
import Patterns
import Synchronization
import Testing

@testable import Studies

/// Resumed, sharded, threaded: the same cells, and so the same result.
@Suite struct EngineTests {
    /// Values that make any study small; each takes those it has.
    static let small: [String: ParameterValue] = [
        "neurons": .integers([64, 100]), "loads": .numbers([0.05, 0.15]), "trials": .integer(3), "cues": .integer(4),
        "starts": .integer(4), "largest-lag": .integer(5), "rates": .numbers([10, 20]), "seconds": .number(0.1),
        "inputs": .integer(20), "seed": .integer(7), "presentations": .integers([2, 4]), "groups": .integer(3),
        "group-size": .integer(4),
    ]

    /// Every study of the registry, on what it needs.
    static let studies: [any Study] = {
        do {
            let heat: [String: ParameterValue] = ["kind": .text("temperature"), "steps": .integer(10)]
            return try StudyRegistry.all.map { try made($0, with: [:]) } + [made(NoiseStudy.self, with: heat)]
        } catch {
            Issue.record("\(error)")
            return []
        }
    }()

    private static func made(_ type: any Study.Type, with given: [String: ParameterValue]) throws -> any Study {
        let known = Set(type.parameterTable.map(\.name))
        return try type.init(
            small.filter { known.contains($0.key) }.merging(given) { $1 }, inputs: inputs(of: type.description.need))
    }

    private static func inputs(of need: StudyNeed) throws -> StudyInputs {
        switch need {
        case .nothing, .patterns, .memory(isRequired: false): StudyInputs()
        case .memory(isRequired: true):
            StudyInputs(patterns: try PatternStatistics.random.patterns(count: 6, neurons: 64, seed: 1))
        case .labelled: try labelled()
        case .responses:
            StudyInputs(responses: Matrix((0..<6).map { unit in (0..<4).map { Float(unit * $0 % 5) } }))
        }
    }

    /// Two units, and patterns that are one of them and a little of the other.
    private static func labelled() throws -> StudyInputs {
        func set(_ count: Int) -> PatternSet {
            var set = PatternSet(Matrix((0..<count).map { $0 % 2 == 0 ? [1, Float($0) / 9] : [Float($0) / 9, 1] }))
            set.labels = PatternLabels((0..<count).map { Int32($0 % 2) })
            return set
        }
        return StudyInputs(layer: Matrix([[1, 0], [0, 1]]), training: set(6), test: set(4))
    }

    @Test func allStudiesAreThere() { #expect(Self.studies.count == StudyRegistry.all.count + 1) }

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
        // Stop after five cells, or before the last, store, read back, go on.
        let stop = min(5, whole.count - 1)
        let left = Mutex(stop)
        try study.run(
            &resumed,
            shouldStop: {
                left.withLock {
                    $0 -= 1
                    return $0 < 0
                }
            })
        #expect(resumed.doneCount == stop)
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
            #expect(whole.count == 1 || !part.isComplete)
            try merged.merge(part)
        }
        #expect(merged == whole)
        // A part that is there twice changes nothing.
        try merged.merge(whole)
        #expect(merged == whole)
    }

    /// Its own values by name, on the same inputs, make the same study; and so do its settings.
    @Test(arguments: studies.indices)
    func remadeFromItsOwnParameters(index: Int) throws {
        func remade<Remade: Study>(_ study: Remade) throws {
            let inputs = try Self.inputs(of: Remade.description.need)
            let given = Dictionary(uniqueKeysWithValues: study.parameterValues.map { ($0.name, $0.value) })
            for again in [try Remade(given, inputs: inputs), try Remade(study.settings, inputs: inputs)] {
                let place = min(1, study.cellCount - 1)
                let (first, second) = try (study.cell(place), again.cell(place))
                #expect(first.map(\.bitPattern) == second.map(\.bitPattern))
                #expect(again.cellCount == study.cellCount && again.quantityCount == study.quantityCount)
            }
        }
        try remade(Self.studies[index])
    }

    /// Numbers that the study computed pass the check of those in files.
    @Test(arguments: studies.indices)
    func ownCellsPassTheirCheck(index: Int) throws {
        let study = Self.studies[index]
        let description = type(of: study).description
        var cells = study.emptyCells
        try study.run(&cells)
        #expect(!description.quantities.isEmpty && study.quantityCount % description.quantities.count == 0)
        try description.check(cells, inputs: Self.inputs(of: description.need))
    }

    @Test func progressCountsEveryCellOnce() throws {
        let study = Self.studies[0]
        var cells = study.emptyCells
        let seen = Mutex<[Int]>([])
        try study.run(&cells, workers: Workers(count: 2), progress: { done, _ in seen.withLock { $0.append(done) } })
        #expect(seen.withLock { $0 } == Array(1...study.cellCount))
    }

    @Test func aLoadDoesNotDependOnTheOthers() throws {
        let one = try CapacityStudy(CapacityStudy.Settings(neurons: 100, loads: [0.1], trials: 2))
        let two = try CapacityStudy(CapacityStudy.Settings(neurons: 100, loads: [0.05, 0.1], trials: 2))
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
                name: "failing", summary: "", method: [], references: [])
            struct Settings: StudySettings {
                static let parameters: [Parameter<Self>] = []
                static let defaults = Self()
            }
            let settings: Settings
            init(checked settings: Settings, inputs: StudyInputs) { self.settings = settings }
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

    /// Tasks of an array `--array=3-9:2` are 3, 5, 7 and 9, four parts.
    @Test func tasksOfSlurmAreShards() throws {
        var variables = [
            "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_STEP": "2",
            "SLURM_ARRAY_TASK_COUNT": "4",
        ]
        #expect(try StudyShard(slurm: { variables[$0] }) == StudyShard(number: 3, count: 4))
        variables["SLURM_ARRAY_TASK_ID"] = nil
        #expect(
            throws: StudyError(
                "the shard is slurm, but SLURM_ARRAY_TASK_ID is not set, expected a task of a job array "
                    + "(sbatch --array=1-8), or i/n such as 2/8")
        ) { try StudyShard(slurm: { variables[$0] }) }
    }
}
