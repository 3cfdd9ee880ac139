// Aim: how many patterns a memory holds.
//
// For each rule, size and load, patterns are stored and
//     wrong bits    the share of all bits of all patterns that one synchronous step changes
//     overlap       m = x·s/N after relaxation from a stored pattern, mean over the first `cues` patterns of a trial
//     recalled      the share of these with an overlap of `criterion` or more
// are measured. Random patterns are exchangeable and those of a file are drawn in random order, so the first ones
// stand for all under rules that treat all alike (storkey:order=2 favours those learned first). The capacity is the
// load of half success (see HalfSuccessLoad).
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Annals of Physics 173, 30 (1987).

import Models
import Numerics
import Parameters
import Patterns

public struct CapacityStudy: Study {
    public static let description = StudyDescription(
        name: "capacity", summary: "How many patterns a memory holds.",
        method: [
            "Stores patterns at each load and measures the bits that are wrong after one synchronous step, and the overlap and the share of patterns recalled after relaxation from the stored patterns.",
            "A pattern of a sequence is to become the one that follows, after all steps the one that many places on; of pairs the partner is to answer, to and fro after the first step. Sequences are cyclic and update all units at once.",
            "The capacity is the load at which half of the patterns are recalled: isotonic regression of the shares over the loads, with a 95 % interval by Student's t from the scatter of the trials.",
        ],
        references: [
            "Amit, Gutfreund, Sompolinsky, Annals of Physics 173, 30 (1987)",
            "McEliece, Posner, Rodemich, Venkatesh, IEEE Trans. Inf. Theory 33, 461 (1987)",
            "Gardner, Journal of Physics A 21, 257 (1988)",
        ],
        need: .patterns,
        quantities: Quantity.allCases.map(\.values),
        reports: [
            StudyReport(
                axes: ["rule", "neurons", "load"],
                columns: ["rule", "neurons", "load", "stored_load", "patterns"]
                    + StudyReport.measured("wrong_bits", "overlap", "recalled", "sweeps", "iterations")
                    + ["wrong_bits_theory", "overlap_theory", "capacity", "capacity_low", "capacity_high"])
        ])

    public struct Settings: MemoryStudySettings {
        public static let parameters: [Parameter<Self>] =
            StudiedMemory.parameters(
                of: \.memories, loads: "0.02 to 0.20 by 0.01; all numbers of patterns of a file") + [
                .cues(\.cues, help: "patterns of each trial that are relaxed, at most: those learned first"),
                .criterion(\.criterion),
            ]

        public var memories = StudiedMemory(trials: 20)
        /// Patterns of each trial that are relaxed, at most.
        public var cues = 20
        /// The overlap from which on a pattern counts as recalled.
        public var criterion = 0.95

        public init() {}
    }

    public let settings: Settings
    let memories: MemoryGrid
    private let cells: CellGrid

    enum Quantity: Int, CaseIterable {
        case wrongBits, overlap, recalled, sweeps, iterations

        var values: StudyQuantity {
            switch self {
            case .wrongBits: .share("share of wrong bits")
            case .overlap: .overlap("overlap")
            case .recalled: .share("share recalled")
            case .sweeps: StudyQuantity("number of steps", .number(0...1_000_000))
            case .iterations: StudyQuantity("number of iterations", .number(0...1e12), canBeUnknown: true)
            }
        }
    }

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        var settings = settings
        guard inputs.network == nil else {
            throw StudyError("a capacity study trains memories of its own, expected patterns, not weights")
        }
        if let patterns = inputs.patterns, settings.memories.counts.isEmpty, settings.memories.loads.isEmpty {
            settings.memories.counts = Self.spread(patterns.count)
        }
        memories = try MemoryGrid(&settings.memories, inputs: inputs, loads: (2...20).map { Double($0) / 100 })
        guard zip(memories.loads, memories.loads.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw StudyError("the loads do not rise, expected them in rising order")
        }
        self.settings = settings
        cells = CellGrid(memories.lengths.rules, memories.lengths.neurons, memories.lengths.loads, memories.trials)
    }

    /// At most 20 numbers of patterns from 1 to `count`, evenly spread.
    private static func spread(_ count: Int) -> [Int] {
        let points = min(20, max(1, count))
        return (1...points).map { max(1, count * $0 / points) }
    }

    public var cellCount: Int { cells.count }
    public var conditionsOfTrials: Int? { cells.groupCount }
    public var quantityCount: Int { Quantity.allCases.count }

    public func cell(_ index: Int) throws -> [Double] {
        let place = cells.place(of: index)
        let memory = try memories.memory(rule: place[0], neurons: place[1], load: place[2], trial: place[3])
        let count = memory.patterns.count
        let wrong = try wrongBits(memory)
        let rows = Array(0..<min(settings.cues, count))
        let relaxed = try memory.relax(memory.patterns.selecting(rows), steps: memories.steps)
        let goals = memory.goals(of: rows, after: memories.steps)
        let agreement = memory.agreement
        let overlaps = rows.map { agreement(relaxed.final, $0, goals.patterns, goals.rows[$0]) }
        return [
            Double(wrong) / Double(count * memory.patterns.neurons),
            overlaps.reduce(0, +) / Double(rows.count),
            Double(overlaps.count { $0 >= settings.criterion }) / Double(rows.count),
            Double(relaxed.steps.reduce(0) { $0 + Int($1) }) / Double(rows.count),
            memory.iterations.map { Double($0) } ?? .nan,
        ]
    }

    /// Bits of all patterns that differ from where they should lead after one synchronous step, some patterns at a time.
    private func wrongBits(_ memory: Memory) throws -> Int {
        let (count, size) = (memory.patterns.count, max(1, (1 << 24) / memory.patterns.neurons))
        return try stride(from: 0, to: count, by: size).reduce(0) { sum, first in
            let rows = Array(first..<min(count, first + size))
            let stepped = try memory.relax(memory.patterns.selecting(rows), steps: 1, order: .synchronous).final
            let goals = memory.goals(of: rows, after: 1)
            return sum
                + rows.indices.reduce(0) { $0 + Agreement.wrongBits(stepped, $1, goals.patterns, goals.rows[$1]) }
        }
    }

    // MARK: - Result

    public func result(_ values: StudyCells) throws -> StudyResult {
        let axes = ["rule", "neurons", "load"]
        let groups = Quantity.allCases.map { cells.groups(values, $0.rawValue) }
        var columns = memories.columns
        columns += meanColumns(
            "wrong_bits", groups[0], axes: axes, description: "share of wrong bits, after one synchronous step")
        columns += meanColumns("overlap", groups[1], axes: axes, description: "overlap after relaxation")
        columns += meanColumns("recalled", groups[2], axes: axes, description: "share of patterns recalled")
        columns += meanColumns("sweeps", groups[3], axes: axes, description: "steps to rest")
        columns += meanColumns(
            "iterations", groups[4], axes: axes,
            description: "epochs, patterns or dreams that learning took, NaN for rules of one pass")
        let theory = theory(atRest: groups[3].map { Summary($0).mean < Double(memories.steps) })
        columns += theory
        let capacities = halfSuccess(groups[2])
        columns += capacityColumns(capacities)
        return StudyResult(
            study: Self.description.name, columns: columns, plots: plots(theory),
            table: table(groups).droppingConstant(first: 4),
            findings: findings(capacities))
    }

    /// One capacity for each rule and size.
    private func halfSuccess(_ recalled: [[Double]]) -> [HalfSuccessLoad] {
        (0..<recalled.count / memories.loads.count).map { series in
            let size = series % memories.neurons.count
            let first = series * memories.loads.count
            // Loads that store the same number of patterns are the same memories.
            let places = memories.loads.indices.filter { load in
                load == 0
                    || memories.storedLoad(neurons: size, load: load)
                        > memories.storedLoad(neurons: size, load: load - 1)
            }
            return HalfSuccessLoad(
                loads: places.map { memories.storedLoad(neurons: size, load: $0) },
                shares: places.map { recalled[first + $0] }, cues: settings.cues)
        }
    }

    private func capacityColumns(_ capacities: [HalfSuccessLoad]) -> [StudyColumn] {
        let axes = ["rule", "neurons"]
        return [
            StudyColumn(
                "capacity", .numbers(capacities.map(\.estimate)), axes: axes,
                description: "load at which half of the patterns are recalled; NaN if not within the loads studied"),
            StudyColumn(
                "capacity_low", .numbers(capacities.map(\.low)), axes: axes,
                description: "lower end of the 95 % interval of the capacity; NaN from one trial"),
            StudyColumn(
                "capacity_high", .numbers(capacities.map(\.high)), axes: axes,
                description: "upper end of the 95 % interval of the capacity; NaN from one trial"),
        ]
    }

    private func table(_ groups: [[[Double]]]) -> StudyTable {
        let iterates = groups[Quantity.iterations.rawValue].contains { $0.contains { !$0.isNaN } }
        var table = StudyTable(
            ["rule", "neurons", "load", "patterns", "wrong bits", "overlap", "recalled"]
                + (iterates ? ["iterations"] : []))
        let rows = memories.map { rule, size, load in memories.labels(rule, size, load) }
        for (index, row) in rows.enumerated() {
            let means = groups.map { Summary($0[index]).mean }
            table.add(
                row + [fixed(means[0], 5), fixed(means[1], 4), fixed(means[2], 3)]
                    + (iterates ? [fixed(means[4], 1)] : []))
        }
        return table
    }

    private func findings(_ capacities: [HalfSuccessLoad]) -> [String] {
        let isBounded = memories.holds(GardnerCapacity.domain)
        let bounds = zip(memories.rules, isBounded).compactMap { choice, holds in
            (holds ? choice.margin : nil).map {
                "\(choice.text): no weights hold more than a load of \(fixed(GardnerCapacity.load(margin: $0), 4)) with a margin of \($0) (Gardner 1988)"
            }
        }
        return bounds
            + capacities.enumerated().map { index, capacity in
                let rule = memories.rules[index / memories.neurons.count].text
                let units = memories.neurons[index % memories.neurons.count]
                let who = "\(rule), \(units) units: "
                guard capacity.estimate.isFinite else {
                    return who + "half success is not reached within the loads studied"
                }
                let count = Int((capacity.estimate * Double(units)).rounded())
                let interval =
                    capacity.low.isNaN
                    ? "no 95 % interval from one trial"
                    : "95 % interval \(fixed(capacity.low, 4)) to \(fixed(capacity.high, 4))"
                return who
                    + "half of the patterns are recalled at a load of \(fixed(capacity.estimate, 4)) (\(interval)), \(count) patterns"
            }
    }
}
