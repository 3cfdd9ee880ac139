import LearningRules
import Models
import Numerics
import Patterns

/// Recall from inside: outer products, dense batches, single cues, unit by unit.
struct RecallKernels {
    let limits: Limits
    let rounds: Int

    /// Random ±1 patterns.
    static func patterns(_ count: Int, neurons: Int, seed: UInt64) -> PatternSet {
        var random = RandomStream(seed: seed, purpose: "bench")
        let values = (0..<count * neurons).map { _ in random.nextWord() & 1 == 1 ? Int8(1) : -1 }
        return PatternSet(coding: .bipolar, neurons: neurons, values: .integers(values))
    }

    /// `count` cues: the stored patterns in turn, a fifth of their units inverted.
    static func cues(_ stored: PatternSet, count: Int) throws -> PatternSet {
        try stored.selecting((0..<count).map { $0 % stored.count }).damaged(by: [.flip(probability: 0.2)], seed: 7)
    }

    static func memory(_ patterns: PatternSet) throws -> OuterProductWeights {
        try HebbianRule().learn(patterns, onto: nil)
    }

    var options: RecallOptions {
        var options = RecallOptions()
        options.workers = limits.workers
        return options
    }

    /// Updates of one cue that a recall computed: those that changed it and the one that found it at rest.
    static func updates(_ recall: Recall) -> Double {
        zip(recall.steps, recall.stop).reduce(0) { $0 + Double($1.0) + ($1.1 == .fixedPoint ? 1 : 0) }
    }

    func measure(_ table: inout ResultTable) throws {
        try outerProducts(&table)
        try denseBatch(&table)
        try singleCue(&table)
        let times = try asynchronous()
        let group = "Asynchronous recall, N = 4096, 20 patterns, 20 cues, 5 sweeps"
        table.add(group, "dense", times.dense, "s")
        table.add(group, "outer products", times.outerProduct, "s")
    }

    private func outerProducts(_ table: inout ResultTable) throws {
        let group = "Recall from outer products, N = 16384, P = 100, 1000 cues"
        let stored = Self.patterns(100, neurons: 16384, seed: 1)
        let network = AmariHopfieldNetwork(weights: .outerProduct(try Self.memory(stored)))
        let cues = try Self.cues(stored, count: 1000)
        var result: Recall?
        let times = try alternating(
            rounds: rounds, [{ result = try network.recall(cues, options: options) }, { limits.product() }])
        let updates = result.map(Self.updates) ?? 0
        // Two thin products an update.
        let ideal = 4 * 16384 * 100 * updates / (limits.productOperations / times[1])
        table.add(group, "synchronous", times[0], limit: "two thin products an update at the sgemm rate", ideal)
    }

    private func denseBatch(_ table: inout ResultTable) throws {
        let neurons = 8192
        let group = "Dense recall, N = 8192"
        let stored = Self.patterns(20, neurons: neurons, seed: 2)
        let matrix = try Self.memory(stored).dense(workers: limits.workers)
        let network = AmariHopfieldNetwork(weights: .dense(matrix))
        let cues = try Self.cues(stored, count: 256)
        var result: Recall?
        let times = try alternating(
            rounds: rounds, [{ result = try network.recall(cues, options: options) }, { limits.product() }])
        let operations = 2 * Double(neurons) * Double(neurons) * (result.map(Self.updates) ?? 0)
        table.add(
            group, "batch of 256, rate of its products", rate: operations / times[0] / 1e9, "Gflop/s", of: "sgemm",
            limits.productOperations / times[1] / 1e9, atLeast: 0.8)
    }

    private func singleCue(_ table: inout ResultTable) throws {
        let neurons = 8192
        let group = "Dense recall, N = 8192"
        let stored = Self.patterns(20, neurons: neurons, seed: 2)
        let matrix = try Self.memory(stored).dense(workers: limits.workers)
        let network = AmariHopfieldNetwork(weights: .dense(matrix))
        let cue = try Self.cues(stored, count: 1)
        var result: Recall?
        var sum: Float = 0
        let times = try alternating(
            rounds: rounds * 3,
            [{ result = try network.recall(cue, options: options) }, { sum += limits.read(matrix.values) }])
        let bytes = Double(neurons) * Double(neurons) * 4
        table.add(
            group, "single cue, rate of reading weights",
            rate: bytes * (result.map(Self.updates) ?? 0) / times[0] / 1e9, "GB/s",
            of: "reading memory", bytes / times[1] / 1e9 + Double(sum) * 0, atLeast: 0.8)
    }

    /// Seconds of asynchronous recall of 20 cues, the memory as a matrix and as outer products.
    func asynchronous() throws -> (dense: Double, outerProduct: Double) {
        let stored = Self.patterns(20, neurons: 4096, seed: 3)
        let memory = try Self.memory(stored)
        let cues = try Self.cues(stored, count: 20)
        var options = options
        options.steps = 5
        let dense = AmariHopfieldNetwork(
            weights: .dense(memory.dense(workers: limits.workers)), order: .asynchronous)
        let outer = AmariHopfieldNetwork(weights: .outerProduct(memory), order: .asynchronous)
        let times = try alternating(
            rounds: rounds,
            [{ _ = try dense.recall(cues, options: options) }, { _ = try outer.recall(cues, options: options) }])
        return (times[0], times[1])
    }
}
