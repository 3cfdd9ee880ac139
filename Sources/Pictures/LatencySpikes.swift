// Aim: one spike a pixel, the earlier the brighter.
//
//     t = round((1 - x) (T - 1))
//
// Symbols: x value 0 … 1, T steps, t step of the spike, 0 … T - 1; halves are rounded up, to the later step.
// Reference: S. Thorpe, A. Delorme, R. Van Rullen, Spike-based strategies for rapid processing, Neural Networks 14
// (2001) 715-725.

#if canImport(Glibc)
    import Glibc  // links the rounding functions
#else
    import Darwin
#endif

/// Latency coding: white fires in the first step, black in the last.
package struct LatencySpikes: Sendable, Equatable {
    package let steps: Int

    /// - Precondition: `steps` is positive.
    package init(steps: Int) {
        precondition(steps > 0, "a spike needs a step")
        self.steps = steps
    }

    /// The step in which a pixel fires.
    package func step(of value: Float) -> Int {
        let late = (1 - Double(min(max(value, 0), 1))) * Double(steps - 1)
        return Int(late.rounded())
    }

    /// All steps, [step, neuron]; exactly one 1 a neuron.
    ///
    /// - Parameter values: [neuron], 0 … 1.
    package func train(_ values: [Float]) -> [UInt8] {
        var spikes = [UInt8](repeating: 0, count: steps * values.count)
        for (neuron, value) in values.enumerated() { spikes[step(of: value) * values.count + neuron] = 1 }
        return spikes
    }
}
