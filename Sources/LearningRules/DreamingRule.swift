// Aim: make the attractors that nobody stored weaker than those that were.
//
//     W = (1/N) sum_p x_p x_p^T,  then for each dream  W <- W - (epsilon/N) s s^T,  w_ii = 0
//
// s the fixed point that asynchronous updates reach from a random ±1 state; spurious states have large basins, so
// dreams find and unlearn mostly them. N number of units, epsilon `strength`, the part of one pattern that a dream
// takes away.
//
// N·W is kept while dreaming: its entries are few binary digits, and fields summed in Double are exact in any order.
//
// Reference: J. J. Hopfield, D. I. Feinstein, R. G. Palmer, Nature 304, 158 (1983).

import Numerics
import Parameters
import Patterns

public struct DreamingRule: MatrixRows {
    public static let description = RuleDescription(
        name: "dreaming",
        summary: "Stores ±1 patterns, then unlearns a little of what the network reaches from random states.",
        equation: [
            "W = (1/N) sum_p x_p x_p^T,  then each dream  W <- W - (epsilon/N) s s^T,  w_ii = 0",
            "s the fixed point reached from a random state; N units",
        ],
        reference: "Hopfield, Feinstein, Palmer, Nature 304, 158 (1983)",
        notes: [
            "Too few dreams change little, too many take the memories too: try several numbers of dreams.",
            "--no-store with --initial FILE dreams on weights as they are.",
        ],
        codings: [.bipolar],
        capacity: RuleCapacity(
            load: nil, "holds more than the 0.138 random patterns a unit of Hebbian learning, by the number of dreams",
            alternatives: ["pseudo-inverse", "perceptron"]))

    public static let parameters: [Parameter<Self>] = [
        Parameter("dreams", \.dreams, 0...10_000_000, help: "the number of dreams"),
        Parameter("strength", \.strength, 0...1, help: "epsilon, the part of a pattern that a dream takes away"),
        Parameter("store", \.store, help: "store the patterns first"),
    ]
    public static let defaults = Self()

    /// The number of dreams.
    public var dreams: Int
    /// epsilon, the part of a pattern that a dream takes away.
    public var strength: Double
    /// Whether the patterns are stored first.
    public var store: Bool

    public init(dreams: Int = 100, strength: Double = 0.01, store: Bool = true) {
        self.dreams = dreams
        self.strength = strength
        self.store = store
    }

    package var rowCoupling: String? { "a dream is a state of the whole network" }

    public func learn(
        _ patterns: PatternSet, into weights: inout Matrix, _ setting: LearningSetting
    ) throws -> LearningOutcome {
        try check(patterns, weights, symmetric: true, setting.workers)
        let size = Float(weights.rows)
        weights.scale(by: size)
        for unit in 0..<weights.rows { weights[unit, unit] = 0 }
        if store {
            let rows = patterns.matrix
            weights.addSymmetric(rows, rows, zeroDiagonal: true, workers: setting.workers)
        }
        var energies: [Float] = []
        while energies.count < dreams, setting.shouldStop?() != true {
            var dream = Dream(energies.count, units: weights.rows, seed: setting.seed)
            let energy =
                setting.isCompiled ? dream.relax(weights, setting.workers) : dream.relaxStepByStep(weights)
            energies.append(Float(energy / Double(size)))
            weights.subtract(dream.state, strength: Float(strength), setting.workers)
            setting.progress?(energies.count, dreams, Double(energies.count) / Double(dreams))
        }
        weights.scale(by: 1 / size)
        try checkFinite(
            weights, step: energies.count, unit: "dream", remedy: "use a smaller strength", setting.workers)
        return LearningOutcome(
            iterations: energies.count, stopReason: energies.count == dreams ? .complete : .interrupted,
            curves: dreams > 0 ? ["dream_energy": energies] : [:])
    }
}

extension Matrix {
    fileprivate mutating func scale(by factor: Float) {
        values.withUnsafeMutableBufferPointer { for index in $0.indices { $0[index] *= factor } }
    }

    /// W <- W - strength s sᵀ off the diagonal.
    fileprivate mutating func subtract(_ state: [Float], strength: Float, _ workers: Workers) {
        let size = rows
        values.withUnsafeMutableBufferPointer { values in
            state.withUnsafeBufferPointer { state in
                guard let base = state.baseAddress else { return }
                nonisolated(unsafe) let state = base
                let shared = SharedPointer(values)
                workers.forEachRange(of: size, size: 64) { units in
                    for unit in units {
                        BLAS.axpy(size, -strength * state[unit], state, shared.base + unit * size)
                        shared.base[unit * size + unit] = 0
                    }
                }
            }
        }
    }
}
