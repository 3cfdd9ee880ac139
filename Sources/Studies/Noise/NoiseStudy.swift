// Aim: how recall depends on the damage done to the cue, or on the temperature of the dynamics.
//
// For each rule, size, load and level of damage,
//     start      overlap of the damaged cue with its pattern
//     one step   overlap after one synchronous step
//     overlap    overlap after relaxation; with a temperature the mean over the second half of all sweeps
//     recalled   the share of cues with an overlap of `criterion` or more
// Kinds: flip (each unit inverted with a probability), exact-flip (a share of units inverted), occlude (a share of rows
// hidden from the top), gaussian (normal noise of a standard deviation, cut back to ±1), temperature (Glauber dynamics
// from the pattern itself; T in units of the mean x_i h_i at the stored patterns, which is 1 in the usual 1/N
// normalisation).
//
// Reference: W. Kinzel, Z. Phys. B 60, 205 (1985); D. J. Amit, Modeling Brain Function (1989).

import Models
import Numerics
import Patterns

public struct NoiseStudy: Study {
    public static let description = StudyDescription(
        name: "noise", summary: "How recall depends on damage to the cue and on temperature.",
        method: [
            "Damages stored patterns at each level and measures the overlap with the pattern before, after one synchronous step and after relaxation, and the share recalled.",
            "With kind temperature the network follows Glauber dynamics from the pattern; the overlap is the mean over the second half of the sweeps.",
        ],
        references: [
            "Kinzel, Zeitschrift für Physik B 60, 205 (1985)", "Glauber, J. Math. Phys. 4, 294 (1963)",
            "Amit, Gutfreund, Sompolinsky, Phys. Rev. A 32, 1007 (1985)",
        ],
        need: .memory(isRequired: false),
        quantities: Quantity.allCases.map(\.values),
        reports: [
            StudyReport(
                axes: ["rule", "neurons", "load", "level"],
                columns: ["rule", "neurons", "load", "level", "stored_load", "patterns"]
                    + StudyReport.measured("start", "one_step", "overlap", "recalled")
                    + ["start_theory", "one_step_theory", "overlap_theory"])
        ])

    public let settings: Settings
    let memories: MemoryGrid
    /// What a damaged cue has in common with its pattern.
    let cueOverlap: CueOverlap
    /// Of the patterns of a file, where they are pictures.
    private let pictures: Geometry?
    private let cells: CellGrid
    var kind: Kind { settings.kind }
    var levels: [Double] { settings.levels }

    enum Quantity: Int, CaseIterable {
        case start, oneStep, overlap, recalled

        var values: StudyQuantity {
            switch self {
            case .start: .overlap("overlap of the cue")
            case .oneStep: .overlap("overlap after one step", canBeUnknown: true)
            case .overlap: .overlap("overlap")
            case .recalled: .share("share recalled")
            }
        }
    }

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        var settings = settings
        let (kind, range) = (settings.kind, settings.kind.range)
        if settings.levels.isEmpty { settings.levels = kind.usualLevels }
        if let wrong = settings.levels.first(where: { !range.contains($0) }) {
            throw StudyError(
                "a level of \(kind.rawValue) is \(wrong), expected \(range.lowerBound) to \(range.upperBound)")
        }
        memories = try MemoryGrid(&settings.memories, inputs: inputs, loads: [0.1])
        self.settings = settings
        pictures = inputs.patterns?.geometry
        cells = CellGrid(memories.lengths.rules, memories.lengths.neurons, memories.lengths.loads, memories.trials)
        let isSparse = settings.memories.statistics == .sparse
        let isBinary = isSparse || inputs.patterns?.coding == .binary
        cueOverlap = CueOverlap(
            coding: isBinary ? .binary : .bipolar,
            agreement: isSparse ? .activeShare : inputs.network.map { Agreement($0.activation) } ?? .overlap)
        if kind == .temperature, isBinary {
            throw StudyError("kind temperature with 0/1 patterns, expected bipolar ones")
        }
    }

    public var cellCount: Int { cells.count }
    public var conditionsOfTrials: Int? { cells.groupCount }
    public var quantityCount: Int { levels.count * Quantity.allCases.count }

    /// All levels of one memory, so that it is trained once.
    public func cell(_ index: Int) throws -> [Double] {
        let place = cells.place(of: index)
        let memory = try memories.memory(rule: place[0], neurons: place[1], load: place[2], trial: place[3])
        let rows = Array(0..<min(settings.cues, memory.patterns.count))
        let unit = kind == .temperature ? try memory.temperatureUnit() : 1
        return try levels.flatMap { level in
            kind == .temperature
                ? try thermal(memory, memory.patterns.selecting(rows), temperature: level * unit, key: level.bitPattern)
                : try damaged(memory, rows, level)
        }
    }

    private func damaged(_ memory: Memory, _ rows: [Int], _ level: Double) throws -> [Double] {
        let seed = RandomStream.seed(memory.seed, "damage", key: level.bitPattern)
        let shown = memory.patterns.selecting(rows)
        let cues = try damage(shown, level, seed: seed)
        let agreement = memory.agreement
        let stepped = try memory.relax(cues, steps: 1, order: .synchronous, purpose: 1)
        let rested = try memory.relax(cues, steps: memories.steps, purpose: level.bitPattern)
        func overlaps(_ states: PatternSet, after steps: Int) -> [Double] {
            let goals = memory.goals(of: rows, after: steps)
            return rows.map { agreement(states, $0, goals.patterns, goals.rows[$0]) }
        }
        let (start, final) = (
            rows.map { cueOverlap.agreement(cues, $0, shown, $0) }, overlaps(rested.final, after: memories.steps)
        )
        let count = Double(rows.count)
        return [
            start.reduce(0, +) / count, overlaps(stepped.final, after: 1).reduce(0, +) / count,
            final.reduce(0, +) / count, Double(final.count { $0 >= settings.criterion }) / count,
        ]
    }

    private func damage(_ targets: PatternSet, _ level: Double, seed: UInt64) throws -> PatternSet {
        switch kind {
        case .flip: return try targets.damaged(by: [.flip(probability: level)], seed: seed)
        case .exactFlip:
            return try targets.damaged(by: [.flipCount(wholeUnits(level, of: targets.neurons))], seed: seed)
        case .gaussian: return try targets.damaged(by: [.noise(deviation: level)], seed: seed)
        case .temperature: return targets
        case .occlude:
            var pictures = targets
            let geometry = Self.geometry(of: targets)
            pictures.geometry = geometry
            let rows = wholeUnits(level, of: geometry.rows)
            guard rows > 0 else { return targets }
            let hidden = Region.rectangle(x: 0, y: 0, width: geometry.columns, height: rows)
            return try pictures.damaged(by: [.occlude(hidden, settings.fill)], seed: seed)
        }
    }

    /// A share of a number of units or rows, in whole ones.
    private func wholeUnits(_ share: Double, of count: Int) -> Int { Int((share * Double(count)).rounded()) }

    /// Patterns that are no pictures are hidden unit by unit.
    private static func geometry(of patterns: PatternSet) -> Geometry {
        patterns.geometry ?? Geometry(rows: patterns.neurons, columns: 1)
    }

    /// The share of the units that a level inverts or hides in memories of a size, after rounding to whole ones.
    func share(_ level: Double, neurons index: Int) -> Double {
        switch kind {
        case .flip, .gaussian, .temperature: return level
        case .exactFlip:
            let units = memories.neurons[index]
            return Double(wholeUnits(level, of: units)) / Double(units)
        case .occlude:
            let rows = pictures?.rows ?? memories.neurons[index]
            return Double(wholeUnits(level, of: rows)) / Double(rows)
        }
    }

    /// Glauber dynamics from each pattern; the overlap is averaged over the second half of the sweeps.
    private func thermal(
        _ memory: Memory, _ targets: PatternSet, temperature: Double, key: UInt64
    ) throws -> [Double] {
        let overlaps = try (0..<targets.count).map { target in
            // One pattern at a time: a history holds every state.
            let bath = try memory.heatBath(
                from: targets.selecting([target]), temperature: temperature, steps: memories.steps, number: target,
                key: key
            )
            let sum = bath.late.reduce(0.0) { $0 + Agreement.overlap(bath.history, $1, targets, target) }
            return sum / Double(bath.late.count)
        }
        let count = Double(targets.count)
        return [1, .nan, overlaps.reduce(0, +) / count, Double(overlaps.count { $0 >= settings.criterion }) / count]
    }

    /// For each rule, size, load and level the trials of one quantity.
    func groups(_ values: StudyCells, _ quantity: Quantity) -> [[Double]] {
        let byLevel = levels.indices.map {
            cells.groups(values, $0 * Quantity.allCases.count + quantity.rawValue)
        }
        return (0..<byLevel[0].count).flatMap { condition in byLevel.map { $0[condition] } }
    }
}
