// Aim: the BCM rule for a block of K samples on coefficients.
//
// Within the block w_i = w_i(0) + sum_k c_ik x_k while no weight meets the limit. Column i of Z holds c_ik for the
// samples done and the responses w_i·x_s for those to come. With y = w_i·x_t and c = eta y (y - theta_i):
//
//     Z_s <- Z_s + c (x_t·x_s)   (responses to come),  Z_t = c,  theta_i <- theta_i + (y² - theta_i) / tau
//
// No weight can have met the limit as long as max_j |w_ij(0)| + sum_k |c_ik| max_j |x_kj| stays below it. Outputs for
// which that is not sure take the block sample by sample.

import Numerics

extension BCMRule: BlockRule {
    public func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rows: Range<Int>, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let (outputs, inputs) = (weights.rows, weights.columns)
        var block = BCMBlock(rule: self, outputs: outputs, inputs: inputs, workers: workers)
        var failure: Int?
        var thresholds = state[Self.thresholdName]
        weights.values.withUnsafeMutableBufferPointer { buffer in
            samples.values.withUnsafeBufferPointer { samples in
                guard let w = buffer.baseAddress, let start = samples.baseAddress else { return }
                let x = start + rows.lowerBound * inputs
                let products = SampleProducts(w, outputs: outputs, inputs: inputs, workers: workers)
                for first in stride(from: 0, to: rates.count, by: SampleProducts.blockSize) where failure == nil {
                    guard let samples = products.block(x, at: first, of: rates.count) else { break }
                    products.prepare(samples, workers: workers)
                    products.advance(applying: nil, next: samples, workers: workers)
                    failure = block.run(
                        products, samples, rates: Array(rates[first..<first + samples.count]), &thresholds, &peaks
                    ).map { first + $0 }
                }
                products.copyWeights(to: w, workers: workers)
            }
        }
        state[Self.thresholdName] = thresholds
        return failure
    }
}

/// The recurrence of one block after the other.
private struct BCMBlock {
    let rule: BCMRule
    let outputs: Int
    let inputs: Int
    let workers: Workers
    /// Z, [sample, output].
    private let values: Workspace<Float>
    private let ones: Workspace<Float>
    private let step: Workspace<Float>
    /// What no |w_ij| of an output exceeds; infinite where that is not known.
    private var bounds: [Float]

    init(rule: BCMRule, outputs: Int, inputs: Int, workers: Workers) {
        self.rule = rule
        self.outputs = outputs
        self.inputs = inputs
        self.workers = workers
        values = Workspace(repeating: 0, count: SampleProducts.blockSize * outputs)
        ones = Workspace(repeating: 1, count: outputs)
        step = Workspace(repeating: 0, count: outputs)
        bounds = [Float](repeating: .infinity, count: outputs)
    }

    /// - Returns: the first sample at which a number was not finite.
    mutating func run(
        _ products: SampleProducts, _ block: SampleProducts.Block, rates: [Float], _ thresholds: inout [Float],
        _ peaks: inout ResponsePeaks
    ) -> Int? {
        let (before, samples) = (thresholds, block.source)
        let sizes = rates.indices.map { BLAS.largestMagnitude(inputs, samples + $0 * inputs) }
        var growth = [Float](repeating: 0, count: outputs)
        var largest = peaks.values
        let failure = recur(products, rates, sizes, &thresholds, &growth, &largest)
        let doubtful = outputsThatMayClip(growth, products)
        for output in doubtful {
            thresholds[output] = before[output]
            largest[output] = peaks.values[output]
            for sample in rates.indices { values.base[sample * outputs + output] = 0 }
        }
        products.advance(applying: (.scaled(nil, coefficients: values.base), block), next: nil, workers: workers)
        for output in 0..<outputs { bounds[output] += growth[output] }
        for output in doubtful {
            bounds[output] = .infinity
            let row = products.weights + output * products.stride
            for sample in rates.indices {
                largest[output] = max(
                    largest[output],
                    rule.step(row, samples + sample * inputs, inputs, &thresholds[output], rate: rates[sample]))
            }
        }
        peaks.values = largest
        // An output that was taken sample by sample is finite because its weights are within the limit.
        return failure.flatMap { doubtful.isEmpty ? $0 : nil }
    }

    private func recur(
        _ products: SampleProducts, _ rates: [Float], _ sizes: [Float], _ thresholds: inout [Float],
        _ growth: inout [Float], _ largest: inout [Float]
    ) -> Int? {
        let (count, z, width) = (rates.count, values.base, products.rowLength(rates.count))
        var failure: Int?
        for sample in 0..<count {
            (z + sample * outputs).update(from: products.values + sample * width, count: outputs)
        }
        for sample in 0..<count {
            let own = z + sample * outputs
            for output in 0..<outputs {
                let response = own[output]
                largest[output] = max(largest[output], abs(response))
                let change = rates[sample] * (response * (response - thresholds[output]))
                thresholds[output] += rule.adaptation * (response * response - thresholds[output])
                growth[output] += abs(change) * sizes[sample]
                step.base[output] = change
                own[output] = change
                if failure == nil, !change.isFinite { failure = sample }
            }
            BlockKernels.blendRows(
                own + outputs, rows: count - sample - 1, columns: outputs, scale: ones.base, step: step.base,
                gram: products.values + sample * width + outputs + sample + 1)
        }
        return failure
    }

    /// The outputs that may have met the limit in the block. Where the bound at hand does not decide, the weights do.
    private mutating func outputsThatMayClip(_ growth: [Float], _ products: SampleProducts) -> [Int] {
        // A little less than the limit: the bound is computed with rounding too.
        let safe = rule.limit * (1 - 1e-4)
        let unsure = (0..<outputs).filter { !(bounds[$0] + growth[$0] < safe) }
        let inputs = inputs
        bounds.withUnsafeMutableBufferPointer { buffer in
            let target = SharedPointer(buffer)
            workers.forEachRange(of: unsure.count, size: 16) { range in
                for index in range {
                    let output = unsure[index]
                    target.base[output] = BLAS.largestMagnitude(
                        inputs, products.weights + output * products.stride)
                }
            }
        }
        return unsure.filter { !(bounds[$0] + growth[$0] < safe) }
    }
}

extension BCMRule {
    /// One sample of one output, as the equation stands.
    ///
    /// - Returns: |y|.
    fileprivate func step(
        _ row: UnsafeMutablePointer<Float>, _ sample: UnsafePointer<Float>, _ count: Int, _ threshold: inout Float,
        rate: Float
    ) -> Float {
        let response = BLAS.dot(count, row, sample)
        let change = rate * (response * (response - threshold))
        for index in 0..<count { row[index] = max(-limit, min(limit, row[index] + change * sample[index])) }
        threshold += adaptation * (response * response - threshold)
        return abs(response)
    }
}
