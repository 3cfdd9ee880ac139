import Neurons
import Numerics

/// Which inputs fire in each time step.
package struct InputSpikes: Sendable {
    /// Step after step, ascending within each.
    private let inputs: [Int32]
    /// Where each step begins; one more for the end.
    private let starts: [Int]

    package var steps: Int { starts.count - 1 }
    package var count: Int { inputs.count }

    /// - Parameter spikes: of each step the inputs that fire, ascending.
    package init(_ spikes: [[Int32]]) {
        inputs = spikes.flatMap { $0 }
        starts = spikes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    }

    /// Spikes of inputs that fire independently in each step, with the probabilities of an exposure.
    ///
    /// The steps between two spikes of an input with probability p are drawn at once: k silent ones with probability
    /// (1 - p)^k p, so that what counts is the number of spikes and not that of steps.
    package init(_ values: [Float], _ exposure: RateCodedExposure, attempt: Int, random: inout RandomStream) {
        let steps = exposure.shownSteps
        var events: [(step: Int, input: Int32)] = []
        for (input, value) in values.enumerated() {
            let probability = exposure.probability(value, attempt: attempt)
            guard probability > 0 else { continue }
            let scale = 1 / logarithmOf1Plus(-probability)
            var step = 0
            while true {
                let silent = probability < 1 ? (logarithm(1 - random.nextUniform()) * scale).rounded(.down) : 0
                guard silent < Double(steps - step) else { break }
                step += Int(silent)
                events.append((step, Int32(input)))
                step += 1
            }
        }
        self.init(events, steps: steps)
    }

    /// - Parameter events: those of an input after those of the inputs before it.
    private init(_ events: [(step: Int, input: Int32)], steps: Int) {
        var starts = [Int](repeating: 0, count: steps + 1)
        for event in events { starts[event.step + 1] += 1 }
        for step in 0..<steps { starts[step + 1] += starts[step] }
        var places = starts
        inputs = [Int32](unsafeUninitializedCapacity: events.count) { buffer, count in
            for event in events {
                buffer[places[event.step]] = event.input
                places[event.step] += 1
            }
            count = events.count
        }
        self.starts = starts
    }

    /// Calls `body` with the inputs that fire in a step.
    package func withInputs<Result>(_ step: Int, _ body: (UnsafeBufferPointer<Int32>) -> Result) -> Result {
        inputs.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[starts[step]..<starts[step + 1]])) }
    }
}
