// Aim: how far a cue may lie from a stored pattern and still be drawn to it.
//
// In a random direction (a random order of the units, of which the first f are inverted) the largest f from which the
// pattern is recalled is found by bisection between 0 and N/2; cues along one direction are nested. Then
//
//     critical overlap m_c = 1 - 2 f / N
//
// A pattern that is not recalled even from itself has no basin; it is counted apart.
//
// Reference: B. M. Forrest, Journal of Physics A 21, 245 (1988); I. Kanter, H. Sompolinsky, Phys. Rev. A 35, 380 (1987).

import Models
import Numerics
import Parameters
import Patterns

public struct BasinStudy: Study {
    public static let description = StudyDescription(
        name: "basin", summary: "How far a cue may lie from a stored pattern and still be drawn to it.",
        method: [
            "Inverts more and more units of a stored pattern in a random order and finds by bisection how many it bears. The critical overlap is that of the farthest cue from which the pattern is recalled."
        ],
        references: [
            "Forrest, Journal of Physics A 21, 245 (1988)", "Kanter, Sompolinsky, Phys. Rev. A 35, 380 (1987)",
        ],
        need: .memory(isRequired: false),
        quantities: [StudyQuantity("number of flips borne", .whole(-1...1_000_000), canBeUnknown: true)],
        reports: [
            StudyReport(axes: ["pattern"], columns: ["pattern"] + StudyReport.measured("pattern_critical_overlap")),
            StudyReport(
                axes: ["rule", "neurons", "load"],
                columns: ["rule", "neurons", "load", "stored_load", "patterns"]
                    + StudyReport.measured("critical_overlap", "unstable")),
        ])

    public struct Settings: MemoryStudySettings {
        public static let parameters: [Parameter<Self>] =
            StudiedMemory.parameters(of: \.memories, loads: "0.02 to 0.14 by 0.02; all patterns of a file") + [
                .cues(\.cues, help: "patterns of each trial that are probed, at most; of given weights all are"),
                .criterion(\.criterion),
            ]

        public var memories = StudiedMemory(trials: 5)
        /// Patterns of each trial that are probed, at most.
        public var cues = 20
        /// The overlap from which on a pattern counts as recalled.
        public var criterion = 0.95

        public init() {}
    }

    public let settings: Settings
    let memories: MemoryGrid
    let cells: CellGrid
    /// Patterns in a cell.
    let cues: Int
    /// Cells that one trial is cut into: of given weights every pattern is probed.
    let blocks: Int
    let names: [String]?

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        var settings = settings
        memories = try MemoryGrid(&settings.memories, inputs: inputs, loads: (1...7).map { Double($0) / 50 })
        self.settings = settings
        let stored = memories.isGiven ? memories.patternCount(neurons: 0, load: 0) : 1
        cues = memories.isGiven ? min(stored, settings.cues) : settings.cues
        blocks = memories.isGiven ? (stored + cues - 1) / cues : 1
        let (rules, sizes, loads) = memories.lengths
        cells = CellGrid(rules, sizes, loads, memories.trials * blocks)
        names = memories.isGiven ? inputs.patterns?.names : nil
    }

    public var cellCount: Int { cells.count }
    public var conditionsOfTrials: Int? { cells.groupCount }
    /// For each pattern probed the critical number of flips; -1 without a basin, NaN where there is no pattern.
    public var quantityCount: Int { cues }

    public func cell(_ index: Int) throws -> [Double] {
        let place = cells.place(of: index)
        let memory = try memories.memory(
            rule: place[0], neurons: place[1], load: place[2], trial: place[3] / blocks)
        let first = place[3] % blocks * cues
        let targets = Array(first..<min(first + cues, memory.patterns.count))
        let flips = try criticalFlips(memory, targets).map { Double($0) }
        return flips + [Double](repeating: .nan, count: cues - flips.count)
    }

    /// The largest number of flips that each target bears along its direction; -1 if it is not even stable.
    private func criticalFlips(_ memory: Memory, _ targets: [Int]) throws -> [Int] {
        let neurons = memory.patterns.neurons
        let orders = targets.map { target in
            var random = RandomStream(seed: memory.seed, purpose: "direction", index: target)
            return random.permutation(neurons)
        }
        var low = [Int](repeating: -1, count: targets.count)
        var high = [Int](repeating: neurons / 2 + 1, count: targets.count)
        var flips = [Int](repeating: 0, count: targets.count)
        // First the patterns themselves, then halves of what is left, all targets together.
        var active = Array(targets.indices)
        while !active.isEmpty {
            let cues = cues(memory, active.map { (targets[$0], orders[$0].prefix(flips[$0])) })
            let recall = try memory.relax(cues, steps: memories.steps)
            let goals = memory.goals(of: active.map { targets[$0] }, after: memories.steps)
            let agreement = memory.agreement
            for (row, probe) in active.enumerated() {
                let isRecalled = agreement(recall.final, row, goals.patterns, goals.rows[row]) >= settings.criterion
                if isRecalled { low[probe] = flips[probe] } else { high[probe] = flips[probe] }
                flips[probe] = low[probe] + (high[probe] - low[probe]) / 2
            }
            active = active.filter { low[$0] >= 0 && high[$0] - low[$0] > 1 }
        }
        return low
    }

    private func cues(_ memory: Memory, _ probes: [(target: Int, flipped: ArraySlice<Int>)]) -> PatternSet {
        let patterns = memory.patterns.selecting(probes.map(\.target))
        guard case .integers(var values) = patterns.values else { preconditionFailure("discrete patterns") }
        for (row, probe) in probes.enumerated() {
            for unit in probe.flipped {
                let place = row * patterns.neurons + unit
                values[place] = patterns.coding == .bipolar ? -values[place] : 1 - values[place]
            }
        }
        return PatternSet(coding: patterns.coding, neurons: patterns.neurons, values: .integers(values))
    }
}
