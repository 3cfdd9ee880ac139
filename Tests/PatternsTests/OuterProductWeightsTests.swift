import Numerics
import Patterns
import Testing

/// Outer products against W = sum_p c_p (x_p - rho_p)(x_p - rho_p)ᵀ written out, in Double.
@Suite struct OuterProductWeightsTests {
    static func patterns(_ coding: Coding, count: Int, neurons: Int) -> PatternSet {
        var random = RandomStream(seed: 4, purpose: "patterns", index: neurons)
        if coding == .real {
            return PatternSet(
                Matrix(
                    rows: count, columns: neurons,
                    values: (0..<count * neurons).map { _ in Float(random.nextInt(below: 17) - 8) / 4 }))
        }
        let low: Int8 = coding == .bipolar ? -1 : 0
        return PatternSet(
            coding: coding, neurons: neurons,
            values: .integers((0..<count * neurons).map { _ in random.nextWord() & 1 == 1 ? 1 : low }))
    }

    static func plain(_ weights: OuterProductWeights) -> Matrix {
        let x = weights.patterns.matrix
        var result = Matrix(rows: weights.neurons, columns: weights.neurons)
        for i in 0..<weights.neurons {
            for j in 0..<weights.neurons where i != j || !weights.zeroDiagonal {
                func y(_ pattern: Int, _ unit: Int) -> Double {
                    Double(x[pattern, unit]) - Double(weights.offsets[pattern])
                }
                var sum = 0.0
                switch weights.coupling {
                case .coefficients(let coefficients):
                    for pattern in 0..<weights.count {
                        sum += Double(coefficients[pattern]) * y(pattern, i) * y(pattern, j)
                    }
                case .inverseCorrelation(let root):
                    for component in 0..<root.rows {
                        let left = (0..<weights.count).reduce(0.0) { $0 + Double(root[component, $1]) * y($1, i) }
                        let right = (0..<weights.count).reduce(0.0) { $0 + Double(root[component, $1]) * y($1, j) }
                        sum += left * right
                    }
                }
                result[i, j] = Float(sum)
            }
        }
        return result
    }

    static let all: [OuterProductWeights] = [Coding.bipolar, .binary, .real].flatMap { coding in
        let patterns = patterns(coding, count: 3, neurons: 75)
        return [true, false].flatMap { zeroDiagonal in
            [
                OuterProductWeights(
                    patterns: patterns, coefficients: [0.5, 0.5, 0.5], offsets: [0, 0, 0], zeroDiagonal: zeroDiagonal),
                OuterProductWeights(
                    patterns: patterns, coefficients: [1, -0.5, 2], offsets: [0.25, 0, -0.5],
                    zeroDiagonal: zeroDiagonal),
                OuterProductWeights(
                    patterns: patterns, inverseCorrelation: Matrix([[1, 0.5, 0], [-0.25, 1, 0.125]]),
                    offsets: [0.25, 0, -0.5],
                    zeroDiagonal: zeroDiagonal),
            ]
        }
    }

    /// Quarters and eighths of small numbers: exact in Float32, whatever the order.
    @Test(arguments: all.indices) func matrix(_ index: Int) {
        let weights = Self.all[index]
        let expected = Self.plain(weights)
        #expect(weights.dense() == expected)
        #expect(weights.dense(workers: Workers(count: 2)) == expected)
        #expect(weights.dense().isSymmetric)
        // Rows that begin at any unit.
        for rows in [0..<1, 5..<70, 64..<75, 74..<75] {
            var block = [Float](repeating: .nan, count: rows.count * 75)
            block.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                weights.materialise(rows: rows, into: base, workers: .single)
            }
            #expect(block == Array(expected.values[rows.lowerBound * 75..<rows.upperBound * 75]))
        }
    }

    /// Longer than one block of 4096 units, and values that are not whole.
    @Test(arguments: [Coding.bipolar, .binary, .real]) func innerProducts(_ coding: Coding) {
        let patterns = Self.patterns(coding, count: 3, neurons: 4100)
        let x = patterns.matrix
        let expected = (0..<9).map { index in
            (0..<4100).reduce(0.0) { $0 + Double(x[index / 3, $1]) * Double(x[index % 3, $1]) }
        }
        // Sixteenths below 2^20: exact.
        #expect(patterns.innerProducts() == expected)
    }
}
