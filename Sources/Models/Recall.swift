import Numerics
import Patterns

/// Why a recall ended.
public enum StopReason: Int32, Sendable {
    /// An update changed nothing.
    case fixedPoint = 0
    /// A synchronous update led back to the state before the last one.
    case cycle = 1
    /// The given number of steps was reached.
    case limit = 2

    public var description: String {
        switch self {
        case .fixedPoint: "fixed point"
        case .cycle: "cycle"
        case .limit: "limit"
        }
    }
}

/// In which order the units of an associative network are updated.
public enum UpdateOrder: String, Sendable, CaseIterable {
    /// All at once from the same state.
    case synchronous = "sync"
    /// One after the other, each sweep in a fresh random permutation.
    case asynchronous = "async"
}

/// How a batch of cues is relaxed.
public struct RecallOptions: Sendable {
    /// The greatest number of steps (asynchronously: sweeps).
    public var steps = 20
    public var seed: UInt64 = 0
    /// Whether every state is kept, not only the last.
    public var keepsHistory = false
    public var workers = Workers.single
    /// Called after each step with its number, the number of cues still moving, and their mean energy.
    public var progress: (@Sendable (Int, Int, Double) -> Void)?

    public init() {}
}

/// What became of a batch of cues.
public struct Recall: Sendable {
    /// The last states, [trial, neuron]: discrete activations as integers of the cues' coding, graded ones as reals.
    public let final: PatternSet
    /// The number of steps that changed the state, up to the stop.
    public let steps: [Int32]
    public let stop: [StopReason]
    /// The energy at each step, [trial, step]; step 0 is the cue; NaN after the stop.
    public let energy: Matrix
    /// The states at each step, [trial, step, neuron] with as many steps as `energy` has; after the stop the final
    /// state. Absent unless asked for.
    public let history: PatternSet?

    /// The overlaps of the final states with `patterns`, [trial, pattern].
    public func overlaps(with patterns: PatternSet, workers: Workers = .single) -> Matrix {
        Overlap.matrix(final, patterns, workers: workers)
    }
}

/// How alike two states are.
public enum Overlap {
    /// m = a·b / N for each pair of rows, [a, b]. Where both sides are 0/1, each is read as ±1, so that equal states
    /// have overlap 1 and inverse ones -1 in either coding.
    public static func matrix(_ a: PatternSet, _ b: PatternSet, workers: Workers = .single) -> Matrix {
        precondition(a.neurons == b.neurons, "states of one length")
        let centred = isZeroOne(a) && isZeroOne(b)
        let scale = 1 / Float(a.neurons)
        var product: Matrix
        if case .integers(let left) = a.values, case .integers(let right) = b.values {
            product = discreteProduct(left, a.count, right, b.count, centred: centred, workers: workers)
        } else {
            product = a.matrix.times(b.matrix, transposed: true, workers: workers)
        }
        for index in product.values.indices { product.values[index] *= scale }
        return product
    }

    private static func isZeroOne(_ set: PatternSet) -> Bool { set.coding == .binary || set.coding == .spikes }

    /// a·b of discrete states, block of units by block of units, so that no Float32 copy of all states is needed.
    ///
    /// Sums of -1, 0 and 1 are exact in Float32 to 2^24 units, in any order.
    private static func discreteProduct(
        _ a: [Int8], _ countA: Int, _ b: [Int8], _ countB: Int, centred: Bool, workers: Workers
    ) -> Matrix {
        var result = Matrix(rows: countA, columns: countB)
        guard countA > 0, countB > 0 else { return result }
        let neurons = a.count / countA
        for start in stride(from: 0, to: neurons, by: 4096) {
            let units = start..<min(neurons, start + 4096)
            let part = block(a, countA, units, centred).times(
                block(b, countB, units, centred), transposed: true, workers: workers)
            for index in result.values.indices { result.values[index] += part.values[index] }
        }
        return result
    }

    /// Some units of all states as Float32, 0 and 1 as ±1 where wanted.
    private static func block(_ states: [Int8], _ count: Int, _ units: Range<Int>, _ centred: Bool) -> Matrix {
        let (neurons, width) = (states.count / count, units.count)
        let values = [Float](unsafeUninitializedCapacity: count * width) { buffer, initialized in
            states.withUnsafeBufferPointer { states in
                for row in 0..<count {
                    let (source, target) = (row * neurons + units.lowerBound, row * width)
                    for unit in 0..<width {
                        let value = Float(states[source + unit])
                        buffer[target + unit] = centred ? 2 * value - 1 : value
                    }
                }
            }
            initialized = count * width
        }
        return Matrix(rows: count, columns: width, values: values)
    }
}
