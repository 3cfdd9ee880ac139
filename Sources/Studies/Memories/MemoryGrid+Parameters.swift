import Models
import Numerics
import Patterns

extension MemoryGrid {
    /// The parameters that say which memories are studied.
    ///
    /// - Parameter loads: in words, what holds where none are given.
    static func parameters(loads: String, trials: Int, steps: Int = 50) -> [StudyParameter] {
        [
            StudyParameter(
                "rules", .texts(default: []),
                help:
                    "learning rules, with parameters after colons: hebbian,hebbian:subtract-mean=off (default: hebbian)"
            ),
            StudyParameter(
                "neurons", .integers(2...1_000_000, default: []), help: "numbers of units (default: 1000)"),
            StudyParameter(
                "loads", .numbers(0...1000, default: []),
                help:
                    "patterns per unit; round(load * neurons) are stored, and loads that store as many are one (default: \(loads))"
            ),
            StudyParameter(
                "counts", .integers(1...1_000_000_000, default: []), help: "numbers of patterns, instead of loads"),
            StudyParameter(
                "statistics", .choice(["auto", "random", "sparse", "correlated", "file"], default: "auto"),
                help:
                    "how patterns are drawn: random ±1, sparse 0/1 recalled by k winners, correlated ±1, or from the file given (auto: the file if there is one, else random)"
            ),
            StudyParameter(
                "activity", .number(1e-6...0.5, default: 0.05), help: "share of active units of sparse patterns"),
            StudyParameter(
                "correlation", .number(0...1, default: 0.2), help: "mean overlap of two correlated patterns"),
            StudyParameter("trials", .integer(1...1_000_000, default: trials), help: "independent repetitions"),
            StudyParameter(
                "update", .choice(UpdateOrder.allCases.map(\.rawValue), default: "async"),
                help: "all units at once, or one after the other in a fresh order each sweep"),
            StudyParameter(
                "steps", .integer(1...1_000_000, default: steps), help: "the most steps or sweeps of a relaxation"),
            StudyParameter("seed", .integer(0...Int.max, default: 0), help: "seed of all random numbers"),
        ]
    }

    /// A relaxation counts as recall from this overlap on.
    static let criterion = StudyParameter(
        "criterion", .number(0...1, default: 0.95),
        help:
            "overlap with the pattern (sparse: share of its active units) from which on it counts as recalled; 1 is exact"
    )

    /// Enters what follows from the inputs, so that the values stored are those in force.
    static func resolve(_ parameters: inout StudyParameters, _ inputs: StudyInputs, _ defaults: [Double]) throws {
        if let patterns = inputs.patterns, patterns.coding != .bipolar, patterns.coding != .binary {
            throw StudyError("the patterns are \(patterns.coding.rawValue), expected bipolar or binary ones")
        }
        if let network = inputs.network { return try resolve(&parameters, network, inputs) }
        if parameters.texts("rules").isEmpty { parameters.set("rules", .texts(["hebbian"])) }
        let hasCounts = !parameters.integers("counts").isEmpty
        if hasCounts, !parameters.numbers("loads").isEmpty {
            throw StudyError("loads and counts exclude each other")
        }
        if let patterns = inputs.patterns {
            try resolve(&parameters, patterns, hasCounts)
        } else {
            if parameters.text("statistics") == "file" {
                throw StudyError("statistics is file, expected patterns from one")
            }
            if parameters.text("statistics") == "auto" { parameters.set("statistics", .text("random")) }
            if parameters.integers("neurons").isEmpty { parameters.set("neurons", .integers([1000])) }
            if !hasCounts, parameters.numbers("loads").isEmpty { parameters.set("loads", .numbers(defaults)) }
        }
        if hasCounts, parameters.integers("neurons").count > 1 {
            throw StudyError("counts with several numbers of units, expected loads or one number of units")
        }
        mergeLoads(&parameters)
    }

    /// Of loads that store the same number of patterns in a single size the first one is enough. In the others a load
    /// that is one of several in one size may be one of its own in another.
    private static func mergeLoads(_ parameters: inout StudyParameters) {
        let (sizes, loads) = (parameters.integers("neurons"), parameters.numbers("loads"))
        guard sizes.count == 1, !loads.isEmpty else { return }
        var seen = Set<Double>()
        parameters.set("loads", .numbers(loads.filter { seen.insert(($0 * Double(sizes[0])).rounded()).inserted }))
    }

    /// Patterns of a file: its own size, and all of them unless loads or counts say otherwise.
    private static func resolve(
        _ parameters: inout StudyParameters, _ patterns: PatternSet, _ hasCounts: Bool
    ) throws {
        guard ["auto", "file"].contains(parameters.text("statistics")) else {
            throw StudyError("statistics is \(parameters.text("statistics")), expected file for patterns from a file")
        }
        guard parameters.integers("neurons").isEmpty || parameters.integers("neurons") == [patterns.neurons] else {
            throw StudyError("neurons is \(parameters["neurons"]), the patterns have \(patterns.neurons) units")
        }
        guard patterns.count > 0 else { throw StudyError("no patterns, expected at least one") }
        parameters.set("statistics", .text("file"))
        parameters.set("neurons", .integers([patterns.neurons]))
        if !hasCounts, parameters.numbers("loads").isEmpty { parameters.set("counts", .integers([patterns.count])) }
    }

    private static func resolve(
        _ parameters: inout StudyParameters, _ network: AmariHopfieldNetwork, _ inputs: StudyInputs
    ) throws {
        guard let patterns = inputs.patterns, patterns.count > 0 else {
            throw StudyError("the weights come without the patterns they hold, expected a file that keeps them")
        }
        guard patterns.neurons == network.neurons else {
            throw StudyError("the patterns have \(patterns.neurons) units, the network \(network.neurons)")
        }
        for name in ["rules", "loads", "counts"] where !parameters[name].isEmptyList {
            throw StudyError("\(name) does not apply to given weights, expected patterns to train on")
        }
        parameters.set("statistics", .text("file"))
        parameters.set("neurons", .integers([network.neurons]))
    }
}
