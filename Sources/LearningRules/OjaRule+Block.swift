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
// The norm needs no long vector: it follows from q, y and |x_t|². Nor are the long rows scaled in each block: what is
// kept is v_i with w_i = f_i v_i, and f_i is worked into v_i at the last block, or when it is far from 1.

import Numerics

extension OjaRule: BlockRule {
    package func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rows: Range<Int>, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let block = OjaBlock(outputs: weights.rows, squares: normalizeWeights ? weights.squaredRowNorms() : nil)
        return SampleProducts.with(&weights, samples, from: rows.lowerBound, workers: workers) { products in
            products.forEachBlock(of: rates.count) {
                let failure = block.run(products, rates: rates[$0.range], &peaks)
                return (block.change(samples: $0.count, isLast: $0.range.upperBound == rates.count), failure)
            }
        }
    }
}

/// The recurrence of one block after the other.
private struct OjaBlock {
    let outputs: Int
    let normalizes: Bool
    /// Z, [sample, output].
    private let values: Workspace<Float>
    /// a, then f of the next block.
    private let scales: Workspace<Float>
    /// f.
    private let factors: Workspace<Float>
    /// |w_i|², where rows are normalised.
    private let squares: Workspace<Double>
    private let scale: Workspace<Float>
    private let step: Workspace<Float>

    init(outputs: Int, squares: [Double]?) {
        self.outputs = outputs
        normalizes = squares != nil
        values = Workspace(repeating: 0, count: SampleProducts.blockSize * outputs)
        scales = Workspace(repeating: 1, count: outputs)
        factors = Workspace(repeating: 1, count: outputs)
        scale = Workspace(repeating: 1, count: outputs)
        step = Workspace(repeating: 0, count: outputs)
        self.squares = Workspace(squares ?? [])
    }

    /// - Returns: the first sample at which a number was not finite.
    func run(_ products: SampleProducts, rates: ArraySlice<Float>, _ peaks: inout ResponsePeaks) -> Int? {
        let (count, z) = (rates.count, values.base)
        let width = products.rowLength(count)
        for sample in 0..<count {
            // From v·x to w·x.
            let (own, response) = (z + sample * outputs, products.values + sample * width)
            for output in 0..<outputs { own[output] = factors.base[output] * response[output] }
        }
        scales.base.update(from: factors.base, count: outputs)
        var failure: Int?
        peaks.values.withUnsafeMutableBufferPointer { buffer in
            guard let peaks = buffer.baseAddress else { return }
            for (sample, rate) in rates.enumerated() {
                let gram = products.values + sample * width + outputs
                let own = z + sample * outputs
                let isFinite = BlockKernels.ojaStep(
                    outputs: outputs, responses: own, rate: rate, square: gram[sample],
                    squares: normalizes ? squares.base : nil, scale: scale.base, step: step.base,
                    scales: scales.base, peaks: peaks)
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
}

extension OjaBlock {
    /// How the block changes v, after `run`.
    func change(samples: Int, isLast: Bool) -> SampleProducts.Change {
        let (count, z, factors) = (outputs, values.base, factors.base)
        let isNearOne = (0..<count).allSatisfy { abs(scales.base[$0]) >= 0.25 && abs(scales.base[$0]) <= 4 }
        if isLast || !isNearOne {
            factors.update(repeating: 1, count: count)
            return .scaled(scales.base, coefficients: z)
        }
        factors.update(from: scales.base, count: count)
        for sample in 0..<samples {
            let own = z + sample * count
            for output in 0..<count { own[output] /= factors[output] }
        }
        return .scaled(nil, coefficients: z)
    }
}

extension Matrix {
    /// |row|² of each row, in Double.
    func squaredRowNorms() -> [Double] {
        (0..<rows).map {
            withRow($0) { row in
                row.baseAddress.map { BlockKernels.squareSum($0, count: row.count) } ?? 0
            }
        }
    }
}
