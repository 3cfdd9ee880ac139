// Aim: which attractors a memory has beside the patterns it was given, and how large their share of all states is.
//
// Many random states are relaxed; each final state is classed (see AttractorClass) and its energy per unit,
//
//     E / (N u) = -1/2 s·W s / (N u),   u mean of x_i h_i over the stored patterns
//
// given in units in which a stored pattern has about -1/2. A memory of pairs goes to and fro until both rest; its state is
// the key beside its answer, as in a network of all their units. A sequence has no rest: its state after the last step is
// classed, and neither it nor a pair has an energy.
//
// Reference: J. J. Hopfield, PNAS 79, 2554 (1982); D. J. Amit, H. Gutfreund, H. Sompolinsky, Phys. Rev. A 32, 1007
// (1985).

import Models
import Numerics
import Parameters
import Patterns

public struct AttractorStudy: Study {
    public static let description = StudyDescription(
        name: "attractors",
        summary: "Which attractors a memory has beside its patterns, and how often they are reached.",
        method: [
            "Relaxes random states and classes where they end: at a stored pattern, its inverse, a mixture of three or five patterns, another (spurious) fixed point, or a cycle of two states.",
            "Energies are given per unit, in units in which a stored pattern has about -1/2.",
            "A pair is a key beside its answer, once both rest to and fro. Of a sequence the state after the last step is classed: stored where it is one of the patterns that follow one another. Neither has an energy.",
        ],
        references: [
            "Hopfield, PNAS 79, 2554 (1982)", "Amit, Gutfreund, Sompolinsky, Phys. Rev. A 32, 1007 (1985)",
        ],
        need: .memory(isRequired: false),
        quantities: Quantity.allCases.map(\.values),
        reports: [
            StudyReport(
                axes: ["attractor"],
                columns: [
                    "attractor", "attractor_class", "attractor_nearest", "attractor_overlap", "attractor_energy",
                    "attractor_frequency",
                ]),
            StudyReport(
                axes: ["rule", "neurons", "load", "class"],
                columns: ["rule", "neurons", "load", "class", "stored_load", "patterns"]
                    + StudyReport.measured("frequency", "energy", "overlap", "steps") + ["distinct"]),
        ])

    public struct Settings: MemoryStudySettings {
        public static let parameters: [Parameter<Self>] =
            StudiedMemory.parameters(of: \.memories, loads: "0.05; all patterns of a file") + [
                Parameter("starts", \.starts, 1...1_000_000, help: "random states relaxed in each trial"),
                .criterion(\.criterion),
            ]

        public var memories = StudiedMemory(trials: 20)
        /// Random states relaxed in each trial.
        public var starts = 20
        /// The overlap from which on a state counts as a pattern or a mixture.
        public var criterion = 0.95

        public init() { memories.steps = 200 }
    }

    public let settings: Settings
    let memories: MemoryGrid
    let cells: CellGrid
    var starts: Int { settings.starts }
    let names: [String]?

    /// What is noted of each start.
    enum Quantity: Int, CaseIterable {
        case kind, nearest, overlap, energy, fingerprint, steps

        var values: StudyQuantity {
            switch self {
            case .kind: StudyQuantity("class", .whole(0...Double(AttractorClass.allCases.count - 1)))
            case .nearest: StudyQuantity("nearest pattern", .pattern)
            case .overlap: .overlap("overlap")
            case .energy: .finite("energy")
            case .fingerprint: StudyQuantity("fingerprint", .whole(0...0x1p52))
            case .steps: StudyQuantity("number of steps", .whole(0...1_000_000))
            }
        }
    }

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        var settings = settings
        memories = try MemoryGrid(&settings.memories, inputs: inputs, loads: [0.05])
        self.settings = settings
        let (rules, sizes, loads) = memories.lengths
        cells = CellGrid(rules, sizes, loads, memories.trials)
        names = memories.isGiven ? inputs.patterns?.names : nil
    }

    public var cellCount: Int { cells.count }
    public var conditionsOfTrials: Int? { cells.groupCount }
    public var quantityCount: Int { starts * Quantity.allCases.count }

    public func cell(_ index: Int) throws -> [Double] {
        let place = cells.place(of: index)
        let memory = try memories.memory(rule: place[0], neurons: place[1], load: place[2], trial: place[3])
        let endings = try memory.endings(of: randomStates(memory), steps: memories.steps)
        let patterns = (0..<endings.patterns.count).map { pattern in
            endings.patterns.row(pattern).map { $0 > 0 ? Float(1) : -1 }
        }
        return (0..<starts).flatMap { start in
            let state = endings.states.row(start)
            let row = endings.overlaps.row(start)
            let (kind, nearest) = AttractorClass.classify(
                state, overlaps: row, patterns: patterns, stop: endings.stop[start], isMoving: memory.isSequence,
                criterion: Float(settings.criterion))
            let number = AttractorClass.allCases.firstIndex(of: kind) ?? 0
            return [
                Double(number), Double(nearest), Double(row[nearest]), endings.energies[start],
                Self.fingerprint(state), Double(endings.steps[start]),
            ]
        }
    }

    /// Random states as active as the stored patterns.
    private func randomStates(_ memory: Memory) throws -> PatternSet {
        let neurons = memory.patterns.neurons
        let seed = RandomStream.seed(memory.seed, "start")
        guard memory.patterns.coding == .binary else {
            return try PatternStatistics.random.patterns(count: starts, neurons: neurons, seed: seed)
        }
        let activity = max(1 / Double(neurons), memory.patterns.mean)
        return try PatternStatistics.sparse(activity: activity).patterns(count: starts, neurons: neurons, seed: seed)
    }

    /// 52 bits of a hash (FNV-1a) of a state, which a Double holds exactly: equal states have equal ones.
    private static func fingerprint(_ state: [Float]) -> Double {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for value in state { hash = (hash ^ (value > 0 ? 1 : 0)) &* 0x100_0000_01b3 }
        return Double((hash ^ hash >> 52) & (1 << 52 - 1))
    }

    /// One quantity of all starts, [condition][trial · start].
    func values(_ cells: StudyCells, _ quantity: Quantity) -> [[Double]] {
        let size = memories.trials * starts
        let count = Quantity.allCases.count
        return (0..<cells.count / memories.trials).map { condition in
            (0..<size).map { cells.values[(condition * size + $0) * count + quantity.rawValue] }
        }
    }
}
