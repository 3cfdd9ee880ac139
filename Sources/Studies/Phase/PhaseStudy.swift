// Aim: what a memory is at each load and temperature: a memory, a glass, or noise.
//
// Glauber dynamics runs from a stored pattern x and from a random state, and the second half of its sweeps is averaged:
//
//     overlap   m = 1/N sum_i x_i <s_i>     from the pattern; from a random state the largest of all patterns
//     order     q = 1/N sum_i <s_i>²        1 where units stand still, 0 where nothing is left of any state
//     energy    E / (N u)                   u mean of x_i h_i at the stored patterns, the unit of temperatures
//
// q of n averaged sweeps is at least about 1/n. A retrieval state has m and q, a glass q alone; what lasts no longer than the
// sweeps is not told apart from what lasts for ever.
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Phys. Rev. Lett. 55, 1530 (1985); Annals of Physics 173, 30 (1987).

import Models
import Numerics
import Parameters
import Patterns

public struct PhaseStudy: Study {
    public static let description = StudyDescription(
        name: "phase", summary: "What a memory is at each load and temperature: a memory, a glass, or noise.",
        method: [
            "Follows Glauber dynamics from stored patterns and from random states, and averages over the second half of the sweeps: the overlap, the order q (mean square of a unit's mean, 1 where units stand still), and the energy per unit.",
            "For Hebb's rule theory says up to which temperature a pattern is stable (retrieval limit T_M), up to which it has less free energy than a glass (T_c), and up to which there is a glass (T_g = 1 + sqrt(load)). Weights that are clipped, diluted or coarse, and symmetric, add noise that theory counts as well; of other rules it says nothing here.",
            "The measured retrieval limit is the temperature at which the mean overlap from patterns falls through `criterion`, between two temperatures by a straight line.",
        ],
        references: [
            "Amit, Gutfreund, Sompolinsky, Phys. Rev. Lett. 55, 1530 (1985)",
            "Amit, Gutfreund, Sompolinsky, Annals of Physics 173, 30 (1987)",
            "Sompolinsky, Phys. Rev. A 34, 2571 (1986)",
        ],
        need: .memory(isRequired: false), quantities: Quantity.allCases.map(\.values),
        reports: [
            StudyReport(
                axes: ["rule", "neurons", "load", "temperature"],
                columns: ["rule", "neurons", "load", "temperature", "stored_load", "patterns"]
                    + StudyReport.measured(
                        "overlap", "order", "energy", "random_overlap", "random_order", "random_energy")
                    + ["overlap_theory"]),
            StudyReport(
                axes: ["rule", "neurons", "load"],
                columns: [
                    "rule", "neurons", "load", "retrieval_limit", "retrieval_limit_error", "retrieval_limit_theory",
                    "ground_state_limit_theory", "glass_limit_theory",
                ]),
        ])

    public struct Settings: MemoryStudySettings {
        public static let parameters: [Parameter<Self>] =
            [
                Parameter(
                    "temperatures", \.temperatures, 0...1_000_000,
                    help: "temperatures in units of the mean field of a stored pattern (default: 0.1 to 1.2 by 0.1)")
            ] + StudiedMemory.parameters(of: \.memories, loads: "0.02 to 0.14 by 0.04; all patterns of a file") + [
                .cues(\.cues, help: "patterns and random states of each trial that are followed, at most"),
                Parameter(
                    "criterion", \.criterion, 0...1,
                    help:
                        "overlap below which patterns count as lost; 0: nine tenths of that at which theory loses them, 0.5 without theory"
                ),
            ]

        /// In units of the mean field of a stored pattern; none: 0.1 to 1.2.
        public var temperatures: [Double] = []
        public var memories = StudiedMemory(trials: 4)
        /// Patterns and random states of each trial that are followed, at most.
        public var cues = 2
        /// The mean overlap below which patterns count as lost; 0: by theory.
        public var criterion = 0.0

        public init() { memories.steps = 100 }
    }

    public let settings: Settings
    let memories: MemoryGrid
    let cells: CellGrid
    var temperatures: [Double] { settings.temperatures }

    enum Quantity: Int, CaseIterable {
        case overlap, order, energy, randomOverlap, randomOrder, randomEnergy

        var values: StudyQuantity {
            switch self {
            case .overlap: .overlap("overlap")
            case .order: .share("order")
            case .randomOverlap: .share("overlap from random states")
            case .randomOrder: .share("order from random states")
            case .energy, .randomEnergy: .finite("energy")
            }
        }
    }

    public init(checked settings: Settings, inputs: StudyInputs) throws {
        var settings = settings
        if settings.temperatures.isEmpty { settings.temperatures = (1...12).map { Double($0) / 10 } }
        guard settings.temperatures == settings.temperatures.sorted() else {
            throw StudyError("temperatures", "are not ascending, expected the lowest first")
        }
        memories = try MemoryGrid(&settings.memories, inputs: inputs, loads: [0.02, 0.06, 0.1, 0.14])
        self.settings = settings
        if settings.memories.pairs { throw StudyError("partners", "is on, expected patterns that recall themselves") }
        if settings.memories.statistics == .sparse || inputs.patterns?.coding == .binary {
            throw StudyError("temperatures of 0/1 patterns are not defined here, expected bipolar ones")
        }
        cells = CellGrid(memories.lengths.rules, memories.lengths.neurons, memories.lengths.loads, memories.trials)
    }

    public var cellCount: Int { cells.count }
    public var conditionsOfTrials: Int? { cells.groupCount }
    public var quantityCount: Int { temperatures.count * Quantity.allCases.count }

    /// All temperatures of one memory, so that it is trained once.
    public func cell(_ index: Int) throws -> [Double] {
        let place = cells.place(of: index)
        let memory = try memories.memory(rule: place[0], neurons: place[1], load: place[2], trial: place[3])
        let unit = try memory.temperatureUnit()
        let targets = memory.patterns.selecting(Array(0..<min(settings.cues, memory.patterns.count)))
        let starts = try PatternStatistics.random.patterns(
            count: targets.count, neurons: targets.neurons, seed: RandomStream.seed(memory.seed, "start"))
        let patterns = (0..<memory.patterns.count).map { memory.patterns.row($0) }
        return try temperatures.flatMap { temperature -> [Double] in
            var sums = [Double](repeating: 0, count: Quantity.allCases.count)
            for number in 0..<targets.count {
                func follow(_ states: PatternSet, _ key: UInt64) throws -> (
                    means: [Double], order: Double, energy: Double
                ) {
                    let bath = try memory.heatBath(
                        from: states.selecting([number]), temperature: temperature * unit, steps: memories.steps,
                        number: number, key: temperature.bitPattern ^ key)
                    let (means, size) = (bath.means, Double(states.neurons))
                    return (means, means.reduce(0) { $0 + $1 * $1 } / size, bath.energy / size / unit)
                }
                let (kept, free) = (try follow(targets, 0), try follow(starts, 1))
                let nearest = patterns.map { abs(Self.overlap($0, free.means)) }.max() ?? 0
                let found = [
                    Self.overlap(targets.row(number), kept.means), kept.order, kept.energy, nearest, free.order,
                    free.energy,
                ]
                for quantity in found.indices { sums[quantity] += found[quantity] }
            }
            return sums.map { $0 / Double(targets.count) }
        }
    }

    private static func overlap(_ pattern: [Float], _ means: [Double]) -> Double {
        zip(pattern, means).reduce(0) { $0 + Double($1.0) * $1.1 } / Double(means.count)
    }

    /// For each rule, size, load and temperature the trials of one quantity.
    func groups(_ values: StudyCells, _ quantity: Quantity) -> [[Double]] {
        let all = temperatures.indices.map {
            cells.groups(values, $0 * Quantity.allCases.count + quantity.rawValue)
        }
        return (0..<all[0].count).flatMap { condition in all.map { $0[condition] } }
    }
}
