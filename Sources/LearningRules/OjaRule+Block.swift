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
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let (outputs, inputs) = (weights.rows, weights.columns)
        var products = SampleProducts(outputs: outputs, inputs: inputs)
        var failure: Int?
        var block = OjaBlock(outputs: outputs, squares: normalizes ? weights.squaredRowNorms() : nil)
        weights.values.withUnsafeMutableBufferPointer { buffer in
            samples.values.withUnsafeBufferPointer { samples in
                guard let w = buffer.baseAddress, let x = samples.baseAddress else { return }
                for first in stride(from: 0, to: rates.count, by: SampleProducts.blockSize) where failure == nil {
                    let count = min(SampleProducts.blockSize, rates.count - first)
                    let rows = x + first * inputs
                    products.compute(weights: w, samples: rows, count: count, workers: workers)
                    failure = block.run(products, rates: rates[first..<first + count], &peaks).map { first + $0 }
                    products.update(
                        w, scales: block.scales, coefficients: block.values, samples: rows, count: count,
                        workers: workers)
                }
            }
        }
        return failure
    }
}

/// The recurrence of one block.
private struct OjaBlock {
    /// Z, [sample, output].
    private(set) var values: [Float] = []
    /// a.
    private(set) var scales: [Float]
    /// |w_i|², where rows are normalised.
    private var squares: [Double]?
    private var scale: [Float]
    private var step: [Float]

    init(outputs: Int, squares: [Double]?) {
        scales = [Float](repeating: 1, count: outputs)
        scale = scales
        step = scales
        self.squares = squares
    }

    /// - Returns: the first sample at which a number was not finite.
    mutating func run(_ products: SampleProducts, rates: ArraySlice<Float>, _ peaks: inout ResponsePeaks) -> Int? {
        let (outputs, count) = (products.outputs, rates.count)
        let width = products.rowLength(count)
        var block: [Float] = []
        for sample in 0..<count { block += products.values[sample * width..<sample * width + outputs] }
        for output in scales.indices { scales[output] = 1 }
        var failure: Int?
        block.withUnsafeMutableBufferPointer { z in
            products.values.withUnsafeBufferPointer { products in
                guard let z = z.baseAddress, let products = products.baseAddress else { return }
                for (sample, rate) in rates.enumerated() {
                    let gram = products + sample * width + outputs
                    let own = z + sample * outputs
                    let isFinite = prepare(responses: own, square: gram[sample], rate: rate, &peaks)
                    if !isFinite, failure == nil { failure = sample }
                    BlockKernels.scaleRows(z, rows: sample, columns: outputs, scale: scale)
                    for output in 0..<outputs { own[output] = step[output] }
                    BlockKernels.blendRows(
                        own + outputs, rows: count - sample - 1, columns: outputs, scale: scale, step: step,
                        gram: gram + sample + 1)
                }
            }
        }
        values = block
        return failure
    }

    /// Sets `scale` and `step` of every output for one sample.
    private mutating func prepare(
        responses: UnsafePointer<Float>, square: Float, rate: Float, _ peaks: inout ResponsePeaks
    ) -> Bool {
        var isFinite = true
        for output in scales.indices {
            let response = responses[output]
            peaks.values[output] = max(peaks.values[output], abs(response))
            let change = rate * response
            let rest = 1 - change * response
            var inverse: Float = 1
            if let q = squares?[output] {
                let (b, y, r) = (Double(change), Double(response), Double(rest))
                let next = r * r * q + 2 * r * b * y + b * b * Double(square)
                let isLong = next.squareRoot() >= 1e-10
                if isLong { inverse = Float(1 / next.squareRoot()) }
                squares?[output] = isLong ? 1 : next
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
