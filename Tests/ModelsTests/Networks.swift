import Models
import Numerics
import Patterns

/// Weights that stand in memory but are read by rows, as from a file.
struct RowsInMemory: WeightRowSource {
    let matrix: Matrix
    var neurons: Int { matrix.rows }

    func read(rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) throws {
        for (place, index) in (rows.lowerBound * neurons..<rows.upperBound * neurons).enumerated() {
            buffer[place] = matrix.values[index]
        }
    }
}

/// Small memories with everything that makes the paths of a recall differ.
enum Networks {
    /// (1/P) sum_p (x_p - rho)(x_p - rho)ᵀ without diagonal.
    static func hebbian(_ patterns: PatternSet, offset: Float = 0) -> OuterProductWeights {
        OuterProductWeights(
            patterns: patterns, coefficients: [Float](repeating: 1 / Float(patterns.count), count: patterns.count),
            offsets: [Float](repeating: offset, count: patterns.count), zeroDiagonal: true)
    }

    /// Cues with a quarter of the units inverted, and in the second half of them some units hidden (bipolar only).
    static func cues(_ patterns: PatternSet, hiding: Bool) throws -> PatternSet {
        let flipped = try patterns.damaged(by: [.flip(probability: 0.25)], seed: 5)
        guard hiding, case .integers(var values) = flipped.values else { return flipped }
        for index in values.count / 2..<values.count where index % 3 == 0 { values[index] = 0 }
        return PatternSet(coding: patterns.coding, neurons: patterns.neurons, values: .integers(values))
    }

    static func options(steps: Int = 12, threads: Int = 1) -> RecallOptions {
        var options = RecallOptions()
        options.steps = steps
        options.seed = 11
        options.keepsHistory = true
        options.workers = Workers(count: threads)
        return options
    }
}
