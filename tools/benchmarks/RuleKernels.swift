import LearningRules
import Numerics

/// Rules for associative networks against the operations of BLAS and LAPACK that they contain, done alone.
struct RuleKernels {
    let limits: Limits
    let rounds: Int

    private var setting: LearningSetting {
        var setting = LearningSetting()
        setting.workers = limits.workers
        return setting
    }

    func measure(_ table: inout ResultTable) throws {
        try storkey(&table)
        try pseudoInverse(&table)
        try perceptron(&table)
    }

    /// Blocks of 64 patterns: the fields X W, and a symmetric update of rank 128, half the work of a full one.
    private func storkey(_ table: inout ResultTable) throws {
        let (neurons, count, block) = (2048, 256, 64)
        let patterns = RecallKernels.patterns(count, neurons: neurons, seed: 10)
        let rule = StorkeyRule()
        let times = try alternating(
            rounds: rounds,
            [
                {
                    var weights = Matrix(rows: neurons, columns: neurons)
                    _ = try rule.learn(patterns, into: &weights, setting)
                },
                {
                    for _ in 0..<count / block {
                        product(block, neurons, neurons)
                        product(neurons, neurons, block)
                    }
                },
            ])
        add(&table, "Storkey, N = \(neurons), P = \(count)", times, "products")
    }

    /// Gram matrix, Cholesky factor and its inverse in Double, mixed patterns and their outer products. Triangles
    /// count as half a product.
    private func pseudoInverse(_ table: inout ResultTable) throws {
        let (neurons, count) = (4096, 512)
        let patterns = RecallKernels.patterns(count, neurons: neurons, seed: 11)
        let rule = PseudoInverseRule()
        let gram = patterns.innerProducts(workers: limits.workers)
        let times = try alternating(
            rounds: rounds,
            [
                { _ = try rule.learn(patterns, onto: nil).dense(workers: limits.workers) },
                {
                    product(count / 2, count, neurons)
                    guard let factor = LAPACK.choleskyFactor(gram, size: count) else { return }
                    _ = LAPACK.lowerTriangularInverse(factor, size: count)
                    product(count / 2, neurons, count)
                    product(neurons / 2, neurons, count)
                },
            ])
        add(&table, "pseudo-inverse, N = \(neurons), P = \(count), to a matrix", times, "products and factors")
    }

    /// The products X Xᵀ and alpha X, and for each change two additions of P numbers to the fields of a unit.
    private func perceptron(_ table: inout ResultTable) throws {
        let (neurons, count) = (1024, 1024)
        let patterns = RecallKernels.patterns(count, neurons: neurons, seed: 12)
        let rule = PerceptronRule()
        var changes = 0
        let times = try alternating(
            rounds: rounds,
            [
                {
                    var weights = Matrix(rows: neurons, columns: neurons)
                    let outcome = try rule.learn(patterns, into: &weights, setting)
                    let share = outcome.curves["unstable_fraction"]?.reduce(0) { $0 + Double($1) } ?? 0
                    changes = Int(share * Double(neurons * count))
                },
                {
                    product(count / 2, count, neurons)
                    product(neurons, neurons, count)
                    limits.additions(2 * changes, of: count)
                },
            ])
        add(&table, "perceptron, N = P = \(count), \(changes) changes", times, "products and additions")
    }

    /// One product of zeros, m×k by k×n, on all threads.
    private func product(_ m: Int, _ n: Int, _ k: Int) { limits.product(m: m, n: n, k: k) }

    private func add(_ table: inout ResultTable, _ what: String, _ times: [Double], _ contained: String) {
        table.add(
            "Rules against what they contain", what, times[0], limit: "its \(contained) alone", times[1], atMost: 2)
    }
}
