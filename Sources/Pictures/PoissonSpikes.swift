// Aim: spike trains whose rate is proportional to grey.
//
//     P(spike in a step) = r x dt / 1000
//
// Symbols: r rate of a white pixel in Hz, x value 0 … 1, dt step in ms. Steps are independent: the Bernoulli
// approximation of a Poisson process, at most one spike a step.
// Reference: P. Dayan, L. F. Abbott, Theoretical Neuroscience (2001), section 1.4, Poisson spike generator.

/// Rate coding: brighter pixels fire more often.
package struct PoissonSpikes: Sendable, Equatable {
    /// Hz, of a pixel of value 1.
    package let maximumRate: Double
    /// Milliseconds.
    package let stepDuration: Double

    /// - Throws: `PictureError` when a value is not positive and finite, or a white pixel would need more than one
    ///   spike a step.
    package init(maximumRate: Double, stepDuration: Double) throws(PictureError) {
        guard maximumRate > 0, maximumRate.isFinite, stepDuration > 0, stepDuration.isFinite else {
            throw PictureError(
                "rate \(maximumRate) Hz and step \(stepDuration) ms: both must be positive and finite")
        }
        guard maximumRate * stepDuration <= 1000 else {
            throw PictureError(
                "rate \(maximumRate) Hz needs more than one spike in a step of \(stepDuration) ms, "
                    + "at most \(1000 / stepDuration) Hz")
        }
        self.maximumRate = maximumRate
        self.stepDuration = stepDuration
    }

    /// One step: 1 where a neuron fires, else 0.
    ///
    /// - Parameters:
    ///   - spikes: what is filled, [neuron].
    ///   - values: [neuron], 0 … 1; 0 never fires.
    ///   - uniform: a number 0 ..< 1, called once for each neuron in their order.
    package func fill(_ spikes: UnsafeMutableBufferPointer<UInt8>, _ values: [Float], uniform: () -> Double) {
        let scale = maximumRate * stepDuration / 1000
        for (neuron, value) in values.enumerated() { spikes[neuron] = uniform() < scale * Double(value) ? 1 : 0 }
    }

    /// All steps, [step, neuron].
    package func train(_ values: [Float], steps: Int, uniform: () -> Double) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: steps * values.count) { buffer, count in
            for step in 0..<steps {
                let row = buffer[step * values.count..<(step + 1) * values.count]
                fill(UnsafeMutableBufferPointer(rebasing: row), values, uniform: uniform)
            }
            count = steps * values.count
        }
    }
}
