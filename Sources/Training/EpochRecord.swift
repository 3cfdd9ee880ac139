import LearningRules
import Numerics
import Patterns
import Synchronization

/// Gathers the curves of a training, one value an epoch:
///
/// - `weight_norm`: Frobenius norm of the weights.
/// - `change`: |W - W before| / |W before|, both Frobenius norms.
/// - `energy`: mean energy of the presented states, for models that have one.
/// - `dead_fraction`: share of outputs that never responded, that is by no more than 1e-6; of rules by which only winners
///   learn, of those that never won.
/// - `saturated_fraction`: share of outputs with at least nine tenths of their weights at a bound of the rule, of the
///   weights whose input is not 0 in every sample.
/// - what the rule adds, such as `threshold`.
/// - of a network, rates and irregularity of its units: `SpikeCount`.
struct EpochRecord {
    private(set) var curves: [String: [Float]] = [:]
    var peaks: ResponsePeaks
    var energy = 0.0
    /// What the units of a network did, where that is counted.
    var activity: SpikeCount?
    /// The same of a checkpoint.
    private(set) var savedActivity: NamedArrays.Entry?
    private var firstWeights: Matrix
    /// How often each output had won before the epoch, of rules with winners.
    private var firstWins: [Float]?

    init(_ weights: Matrix, outputs: Int, wins: [Float]?) {
        firstWins = wins
        peaks = ResponsePeaks(outputs: outputs)
        firstWeights = weights
    }

    /// From a checkpoint; what is missing begins afresh.
    init(_ saved: NamedArrays, weights: Matrix, outputs: Int, wins: [Float]?) {
        self.init(weights, outputs: outputs, wins: wins)
        for (name, entry) in saved.entries where name.hasPrefix(Self.curvePrefix) {
            curves[String(name.dropFirst(Self.curvePrefix.count))] = entry.values
        }
        if let first = saved.entries["first_weights"], first.shape == [weights.rows, weights.columns] {
            firstWeights.values = first.values
        }
        if let values = saved.entries["peaks"]?.values, values.count == outputs { peaks.values = values }
        savedActivity = saved.entries["activity"]
        if let values = saved.entries["first_wins"]?.values, values.count == firstWins?.count { firstWins = values }
        if let words = saved.entries["energy"]?.values, words.count == 2 {
            energy = Double(words[0]) + Double(words[1])
        }
    }

    private static let curvePrefix = "curve/"

    /// - Parameter midway: whether an epoch is under way.
    func saved(midway: Bool) -> NamedArrays {
        var arrays = NamedArrays()
        for (name, values) in curves { arrays[Self.curvePrefix + name] = values }
        guard midway else { return arrays }
        arrays.set("first_weights", shape: [firstWeights.rows, firstWeights.columns], firstWeights.values)
        arrays["peaks"] = peaks.values
        if let activity { arrays.set("activity", shape: activity.shape, activity.values) }
        if let firstWins { arrays["first_wins"] = firstWins }
        // Two Floats hold the sum to 48 bits.
        arrays["energy"] = [Float(energy), Float(energy - Double(Float(energy)))]
        return arrays
    }

    /// Ends an epoch of `samples` presentations; `inputs` are those that are not always 0.
    ///
    /// - Returns: false, with nothing recorded, where a weight is not finite.
    mutating func finish(
        _ weights: Matrix, rule: any LocalRule, state: RuleState, samples: Int, inputs: [Int], _ workers: Workers
    ) -> Bool {
        let norms = weights.norms(beside: firstWeights, workers: workers)
        guard norms.own.isFinite else { return false }
        append("weight_norm", Float(norms.own))
        append("change", norms.other > 0 ? Float(norms.difference / norms.other) : 0)
        deadUnits = deadCount(rule.wins(state))
        append("dead_fraction", Float(deadUnits) / Float(peaks.values.count))
        if let bounds = rule.weightBounds {
            let saturated = Self.saturated(weights, bounds, inputs, workers)
            append("saturated_fraction", Float(saturated) / Float(weights.rows))
        }
        if energy != 0 { append("energy", Float(energy / Double(max(1, samples)))) }
        for (name, value) in rule.curves(state) { append(name, value) }
        for (name, value) in activity?.curves ?? [:] { append(name, value) }
        activity?.begin()
        firstWeights = weights
        firstWins = rule.wins(state)
        energy = 0
        peaks = ResponsePeaks(outputs: peaks.values.count)
        return true
    }

    /// How many outputs never responded, or never won, in the last whole epoch.
    private(set) var deadUnits = 0

    private func deadCount(_ wins: [Float]?) -> Int {
        guard let wins, let firstWins else { return peaks.values.count { !($0 > 1e-6) } }
        return zip(wins, firstWins).count { $0 == $1 }
    }

    static func saturated(
        _ weights: Matrix, _ bounds: ClosedRange<Float>, _ inputs: [Int], _ workers: Workers = .single
    ) -> Int {
        guard !inputs.isEmpty else { return 0 }
        let total = Atomic<Int>(0)
        workers.forEachRange(of: weights.rows, size: 16) { outputs in
            let saturated = outputs.count { output in
                weights.withRow(output) { row in
                    // Once more than a tenth lie between the bounds, the rest does not matter.
                    var allowed = inputs.count / 10
                    return inputs.allSatisfy { input in
                        if row[input] > bounds.lowerBound, row[input] < bounds.upperBound { allowed -= 1 }
                        return allowed >= 0
                    }
                }
            }
            total.wrappingAdd(saturated, ordering: .relaxed)
        }
        return total.load(ordering: .relaxed)
    }

    private mutating func append(_ name: String, _ value: Float) { curves[name, default: []].append(value) }
}

extension PatternSet {
    /// The places at which some pattern is not 0, in order.
    var inputsInUse: [Int] {
        func inUse<Value: Numeric>(_ values: [Value]) -> [Int] {
            var unused = Array(0..<neurons)
            var isUsed = [Bool](repeating: false, count: neurons)
            // Most places are used by the first patterns, so that little is left to look at.
            for start in stride(from: 0, to: values.count, by: neurons) where !unused.isEmpty {
                unused.removeAll { place in
                    isUsed[place] = values[start + place] != 0
                    return isUsed[place]
                }
            }
            return isUsed.indices.filter { isUsed[$0] }
        }
        return switch values {
        case .integers(let array): inUse(array)
        case .reals(let array): inUse(array)
        case .levels(let array): inUse(array)
        }
    }
}
