// Aim: what a memory can be trusted with: how many wrong units of a cue are corrected whichever they are, proved, and how
// many are known not to be.
//
// The proof stands in CorrectionRadius. An attack looks for a cue with as few wrong units as possible that recall does not
// complete: those units whose inversion lowers the field of the weakest units most. What is true lies between the two.
//
// Reference: the bound is our own; worst-case basins by sums of the largest weights go back to R. J. McEliece and others,
// IEEE Trans. Inf. Theory 33, 461 (1987).

import Numerics
import Parameters
import Patterns

public struct CertifyStudy: Study {
    public static let description = StudyDescription(
        name: "certify",
        summary: "How many wrong units of a cue are surely corrected, proved for each pattern.",
        method: [
            "From every cue with at most `radius` wrong units, whichever they are, one step of all units leads to the pattern, and so does one sweep unit by unit; with one more wrong unit there is a cue from which a step does not. The proof adds up the weights that can hurt most.",
            "From every cue with at most `recall_radius` wrong units recall leads to the pattern: with --update sync several steps may be proved, else it is `radius`.",
            "`attack` is the least number of wrong units of a cue, among those that were made to hurt the weakest units, from which recall does not lead to the pattern. A pattern that is no fixed point has radius -1 and attack 0.",
            "Networks of Amari and Hopfield whose units are +1 and -1, as a matrix or as the patterns that make it, and dense memories of such patterns (rule store with any separation). For the former `radius` is exact but for rounding; for dense memories it is a lower bound, exact with --separation linear and power of degree 2 but where fields are 0. Where fields are sums of Float32 or of exponentials the proof allows for their rounding.",
        ],
        references: ["McEliece, Posner, Rodemich, Venkatesh, IEEE Trans. Inf. Theory 33, 461 (1987)"],
        need: .memory(isRequired: false),
        quantities: ["radius", "radius of recall", "size of an attack"].map {
            StudyQuantity($0, .whole(-1...1_000_000), canBeUnknown: true)
        },
        reports: [
            StudyReport(
                axes: ["pattern"], columns: ["pattern", "pattern_radius", "pattern_recall_radius", "pattern_attack"]),
            StudyReport(
                axes: ["rule", "neurons", "load"],
                columns: ["rule", "neurons", "load", "stored_load", "patterns"]
                    + StudyReport.measured("radius", "recall_radius", "attack", "unstable")),
        ])

    public struct Settings: MemoryStudySettings {
        public static let parameters: [Parameter<Self>] =
            StudiedMemory.parameters(of: \.memories, loads: "0.02 to 0.1 by 0.02; all patterns of a file") + [
                .cues(\.cues, help: "patterns of each trial that are certified, at most; of given weights all are"),
                Parameter("attacks", \.attacks, 0...1_000_000, help: "weakest units of a pattern that are attacked"),
            ]

        public var memories = StudiedMemory(trials: 5)
        /// Patterns of each trial that are certified, at most.
        public var cues = 20
        /// The weakest units of a pattern that are attacked.
        public var attacks = 8

        public init() {}
    }

    public private(set) var settings: Settings
    let memories: MemoryGrid
    let cells: CellGrid
    /// Patterns in a cell.
    let cues: Int
    let names: [String]?

    enum Quantity: Int, CaseIterable {
        case radius, recallRadius, attack
    }

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        var settings = settings
        // Given weights are what they are: one trial says all.
        if inputs.network != nil || inputs.rule != nil { settings.memories.trials = 1 }
        memories = try MemoryGrid(&settings.memories, inputs: inputs, loads: (1...5).map { Double($0) / 50 })
        self.settings = settings
        if settings.memories.pairs { throw StudyError("partners", "is on, expected patterns that recall themselves") }
        let (rules, sizes, loads) = memories.lengths
        let stored = memories.patternCount(neurons: 0, load: 0)
        if memories.isGiven {
            cues = 1
            cells = CellGrid(rules, sizes, loads, stored)
        } else {
            if inputs.rule != nil { self.settings.cues = stored }
            cues = self.settings.cues
            cells = CellGrid(rules, sizes, loads, memories.trials)
        }
        // One memory of all patterns of a file, all of them certified.
        let isWhole =
            inputs.patterns?.count == stored && cells.count == 1 && rules * sizes * loads * memories.trials == 1
            && cues >= stored
        names = memories.isGiven || isWhole ? inputs.patterns?.names : nil
    }

    public var cellCount: Int { cells.count }
    /// Patterns of given weights are no trials.
    public var conditionsOfTrials: Int? { names == nil ? cells.groupCount : nil }
    public var quantityCount: Int { cues * Quantity.allCases.count }

    public func cell(_ index: Int) throws -> [Double] {
        let place = cells.place(of: index)
        let memory = try memories.memory(
            rule: place[0], neurons: place[1], load: place[2], trial: memories.isGiven ? 0 : place[3])
        let first = memories.isGiven ? place[3] : 0
        let targets = first..<min(first + cues, memory.patterns.count)
        let certificate = try Certificate(memory)
        let found = try targets.flatMap { target -> [Double] in
            let pattern = memory.patterns.row(target).map { $0 > 0 ? Float(1) : -1 }
            let proved = try certificate.radius(target, pattern)
            let recall = memories.order == .synchronous ? proved.manySteps : proved.oneStep
            let attack = try attack(memory, certificate, target, pattern, proved, from: recall)
            return [Double(proved.oneStep), Double(recall), attack.map { Double($0) } ?? .nan]
        }
        return found + [Double](repeating: .nan, count: quantityCount - found.count)
    }

    /// The least number of wrong units found from which recall does not lead to the pattern; nil where none was found.
    ///
    /// - Parameter radius: what is proved: fewer wrong units need not be tried.
    private func attack(
        _ memory: Memory, _ certificate: Certificate, _ target: Int, _ pattern: [Float], _ proved: CorrectionRadius,
        from radius: Int
    ) throws -> Int? {
        guard radius >= 0 else { return 0 }
        let orders = try certificate.attacks(on: target, pattern, proved, count: settings.attacks)
        // Beyond half of the units the inverse is nearer.
        var (low, high) = (radius, pattern.count / 2 + 1)
        guard !orders.isEmpty else { return nil }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if try isRecalled(memory, pattern, orders.map { $0.prefix(middle) }) { low = middle } else { high = middle }
        }
        return high > pattern.count / 2 ? nil : high
    }

    private func isRecalled(_ memory: Memory, _ pattern: [Float], _ wrong: [ArraySlice<Int>]) throws -> Bool {
        let cues = wrong.flatMap { units in
            var cue = pattern.map { Int8($0) }
            for unit in units { cue[unit] = -cue[unit] }
            return cue
        }
        let final = try memory.relax(
            PatternSet(coding: .bipolar, neurons: pattern.count, values: .integers(cues)), steps: memories.steps
        ).final
        return (0..<wrong.count).allSatisfy { final.row($0) == pattern }
    }

    /// One quantity of the patterns, [condition][trial][pattern]; of given weights one trial has all.
    func values(_ cells: StudyCells, _ quantity: Quantity) -> [[[Double]]] {
        let perTrial = memories.isGiven ? cells.count : cues
        let step = Quantity.allCases.count
        let all = stride(from: quantity.rawValue, to: cells.values.count, by: step).map { cells.values[$0] }
        return stride(from: 0, to: all.count, by: perTrial * memories.trials).map { condition in
            (0..<memories.trials).map { trial in
                let first = condition + trial * perTrial
                return Array(all[first..<first + perTrial])
            }
        }
    }
}
