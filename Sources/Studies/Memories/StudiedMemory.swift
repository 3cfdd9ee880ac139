import Models
import Parameters

/// Which memories a study looks at; part of the settings of several studies.
public struct StudiedMemory: Sendable {
    /// How patterns are come by.
    public enum Statistics: String, Sendable, CaseIterable {
        /// From the file if there is one, else random.
        case auto
        /// ±1 with equal probability.
        case random
        /// 0/1, recalled by k winners.
        case sparse
        /// ±1, each like one prototype.
        case correlated
        case file
    }

    /// None: Hebbian.
    public var rules: [RuleChoice] = []
    /// Rule store with each of these separations, beside the rules.
    public var separations: [RuleChoice] = []
    /// Numbers of units; none: 1000, or those of the patterns given.
    public var neurons: [Int] = []
    /// Patterns per unit; none and no counts: by study.
    public var loads: [Double] = []
    /// Numbers of patterns, instead of loads.
    public var counts: [Int] = []
    public var statistics = Statistics.auto
    /// The share of active units of sparse patterns.
    public var activity = 0.05
    /// The mean overlap of two correlated patterns.
    public var correlation = 0.2
    /// Whether each pattern recalls a partner, drawn like it.
    public var pairs = false
    /// What is done to the weights of each network after learning.
    public var damage = WeightDamage()
    /// Independent repetitions.
    public var trials: Int
    public var update = UpdateOrder.asynchronous
    /// The most steps or sweeps of a relaxation.
    public var steps = 50
    public var seed = 0

    public init(trials: Int) { self.trials = trials }

    /// - Parameters:
    ///   - path: where a study's settings have those of its memories.
    ///   - loads: in words, what holds where none are given.
    static func parameters<Settings>(
        of path: WritableKeyPath<Settings, StudiedMemory> & Sendable, loads: String
    ) -> [Parameter<Settings>] {
        let own: [Parameter<StudiedMemory>] = [
            .rules(
                \.rules,
                help:
                    "learning rules, with parameters after colons: hebbian,hebbian:subtract-mean=off (default: hebbian)"
            ),
            .separations(\.separations),
            Parameter("neurons", \.neurons, 2...1_000_000, help: "numbers of units (default: 1000)"),
            Parameter(
                "loads", \.loads, 0...1000,
                help:
                    "patterns per unit; round(load * neurons) are stored, and loads that store as many are one (default: \(loads))"
            ),
            Parameter("counts", \.counts, 1...1_000_000_000, help: "numbers of patterns, instead of loads"),
            Parameter(
                "statistics", \.statistics,
                help:
                    "how patterns are drawn: random ±1, sparse 0/1 recalled by k winners, correlated ±1, or from the file given (auto: the file if there is one, else random)"
            ),
            Parameter("activity", \.activity, 1e-6...0.5, help: "share of active units of sparse patterns"),
            Parameter("correlation", \.correlation, 0...1, help: "mean overlap of two correlated patterns"),
            Parameter("partners", \.pairs, help: "let each pattern recall a partner, drawn like it"),
            Parameter(
                "dilute", \.damage.dilution, 0...0.999, help: "share of the connections that are removed after learning"
            ),
            Parameter("asymmetric", \.damage.isAsymmetric, help: "remove each direction of a connection by itself"),
            Parameter("clip", \.damage.clips, help: "leave of each weight its sign"),
            Parameter("quantize", \.damage.bitCount, 0...16, help: "bits of a weight, 2 or more; 0: as learned"),
            Parameter(
                "quantize-levels", \.damage.levels,
                help: "levels of weights of few bits: symmetric about 0, or from the least to the greatest weight"),
            .trials(\.trials), .update(\.update),
            Parameter("steps", \.steps, 1...1_000_000, help: "the most steps or sweeps of a relaxation"),
            .seed(\.seed),
        ]
        return own.map { $0.of(path) }
    }
}

/// The settings of a study of memories.
public protocol MemoryStudySettings: StudySettings {
    var memories: StudiedMemory { get set }
    /// Every setting at its default.
    init()
}

extension MemoryStudySettings {
    public static var defaults: Self { Self() }

    /// Settings of which those that say which memories are studied may be other than their defaults.
    ///
    /// - Parameters:
    ///   - rules: none: Hebbian.
    ///   - neurons: numbers of units; none: 1000, or those of the patterns given.
    ///   - loads: patterns per unit, instead of counts.
    ///   - counts: numbers of patterns.
    ///   - trials: independent repetitions.
    ///   - seed: of all random numbers.
    public init(
        rules: [RuleChoice] = [], neurons: Int..., loads: [Double] = [], counts: [Int] = [], trials: Int? = nil,
        seed: Int = 0
    ) {
        self.init()
        memories.rules = rules
        memories.neurons = neurons
        memories.loads = loads
        memories.counts = counts
        memories.trials = trials ?? memories.trials
        memories.seed = seed
    }
}

// MARK: - Parameters that several studies have

extension Parameter {
    static func trials(
        _ path: WritableKeyPath<Owner, Int> & Sendable, help: String = "independent repetitions"
    ) -> Parameter {
        Parameter("trials", path, 1...1_000_000, help: help)
    }

    static func update(_ path: WritableKeyPath<Owner, UpdateOrder> & Sendable) -> Parameter {
        Parameter("update", path, help: "all units at once, or one after the other in a fresh order each sweep")
    }

    static func seed(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
        Parameter("seed", path, 0...Int.max, help: "seed of all random numbers")
    }

    static func cues(_ path: WritableKeyPath<Owner, Int> & Sendable, help: String) -> Parameter {
        Parameter("cues", path, 1...1_000_000, help: help)
    }

    /// A relaxation counts as recall from this overlap on.
    static func criterion(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
        Parameter(
            "criterion", path, 0...1,
            help:
                "overlap with the pattern (sparse: share of its active units) from which on it counts as recalled; 1 is exact"
        )
    }
}
