import LearningRules
import Models
import Patterns

extension StudiedMemory {
    /// Enters what follows from the inputs, so that the values stored are those in force.
    ///
    /// - Parameter usual: the loads where neither loads, counts nor patterns are given.
    mutating func resolve(_ inputs: StudyInputs, loads usual: [Double]) throws {
        if let patterns = inputs.patterns, patterns.coding != .bipolar, patterns.coding != .binary {
            throw StudyError("the patterns are \(patterns.coding.rawValue), expected bipolar or binary ones")
        }
        rules += separations
        separations = []
        if damage.bits == 1 {
            throw StudyError("quantize", "is 1, expected 2 to 16 bits, or clip for the sign alone")
        }
        if damage.clips, damage.bits != nil { throw StudyError("clip and quantize exclude each other") }
        if let network = inputs.network { return try resolve(network, inputs) }
        if let rule = inputs.rule {
            guard rules.isEmpty else {
                throw StudyError("rules does not apply to a given memory, expected patterns to train on")
            }
            rules = [RuleChoice(rule)]
        }
        if rules.isEmpty { rules = [RuleChoice(HebbianRule())] }
        if !counts.isEmpty, !loads.isEmpty { throw StudyError("loads and counts exclude each other") }
        if let patterns = inputs.patterns {
            try resolve(patterns)
        } else {
            if statistics == .file { throw StudyError("statistics", "is file, expected patterns from one") }
            if statistics == .auto { statistics = .random }
            if neurons.isEmpty { neurons = [1000] }
            if counts.isEmpty, loads.isEmpty { loads = usual }
        }
        if !counts.isEmpty, neurons.count > 1 {
            throw StudyError("counts with several numbers of units, expected loads or one number of units")
        }
        mergeLoads()
    }

    /// Of loads that store the same number of patterns in a single size the first one is enough. In the others a load
    /// that is one of several in one size may be one of its own in another.
    private mutating func mergeLoads() {
        guard neurons.count == 1 else { return }
        var seen = Set<Double>()
        loads = loads.filter { seen.insert(($0 * Double(neurons[0])).rounded()).inserted }
    }

    /// Patterns of a file: its own size, and all of them unless loads or counts say otherwise.
    private mutating func resolve(_ patterns: PatternSet) throws {
        guard statistics == .auto || statistics == .file else {
            throw StudyError("statistics", "is \(statistics.rawValue), expected file for patterns from a file")
        }
        guard neurons.isEmpty || neurons == [patterns.neurons] else {
            let given = neurons.map(String.init).joined(separator: ",")
            throw StudyError("neurons", "is \(given), the patterns have \(patterns.neurons) units")
        }
        guard patterns.count > 0 else { throw StudyError("no patterns, expected at least one") }
        statistics = .file
        neurons = [patterns.neurons]
        if counts.isEmpty, loads.isEmpty { counts = [patterns.count] }
    }

    private mutating func resolve(_ network: AmariHopfieldNetwork, _ inputs: StudyInputs) throws {
        guard let patterns = inputs.patterns, patterns.count > 0 else {
            throw StudyError("the weights come without the patterns they hold, expected a file that keeps them")
        }
        guard patterns.neurons == network.neurons else {
            throw StudyError("the patterns have \(patterns.neurons) units, the network \(network.neurons)")
        }
        let given = [("rules", rules.isEmpty), ("loads", loads.isEmpty), ("counts", counts.isEmpty)]
        if let (name, _) = given.first(where: { !$0.1 }) {
            throw StudyError("\(name) does not apply to given weights, expected patterns to train on")
        }
        statistics = .file
        neurons = [network.neurons]
    }
}
