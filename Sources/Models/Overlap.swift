import Numerics
import Patterns

/// How alike two states are.
public enum Overlap {
    /// The pattern that a state is most like: the one of the largest magnitude, where a negative overlap means its
    /// inverse; of equal ones a positive one, of these the target, else the first.
    ///
    /// - Parameters:
    ///   - overlaps: of one state with each pattern.
    ///   - target: the pattern that the state was to become, where one is known.
    ///   - excluded: a pattern that does not count: the state itself, where that is stored.
    ///   - tolerance: magnitudes that differ by no more are equal; 0 for `product`, whose sums are exact.
    /// - Returns: nil without patterns.
    public static func best(
        _ overlaps: [Float], target: Int? = nil, without excluded: Int? = nil, tolerance: Float = 0
    ) -> Int? {
        let candidates = overlaps.indices.filter { $0 != excluded }
        guard let largest = candidates.map({ abs(overlaps[$0]) }).max() else { return nil }
        let nearest = candidates.filter { abs(overlaps[$0]) >= largest - tolerance }
        let positive = nearest.filter { overlaps[$0] > 0 }
        let equal = positive.isEmpty ? nearest : positive
        return target.flatMap { equal.contains($0) ? $0 : nil } ?? equal.first
    }

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
