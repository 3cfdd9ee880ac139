// Aim: incremental storage that allows for what is stored already.
//
//     w_ij <- w_ij + (1/N) (x_i x_j - x_i h_ji - h_ij x_j),  h_ij = sum_{k != i,j} w_ik x_k,  w_ii = 0
//
// one pattern x after the other, N number of units, h_ij the field of unit i without units i and j. Order 2 adds
// (1/N) h_i h_j with the whole field h = W x.
//
// With x_i² = 1, h_ij = h_i - w_ij x_j, so that off the diagonal
//
//     W <- (1 + 2/N) W + (1/N) (x x^T - x h^T - h x^T [+ h h^T])
//
// Reference: A. Storkey, ICANN'97, 451 (1997); A. J. Storkey, R. Valabregue, Neural Networks 12, 869 (1999).

import Numerics
import Patterns

public struct StorkeyRule: PatternRule {
    public static let description = RuleDescription(
        name: "storkey",
        summary: "Stores ±1 patterns one after the other, each with regard to the field that the others make.",
        equation: [
            "w_ij <- w_ij + (1/N) (x_i x_j - x_i h_ji - h_ij x_j),  w_ii = 0",
            "h_ij = sum_{k != i,j} w_ik x_k; N units; --order 2 adds (1/N) h_i h_j",
        ],
        reference: "Storkey, ICANN'97, 451 (1997); Storkey, Valabregue, Neural Networks 12, 869 (1999)",
        notes: [
            "Local and incremental, with more capacity than Hebbian storage: recalls from overlap 0.7 up to P = N / 4.",
            "Order 2 keeps more patterns stable, up to about P = 0.4 N, and diverges where there are as many as units.",
        ],
        codings: [.bipolar],
        parameters: [
            RuleParameter("order", .integer(1...2, default: 1), help: "1: the rule of 1997; 2: with the term h h^T")
        ])

    public let parameters: RuleParameters

    public init(_ parameters: RuleParameters) { self.parameters = parameters }

    public func learn(
        _ patterns: PatternSet, into weights: inout Matrix, _ setting: LearningSetting
    ) throws -> LearningOutcome {
        try check(patterns, weights, symmetric: true)
        for unit in 0..<weights.rows { weights[unit, unit] = 0 }
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
            try checkFinite(weights, step: done, unit: "pattern", remedy: "store fewer patterns or use --order 1")
            setting.progress?(done, patterns.count, Double(done) / Double(patterns.count))
        }
        return LearningOutcome(
            iterations: done, stopReason: done == patterns.count ? "complete" : "interrupted")
    }

    private var order: Int { parameters.integer("order") }

    /// One pattern, weight by weight.
    private func learn(_ pattern: [Float], into weights: inout Matrix) {
        let size = weights.rows
        let x = pattern.map { Double($0) }
        let before = weights
        let field = (0..<size).map { unit in
            (0..<size).reduce(0.0) { $0 + Double(before[unit, $1]) * x[$1] }
        }
        for i in 0..<size {
            for j in 0..<i {
                let weight = Double(before[i, j])
                let (withoutJ, withoutI) = (field[i] - weight * x[j], field[j] - weight * x[i])
                var change = x[i] * x[j] - x[i] * withoutI - withoutJ * x[j]
                if order == 2 { change += field[i] * field[j] }
                weights[i, j] = Float(weight + change / Double(size))
                weights[j, i] = weights[i, j]
            }
        }
    }
}
