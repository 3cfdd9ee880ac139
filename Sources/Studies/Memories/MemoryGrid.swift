import LearningRules
import Models
import Numerics
import Patterns

/// The memories of an experiment: rules × sizes × loads of random patterns, of patterns from a file, or one network
/// with given weights. The memory of a trial depends on seed, size, number of patterns and trial alone, so that rules
/// and damages are compared on the same patterns, and a load's result stays when others join the sweep.
struct MemoryGrid: Sendable {
    let rules: [RuleChoice]
    let neurons: [Int]
    /// As given, with round(load · N) patterns; of a single size what that makes, P / N.
    let loads: [Double]
    let trials: Int
    let statistics: PatternStatistics
    let order: UpdateOrder
    let steps: Int
    let seed: UInt64
    /// Of what kind the patterns are, as far as theories ask.
    let patternKind: PatternKind
    /// Whether each pattern has a partner.
    let hasPartners: Bool
    /// What is done to the weights of each network.
    let damage: WeightDamage
    private let inputs: StudyInputs

    static let largestMemory = 1 << 30

    /// The sizes of the axes rule, neurons and load.
    var lengths: (rules: Int, neurons: Int, loads: Int) { (max(1, rules.count), neurons.count, loads.count) }

    /// Whether the network is given, not trained.
    var isGiven: Bool { inputs.network != nil }

    /// - Parameters:
    ///   - settings: values that follow from others are entered.
    ///   - inputs: patterns to store, or a network as it is.
    ///   - usual: the loads where neither loads, counts nor patterns are given.
    init(_ settings: inout StudiedMemory, inputs: StudyInputs, loads usual: [Double]) throws {
        try settings.resolve(inputs, loads: usual)
        rules = settings.rules
        neurons = settings.neurons
        loads = Self.loads(settings, inputs)
        trials = settings.trials
        order = settings.update
        steps = settings.steps
        seed = UInt64(settings.seed)
        (hasPartners, damage) = (settings.pairs, settings.damage)
        self.inputs = inputs
        switch settings.statistics {
        case .sparse: statistics = .sparse(activity: settings.activity)
        case .correlated: statistics = .correlated(overlap: settings.correlation)
        case .auto, .random, .file: statistics = .random
        }
        patternKind = inputs.patterns.map(RandomLikeness.kind) ?? statistics.kind
        try check()
    }

    /// How many patterns a memory holds.
    func patternCount(neurons index: Int, load: Int) -> Int {
        if isGiven { return inputs.patterns?.count ?? 0 }
        return Int((loads[load] * Double(neurons[index])).rounded())
    }

    /// The load that is really there, after rounding to whole patterns.
    func storedLoad(neurons index: Int, load: Int) -> Double {
        Double(patternCount(neurons: index, load: load)) / Double(neurons[index])
    }

    /// For each rule whether a theory holds for its memories.
    func holds(_ domain: TheoryDomain) -> [Bool] {
        (0..<lengths.rules).map { rule in
            domain.includes(conditions(rule: rule))
        }
    }

    /// What the memories of a rule are, as far as theories ask.
    func conditions(rule: Int) -> MemoryConditions {
        MemoryConditions(
            rule: isGiven ? nil : rules[rule].rule, patterns: patternKind, order: order, hasPartners: hasPartners,
            isDamaged: !damage.isNothing, isAsymmetric: damage.dilution > 0 && damage.isAsymmetric)
    }

    /// The axes rule, neurons and load, and the number of patterns at each size and load.
    var columns: [StudyColumn] {
        let names = isGiven ? ["given"] : rules.map(\.text)
        func each<T>(_ value: (_ size: Int, _ load: Int) -> T) -> [T] {
            neurons.indices.flatMap { size in loads.indices.map { value(size, $0) } }
        }
        return [
            .axis("rule", .texts(names), description: "learning rule"),
            .axis("neurons", .integers(neurons), description: "number of units N"),
            .axis("load", .numbers(loads), description: "load, patterns per unit"),
            StudyColumn(
                "patterns", .integers(each(patternCount)), axes: ["neurons", "load"],
                description: "number of stored patterns P"),
            StudyColumn(
                "stored_load", .numbers(each(storedLoad)), axes: ["neurons", "load"],
                description: "patterns stored per unit, P / N"),
        ]
    }

    /// Rule, units, load and number of patterns of one memory, as tables show them.
    func labels(_ rule: Int, _ size: Int, _ load: Int) -> [String] {
        [
            isGiven ? "given" : rules[rule].text, "\(neurons[size])", fixed(storedLoad(neurons: size, load: load), 4),
            "\(patternCount(neurons: size, load: load))",
        ]
    }

    /// The beginning of a sentence on one memory, from its labels.
    static func subject(_ labels: [String]) -> String {
        "\(labels[0]), \(labels[1]) units, \(labels[3]) \(labels[3] == "1" ? "pattern" : "patterns"): "
    }

    /// Calls `body` for each rule, size and load, in the order of the axes.
    func map<T>(_ body: (_ rule: Int, _ neurons: Int, _ load: Int) -> T) -> [T] {
        let (rules, sizes, loads) = lengths
        return (0..<rules * sizes * loads).map { body($0 / loads / sizes, $0 / loads % sizes, $0 % loads) }
    }

    /// One memory.
    func memory(rule: Int, neurons index: Int, load: Int, trial: Int) throws -> Memory {
        let units = neurons[index]
        let count = patternCount(neurons: index, load: load)
        let key = UInt64(units) << 32 | UInt64(count)
        let own = RandomStream.seed(seed, "memory", index: trial, key: key)
        if var network = inputs.network, let patterns = inputs.patterns {
            network.order = order
            return Memory(network: network, patterns: patterns, seed: own)
        }
        let patterns = try patterns(count, units, own)
        let partners =
            hasPartners
            ? try statistics.patterns(count: count, neurons: units, seed: RandomStream.seed(own, "partners")) : nil
        let memory = try Memory.trained(rules[rule].rule, patterns, partners: partners, seed: own)
        return try memory.damaged(by: damage).answering(Self.activation(patterns, statistics), order)
    }

    private func patterns(_ count: Int, _ units: Int, _ seed: UInt64) throws -> PatternSet {
        guard let given = inputs.patterns else {
            return try statistics.patterns(count: count, neurons: units, seed: seed)
        }
        guard count < given.count else { return given }
        var random = RandomStream(seed: seed, purpose: "selection")
        return given.selecting(Array(random.permutation(given.count).prefix(count)))
    }

    private static func activation(_ patterns: PatternSet, _ statistics: PatternStatistics) -> Activation {
        if case .sparse(let activity) = statistics {
            return .winners(PatternStatistics.activeCount(activity, patterns.neurons))
        }
        return patterns.coding == .bipolar ? .sign : .step
    }

    private static func loads(_ settings: StudiedMemory, _ inputs: StudyInputs) -> [Double] {
        let units = Double(settings.neurons[0])
        if inputs.network != nil { return [Double(inputs.patterns?.count ?? 0) / units] }
        if !settings.counts.isEmpty { return settings.counts.map { Double($0) / units } }
        guard settings.neurons.count == 1 else { return settings.loads }
        return settings.loads.map { load in
            let count = (load * units).rounded()
            return count == 0 ? load : count / units
        }
    }

    private func check() throws {
        if isGiven {
            guard damage.isNothing, !hasPartners else {
                throw StudyError("weights that are given are studied as they are, expected patterns to train on")
            }
            return
        }
        if hasPartners, inputs.patterns != nil { throw StudyError("pairs are drawn, expected no patterns of a file") }
        for (index, units) in neurons.enumerated() {
            for choice in rules {
                try Memory.check(choice.rule, neurons: units, pairs: hasPartners)
                guard damage.isNothing || Memory.makesNetworks(type(of: choice.rule)) && !hasPartners else {
                    throw StudyError(
                        "rule \(type(of: choice.rule).description.name) makes no weights between units of one network, "
                            + "expected some to dilute, clip or quantize")
                }
            }
            for (place, load) in loads.enumerated() {
                let count = patternCount(neurons: index, load: place)
                guard count >= 1 else {
                    throw StudyError(
                        "a load of \(load) in \(units) units gives no pattern, expected at least \(1 / Double(units))")
                }
                if let given = inputs.patterns, count > given.count {
                    throw StudyError(
                        "a load of \(load) in \(units) units asks for \(count) patterns, the file has \(given.count)")
                }
                guard count <= Self.largestMemory / units else {
                    throw StudyError(
                        "a load of \(load) in \(units) units makes \(count) patterns, expected at most \(Self.largestMemory / units)"
                    )
                }
            }
        }
    }
}
