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
    package func learn(
        _ weights: inout Matrix, _ state: inout RuleState, samples: Matrix, rows: Range<Int>, rates: [Float],
        peaks: inout ResponsePeaks, workers: Workers
    ) -> Int? {
        let block = BCMBlock(rule: self, thresholds: state[Self.thresholdName], peaks: peaks.values)
        let failure = SampleProducts.with(
            &weights, samples, from: rows.lowerBound, magnitudes: true, workers: workers
        ) { products in
            products.forEachBlock(of: rates.count) {
                let failure = block.run(products, $0, rates: rates[$0.range])
                return (.scaled(nil, coefficients: block.values.base), failure)
            } after: {
                block.stepDoubtful(products, $0, rates: rates[$0.range])
            }
        }
        state[Self.thresholdName] = block.thresholds.array
        peaks.values = block.peaks.array
        return failure
    }
}

/// The recurrence of one block after the other.
private final class BCMBlock {
    let rule: BCMRule
    let outputs: Int
    let thresholds: Workspace<Float>
    /// The largest response of each output.
    let peaks: Workspace<Float>
    /// Z, [sample, output].
    let values: Workspace<Float>
    private let ones: Workspace<Float>
    private let step: Workspace<Float>
    /// What no |w_ij| of an output exceeds; infinite where that is not known.
    private var bounds: [Float]
    /// The outputs that take the block at hand sample by sample.
    private var doubtful: [Int] = []

    init(rule: BCMRule, thresholds: [Float], peaks: [Float]) {
        self.rule = rule
        outputs = thresholds.count
        self.thresholds = Workspace(thresholds)
        self.peaks = Workspace(peaks)
        values = Workspace(repeating: 0, count: SampleProducts.blockSize * outputs)
        ones = Workspace(repeating: 1, count: outputs)
        step = Workspace(repeating: 0, count: outputs)
        bounds = [Float](repeating: .infinity, count: outputs)
    }

    /// The changes of all outputs but the doubtful ones, which are left as they were.
    ///
    /// - Returns: the first sample at which a number was not finite.
    func run(_ products: SampleProducts, _ block: SampleProducts.Block, rates: ArraySlice<Float>) -> Int? {
        let (before, peaksBefore) = (thresholds.array, peaks.array)
        var growth = [Float](repeating: 0, count: outputs)
        let failure = recur(products, block, Array(rates), &growth)
        doubtful = outputsThatMayClip(growth, products)
        for output in doubtful {
            thresholds.base[output] = before[output]
            peaks.base[output] = peaksBefore[output]
            for sample in 0..<rates.count { values.base[sample * outputs + output] = 0 }
        }
        for output in 0..<outputs { bounds[output] += growth[output] }
        // An output that is taken sample by sample is finite because its weights are within the limit.
        return failure.flatMap { doubtful.isEmpty ? $0 : nil }
    }

    /// The doubtful outputs, sample by sample.
    func stepDoubtful(_ products: SampleProducts, _ block: SampleProducts.Block, rates: ArraySlice<Float>) {
        let (rule, inputs, doubtful) = (rule, products.inputs, doubtful)
        nonisolated(unsafe) let (thresholds, peaks) = (thresholds.base, peaks.base)
        for output in doubtful { bounds[output] = .infinity }
        products.pool.forEach(doubtful.count) { index in
            let output = doubtful[index]
            let row = products.weights + output * products.stride
            for (sample, rate) in rates.enumerated() {
                let response = rule.step(
                    row, block.source + sample * inputs, inputs, &thresholds[output], rate: rate)
                peaks[output] = max(peaks[output], response)
            }
        }
    }

    private func recur(
        _ products: SampleProducts, _ block: SampleProducts.Block, _ rates: [Float], _ growth: inout [Float]
    ) -> Int? {
        let (count, z, width) = (rates.count, values.base, products.rowLength(rates.count))
        let (thresholds, peaks) = (thresholds.base, peaks.base)
        var failure: Int?
        for sample in 0..<count {
            (z + sample * outputs).update(from: products.values + sample * width, count: outputs)
        }
        for sample in 0..<count {
            let own = z + sample * outputs
            let size = products.magnitude(sample, of: block)
            for output in 0..<outputs {
                let response = own[output]
                peaks[output] = max(peaks[output], abs(response))
                let change = rates[sample] * (response * (response - thresholds[output]))
                thresholds[output] += rule.adaptation * (response * response - thresholds[output])
                growth[output] += abs(change) * size
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

    /// The outputs that may meet the limit in the block. Where the bound at hand does not decide, the weights do.
    private func outputsThatMayClip(_ growth: [Float], _ products: SampleProducts) -> [Int] {
        // A little less than the limit: the bound is computed with rounding too.
        let safe = rule.limit * (1 - 1e-4)
        let unsure = (0..<outputs).filter { !(bounds[$0] + growth[$0] < safe) }
        for output in unsure {
            bounds[output] = BLAS.largestMagnitude(products.inputs, products.weights + output * products.stride)
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
        let (response, limit) = (BLAS.dot(count, row, sample), limit)
        let change = rate * (response * (response - threshold))
        for index in 0..<count { row[index] = max(-limit, min(limit, row[index] + change * sample[index])) }
        threshold += adaptation * (response * response - threshold)
        return abs(response)
    }
}
