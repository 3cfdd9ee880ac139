import LearningRules
import Models
import Numerics
import Patterns

/// A memory, the patterns that it is meant to hold and what each of them leads to, with a seed for what is done to it.
struct Memory: Sendable {
    /// What recalls.
    enum Model: Sendable {
        /// A state comes to rest, or follows a sequence.
        case recalling(any RecallingModel)
        /// A cue is answered by a partner.
        case pairs(any PairModel)
    }

    let model: Model
    let patterns: PatternSet
    /// The partners of the patterns, of pairs.
    let partners: PatternSet?
    let seed: UInt64
    /// What learning took, as the rule counts: epochs of a perceptron, patterns, dreams; nil for rules of one pass.
    var iterations: Int?

    /// The largest matrix that a study makes, in bytes: 1 GiB, of 16384 units.
    static let largestMatrix = 0x1p30

    init(
        _ model: Model, patterns: PatternSet, partners: PatternSet? = nil, seed: UInt64,
        iterations: Int? = nil
    ) {
        (self.model, self.patterns, self.partners, self.seed) = (model, patterns, partners, seed)
        self.iterations = iterations
    }

    init(network: AmariHopfieldNetwork, patterns: PatternSet, seed: UInt64) {
        self.init(.recalling(network), patterns: patterns, seed: seed)
    }

    /// The network of Amari and Hopfield, where it is one.
    var network: AmariHopfieldNetwork? {
        guard case .recalling(let model) = model else { return nil }
        return model as? AmariHopfieldNetwork
    }

    /// How alike a state and its pattern are.
    var agreement: Agreement {
        switch model {
        case .recalling(let model): Agreement(model.activation)
        case .pairs(let model): model.targets.coding == .binary ? .sharedActive : .overlap
        }
    }

    /// The same with units that answer so, in this order; sequences update all at once.
    func answering(_ activation: Activation, _ order: UpdateOrder) -> Memory {
        guard case .recalling(var model) = model else { return self }
        model.activation = activation
        model.order = isSequence ? .synchronous : order
        return Memory(.recalling(model), patterns: patterns, seed: seed, iterations: iterations)
    }

    /// The same with worse weights, which become a matrix.
    func damaged(by damage: WeightDamage) throws -> Memory {
        guard !damage.isNothing else { return self }
        guard var network else {
            throw StudyError("a memory without weights between units has none to dilute, clip or quantize")
        }
        var matrix = try network.weights.matrix()
        damage.apply(to: &matrix, seed: RandomStream.seed(seed, "weights"))
        network.weights = .dense(matrix)
        return Memory(.recalling(network), patterns: patterns, seed: seed, iterations: iterations)
    }

    // MARK: - Where patterns lead

    /// The position of the pattern that follows each, in a sequence.
    private var followers: [Int]? {
        guard case .recalling(let model) = model else { return nil }
        return (model as? any SequenceModel)?.followers
    }

    /// Whether states follow one another and do not rest.
    var isSequence: Bool { followers != nil }

    /// The patterns that states are compared with, and which of them each of some patterns leads to after some steps.
    func goals(of rows: [Int], after steps: Int) -> (patterns: PatternSet, rows: [Int]) {
        if let partners { return (partners, rows) }
        guard let followers else { return (patterns, rows) }
        return (patterns, rows.map { row in (0..<steps).reduce(row) { place, _ in followers[place] } })
    }

    // MARK: - Recall

    /// Where cues lead.
    struct Relaxation {
        let final: PatternSet
        let steps: [Int32]
    }

    /// Relaxes cues asynchronously or synchronously, with random numbers of their own; of pairs one step is the answer, and
    /// more go to and fro.
    func relax(
        _ cues: PatternSet, steps: Int, order: UpdateOrder? = nil, purpose key: UInt64 = 0
    ) throws -> Relaxation {
        guard case .pairs(let model) = model else {
            let recall = try recall(cues, steps: steps, order: order, purpose: key)
            return Relaxation(final: recall.final, steps: recall.steps)
        }
        var options = RecallOptions()
        options.steps = steps
        let recall = try model.recall(cues, toAndFro: steps > 1, options: options)
        return Relaxation(final: recall.answers, steps: recall.steps)
    }

    /// Relaxes cues in a memory without partners.
    func recall(_ cues: PatternSet, steps: Int, order: UpdateOrder? = nil, purpose key: UInt64 = 0) throws -> Recall {
        guard case .recalling(var model) = model else { preconditionFailure("pairs answer") }
        if let order { model.order = order }
        var options = RecallOptions()
        options.steps = steps
        options.seed = RandomStream.seed(seed, "dynamics", key: key)
        return try model.recall(cues, options: options)
    }

    // MARK: - Attractors

    /// What states end in. Of pairs a state is a key beside its answer, as if both were one pattern.
    struct Endings {
        let states: PatternSet
        let patterns: PatternSet
        /// [state, pattern]
        let overlaps: Matrix
        let stop: [StopReason]
        let steps: [Int32]
        /// Per unit, in the unit of `meanAlignedField` where there is one; NaN of memories without an energy.
        let energies: [Double]
    }

    /// Relaxes states until they rest; pairs to and fro.
    func endings(of starts: PatternSet, steps: Int) throws -> Endings {
        guard case .pairs(let model) = model else {
            let recall = try recall(starts, steps: steps)
            // Energies of dense memories have a unit of their own.
            let unit = try meanAlignedField().map { $0 * Double(patterns.neurons) } ?? 1
            let energies = (0..<starts.count).map { start in
                let energy = recall.energy.row(start).last { !$0.isNaN } ?? .nan
                return unit == 0 ? .nan : Double(energy) / unit
            }
            return Endings(
                states: recall.final, patterns: patterns, overlaps: recall.overlaps(with: patterns),
                stop: recall.stop, steps: recall.steps, energies: energies)
        }
        var options = RecallOptions()
        options.steps = steps
        let recall = try model.recall(starts, toAndFro: true, options: options)
        let (states, all) = (recall.cues.beside(recall.answers), model.keys.beside(model.targets))
        return Endings(
            states: states, patterns: all, overlaps: OverlapMeasure(states, all).matrix(states, all),
            stop: recall.stop, steps: recall.steps,
            energies: [Double](repeating: .nan, count: starts.count))
    }

    /// The mean of x_i h_i over all units of the stored patterns, x = ±1: the unit in which temperatures and
    /// energies are given. In the usual normalisation by 1/N it is about 1 for random patterns. Nil for memories without
    /// local fields.
    func meanAlignedField() throws -> Double? {
        guard let network else { return nil }
        let fields = try network.fields(of: patterns)
        var sum = 0.0
        for pattern in 0..<patterns.count {
            let row = patterns.row(pattern)
            for unit in row.indices where row[unit] != 0 || patterns.coding != .bipolar {
                let field = Double(fields[pattern, unit])
                sum += row[unit] > 0 ? field : -field
            }
        }
        return sum / Double(patterns.count * patterns.neurons)
    }
}
