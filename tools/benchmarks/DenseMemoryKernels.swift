import Models
import Numerics
import Patterns
import Separations

/// Dense memories from inside: 8-bit pictures by softmax of distances, and ±1 patterns by bits.
struct DenseMemoryKernels {
    let limits: Limits
    let rounds: Int
    static let (patterns, neurons, cueCount) = (10_000, 4096, 256)
    static let group = "Dense memory, P = 10000, N = 4096, 256 cues"

    private var options: RecallOptions {
        var options = RecallOptions()
        options.workers = limits.workers
        return options
    }

    func measure(_ table: inout ResultTable) throws {
        let (memory, cues) = try Self.pictures()
        var result: Recall?
        let times = try alternating(
            rounds: rounds, [{ result = try memory.recall(cues, options: options) }, { limits.product() }])
        // The product of a step: similarities. Each answer is the sum of a few patterns.
        let products = 2 * Double(Self.patterns) * Double(Self.neurons) * (result.map(RecallKernels.updates) ?? 0)
        table.add(
            Self.group, "8 bits, softmax, rate of its products", rate: products / times[0] / 1e9, "Gflop/s",
            of: "sgemm",
            limits.productOperations / times[1] / 1e9, atLeast: 0.8)
        let (signs, signCues) = try Self.signs()
        let bits = try alternating(rounds: rounds, [{ _ = try signs.recall(signCues, options: options) }])
        table.add(Self.group, "±1 by bits, exponential", bits[0], "s")
    }

    /// Random levels, and the first of them with noise.
    static func pictures() throws -> (memory: DenseAssociativeMemory, cues: PatternSet) {
        var random = RandomStream(seed: 5, purpose: "bench")
        let levels = (0..<patterns * neurons).map { _ in UInt8(truncatingIfNeeded: random.nextWord()) }
        let stored = PatternSet(coding: .grey, neurons: neurons, values: .levels(levels))
        let cues = try stored.selecting(Array(0..<cueCount)).damaged(by: [.noise(deviation: 0.2)], seed: 7)
        return (try DenseAssociativeMemory(stored, separation: SoftmaxSeparation(beta: 1)), cues)
    }

    static func signs() throws -> (memory: DenseAssociativeMemory, cues: PatternSet) {
        let stored = RecallKernels.patterns(patterns, neurons: neurons, seed: 6)
        let memory = try DenseAssociativeMemory(stored, separation: ExponentialSeparation(beta: 0.1))
        return (memory, try RecallKernels.cues(stored.selecting(Array(0..<cueCount)), count: cueCount))
    }
}
