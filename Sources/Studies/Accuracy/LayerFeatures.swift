// Aim: what a readout sees of a layer.
//
//     f_i(x) = max(0, w_i·x / |x|)^n
//
// x pattern, w_i weights of unit i, n feature power. The length of a pattern is its contrast, not what it shows.
//
// Reference: D. Krotov, J. J. Hopfield, PNAS 116, 7723 (2019), equation 1, with inputs of unit length.

import Numerics
import Patterns

/// The answers of a layer's units to patterns, block by block.
struct LayerFeatures: LayerAnswers {
    /// [unit, input].
    let weights: Matrix
    let power: Double
    /// Patterns taken together.
    static let blockSize = 1000

    var units: Int { weights.rows }

    /// f of some patterns, [pattern, unit].
    func features(of patterns: PatternSet, _ range: Range<Int>) -> Matrix {
        let inputs = weights.columns
        var block = Matrix(rows: range.count, columns: inputs)
        block.values.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            for row in 0..<range.count {
                let own = base + row * inputs
                patterns.copyUnits(0..<inputs, of: range.lowerBound + row, into: own)
                let square = (0..<inputs).reduce(0.0) { $0 + Double(own[$1]) * Double(own[$1]) }
                guard square > 0 else { continue }
                let scale = Float(1 / square.squareRoot())
                for input in 0..<inputs { own[input] *= scale }
            }
        }
        var features = block.times(weights, transposed: true)
        features.values.withUnsafeMutableBufferPointer { features in
            for index in features.indices { features[index] = features[index] > 0 ? raised(features[index]) : 0 }
        }
        return features
    }

    private func raised(_ value: Float) -> Float { power == 1 ? value : Float(Numerics.power(Double(value), power)) }

    /// f of all patterns, [pattern, unit].
    func features(of patterns: PatternSet) -> Matrix {
        var features = Matrix(rows: patterns.count, columns: weights.rows)
        forEachBlock(of: patterns) { range, block in
            features.values.replaceSubrange(
                range.lowerBound * weights.rows..<range.upperBound * weights.rows, with: block.values)
        }
        return features
    }

    /// Calls `body` with the patterns and their features, block by block.
    func forEachBlock(of patterns: PatternSet, _ body: (Range<Int>, Matrix) -> Void) {
        for start in stride(from: 0, to: patterns.count, by: Self.blockSize) {
            let range = start..<min(start + Self.blockSize, patterns.count)
            body(range, features(of: patterns, range))
        }
    }
}
