// Aim: incremental storage that allows for what is stored already.
//
//     order 1:  w_ij <- w_ij + (1/N) (x_i x_j - x_i h_ji - h_ij x_j),  h_ij = sum_{k != i,j} w_ik x_k,  w_ii = 0
//     order 2:  w_ij <- w_ij + (1/N) (x_i - h_i) (x_j - h_j),          h_i = sum_k w_ik x_k
//
// one pattern x after the other, N number of units. h_ij is the field of unit i without units i and j. Order 2 adds
// (1/N) h_i h_j and takes whole fields: the diagonal w_ii takes part in learning, is kept beside the weights, and is
// left out of recall. The earlier a pattern, the more of its basin order 2 keeps.
//
// With x_i² = 1, h_ij = h_i - w_ij x_j, so that order 1 off the diagonal is
//
//     W <- (1 + 2/N) W + (1/N) (x x^T - x h^T - h x^T)
//
// Reference: A. Storkey, ICANN'97, 451 (1997); A. J. Storkey, R. Valabregue, Neural Networks 12, 869 (1999).

import Numerics
import Parameters
import Patterns

public struct StorkeyRule: MatrixRows {
    public static let description = RuleDescription(
        name: "storkey",
        summary: "Stores ±1 patterns one after the other, each with regard to the field that the others make.",
        equation: [
            "order 1:  w_ij <- w_ij + (1/N) (x_i x_j - x_i h_ji - h_ij x_j),  h_ij = sum_{k != i,j} w_ik x_k",
            "order 2:  w_ij <- w_ij + (1/N) (x_i - h_i) (x_j - h_j),  h_i = sum_k w_ik x_k",
            "N units; w_ii = 0 in recall, and with order 1 in learning too",
        ],
        reference: "Storkey, ICANN'97, 451 (1997); Storkey, Valabregue, Neural Networks 12, 869 (1999)",
        notes: [
            "Local and incremental, with more capacity than Hebbian storage: recalls from overlap 0.7 up to P = N / 4.",
            "Order 2 keeps patterns stable up to about P = 0.4 N; those learned first keep the widest basins.",
            "Order 2 learns with w_ii as well, which the file keeps as /diagonal.",
        ],
        codings: [.bipolar],
        capacity: RuleCapacity(
            load: 0.25, "recalls damaged cues up to about a quarter of a random pattern a unit",
            alternatives: ["pseudo-inverse", "perceptron"]))

    public static let parameters: [Parameter<Self>] = [
        Parameter("order", \.order, 1...2, help: "1: the rule of 1997; 2: with the term h_i h_j")
    ]
    public static let defaults = Self()

    /// 1: the rule of 1997; 2: with the term h_i h_j.
    public var order: Int

    public init(order: Int = 1) { self.order = order }

    package var rowCoupling: String? { "w_ij changes by the field of unit j too, which is of another row" }

    public func learn(
        _ patterns: PatternSet, into weights: inout Matrix, _ setting: LearningSetting
    ) throws -> LearningOutcome {
        try check(patterns, weights, symmetric: true, setting.workers)
        let start = try diagonal(setting.state, units: weights.rows)
        for unit in 0..<weights.rows { weights[unit, unit] = start[unit] }
        let size = setting.isCompiled ? StorkeyBlock.size : 1
        var done = 0
        while done < patterns.count, setting.shouldStop?() != true {
            let block = done..<min(done + size, patterns.count)
            if setting.isCompiled {
                StorkeyBlock(patterns.selecting(Array(block)).matrix, order: order)
                    .learn(into: &weights, setting.workers)
            } else {
                learn(patterns.row(done), into: &weights)
            }
            done = block.upperBound
            try checkFinite(weights, step: done, unit: "pattern", remedy: "store fewer patterns", setting.workers)
            setting.progress?(done, patterns.count, Double(done) / Double(patterns.count))
        }
        var state = NamedArrays()
        if order == 2 { state[Self.diagonalName] = (0..<weights.rows).map { weights[$0, $0] } }
        for unit in 0..<weights.rows { weights[unit, unit] = 0 }
        return LearningOutcome(
            iterations: done, stopReason: done == patterns.count ? .complete : .interrupted, state: state)
    }

    static let diagonalName = "diagonal"

    /// The diagonal to go on from: what earlier training left, else zeros.
    private func diagonal(_ state: NamedArrays, units: Int) throws -> [Float] {
        guard order == 2, let entry = state.entries[Self.diagonalName] else {
            return [Float](repeating: 0, count: units)
        }
        guard entry.shape == [units], entry.values.allSatisfy(\.isFinite) else {
            throw LearningError(
                description: "/\(Self.diagonalName) has \(entry.values.count) values, expected \(units) finite ones")
        }
        return entry.values
    }

    /// One pattern, weight by weight.
    private func learn(_ pattern: [Float], into weights: inout Matrix) {
        let size = weights.rows
        let x = pattern.map { Double($0) }
        let before = weights
        let field = (0..<size).map { unit in
            (0..<size).reduce(0.0) { $0 + Double(before[unit, $1]) * x[$1] }
        }
        for i in 0..<size {
            for j in 0...i where order == 2 || j < i {
                let weight = Double(before[i, j])
                let change: Double
                if order == 2 {
                    change = (x[i] - field[i]) * (x[j] - field[j])
                } else {
                    let (withoutJ, withoutI) = (field[i] - weight * x[j], field[j] - weight * x[i])
                    change = x[i] * x[j] - x[i] * withoutI - withoutJ * x[j]
                }
                weights[i, j] = Float(weight + change / Double(size))
                weights[j, i] = weights[i, j]
            }
        }
    }
}
