// Aim: Oja's rule for a block of K samples on coefficients.
//
// Within the block w_i = a_i w_i(0) + sum_k c_ik x_k. Column i of Z holds c_ik for the samples done and the responses
// w_i·x_s for those to come; both obey the same step. With y = w_i·x_t, g = x_t·x_s, b = eta y and q_i = |w_i|²:
//
//     scale  = (1 - b y) / n,  step = b / n
//     Z_s   <- scale Z_s + step g        (responses to come)
//     Z_s   <- scale Z_s                 (samples done),  Z_t = step
//     a     <- scale a
//     n²     = (1 - b y)² q + 2 (1 - b y) b y + b² |x_t|²      with normalize-weights, else n = 1
//
// The norm needs no long vector: it follows from q, y and |x_t|².

import Numerics

extension OjaRule: BlockRule {
    public func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rows: Range<Int>, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let (outputs, inputs) = (weights.rows, weights.columns)
        let products = SampleProducts(outputs: outputs, inputs: inputs)
        var failure: Int?
        let block = OjaBlock(outputs: outputs, squares: normalizes ? weights.squaredRowNorms() : nil)
        weights.values.withUnsafeMutableBufferPointer { buffer in
            samples.values.withUnsafeBufferPointer { samples in
                guard let w = buffer.baseAddress, let start = samples.baseAddress else { return }
                let x = start + rows.lowerBound * inputs
                failure = products.forEachBlock(of: rates.count, x, weights: w, workers: workers) { range in
                    let failure = block.run(products, rates: rates[range], &peaks).map { range.lowerBound + $0 }
                    return (.scaled(block.scales.base, coefficients: block.values.base), failure)
                }
            }
        }
        return failure
    }
}

/// The recurrence of one block after the other.
private struct OjaBlock {
    let outputs: Int
    let normalizes: Bool
    /// Z, [sample, output].
    let values: Workspace<Float>
    /// a.
    let scales: Workspace<Float>
    /// |w_i|², where rows are normalised.
    private let squares: Workspace<Double>
    private let scale: Workspace<Float>
    private let step: Workspace<Float>

    init(outputs: Int, squares: [Double]?) {
        self.outputs = outputs
        normalizes = squares != nil
        values = Workspace(repeating: 0, count: SampleProducts.blockSize * outputs)
        scales = Workspace(repeating: 1, count: outputs)
        scale = Workspace(repeating: 1, count: outputs)
        step = Workspace(repeating: 0, count: outputs)
        self.squares = Workspace(repeating: 0, count: outputs)
        for (output, square) in (squares ?? []).enumerated() { self.squares.base[output] = square }
    }

    /// - Returns: the first sample at which a number was not finite.
    func run(_ products: SampleProducts, rates: ArraySlice<Float>, _ peaks: inout ResponsePeaks) -> Int? {
        let (count, z) = (rates.count, values.base)
        let width = products.rowLength(count)
        for sample in 0..<count {
            (z + sample * outputs).update(from: products.values + sample * width, count: outputs)
        }
        scales.base.update(repeating: 1, count: outputs)
        var failure: Int?
        peaks.values.withUnsafeMutableBufferPointer { peaks in
            for (sample, rate) in rates.enumerated() {
                let gram = products.values + sample * width + outputs
                let own = z + sample * outputs
                let isFinite = prepare(responses: own, square: gram[sample], rate: rate, peaks)
                if !isFinite, failure == nil { failure = sample }
                BlockKernels.scaleRows(z, rows: sample, columns: outputs, scale: scale.base)
                own.update(from: step.base, count: outputs)
                BlockKernels.blendRows(
                    own + outputs, rows: count - sample - 1, columns: outputs, scale: scale.base, step: step.base,
                    gram: gram + sample + 1)
            }
        }
        return failure
    }

    /// Sets `scale` and `step` of every output for one sample.
    private func prepare(
        responses: UnsafePointer<Float>, square: Float, rate: Float, _ peaks: UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        var isFinite = true
        let (squares, scale, step, scales) = (squares.base, scale.base, step.base, scales.base)
        for output in 0..<outputs {
            let response = responses[output]
            peaks[output] = max(peaks[output], abs(response))
            let change = rate * response
            let rest = 1 - change * response
            var inverse: Float = 1
            if normalizes {
                let (b, y, r) = (Double(change), Double(response), Double(rest))
                let next = r * r * squares[output] + 2 * r * b * y + b * b * Double(square)
                let length = next.squareRoot()
                let isLong = length >= 1e-10
                if isLong { inverse = Float(1 / length) }
                squares[output] = isLong ? 1 : next
            }
            scale[output] = rest * inverse
            step[output] = change * inverse
            scales[output] *= scale[output]
            isFinite = isFinite && scale[output].isFinite && step[output].isFinite
        }
        return isFinite
    }
}

extension Matrix {
    /// |row|² of each row, in Double.
    func squaredRowNorms() -> [Double] {
        (0..<rows).map { withRow($0) { row in row.reduce(0.0) { $0 + Double($1) * Double($1) } } }
    }
}
