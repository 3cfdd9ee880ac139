// Aim: times as whole numbers of steps and back, without an error in either direction.
//
//     step = (t - start) / dt, rounded where t is a multiple of dt but for rounding, else down
//     t    = start + step dt
//
// Decimal steps are no binary fractions: 3 · 0.1 is not 0.3, but 3 / 10 is. So where a millisecond, and the start, are
// whole numbers of steps, times are quotients of whole numbers, which come out as the decimal numbers that they are.

/// Steps of equal length.
package struct TimeGrid: Sendable, Equatable {
    /// The time of step 0 in ms.
    package let start: Double
    /// The length of a step in ms.
    package let step: Double
    /// Steps of a ms, and those of the start, where both are whole.
    private let whole: (perMillisecond: Double, start: Double)?

    /// How far, in steps, a time may be from a multiple of the step and still be one: room for the rounding of times in
    /// Float64 up to 1e9 steps.
    private static let tolerance = 1e-6

    /// - Precondition: both are finite and the step is above 0.
    package init(start: Double = 0, step: Double) {
        precondition(start.isFinite && step > 0 && step.isFinite, "a start, and a step above 0")
        (self.start, self.step) = (start, step)
        let rate = (1 / step).rounded()
        let isWhole = rate >= 1 && abs(rate * step - 1) <= 1e-12
        let first = (start * rate).rounded()
        whole = isWhole && abs(start * rate - first) <= Self.tolerance ? (rate, first) : nil
    }

    package static func == (one: TimeGrid, other: TimeGrid) -> Bool {
        one.start == other.start && one.step == other.step
    }

    /// A time in steps from the start, not rounded.
    private func steps(_ time: Double) -> Double {
        guard let whole else { return (time - start) / step }
        return time * whole.perMillisecond - whole.start
    }

    /// The step that a time in ms falls in; nil for one beyond counting.
    package func step(at time: Double) -> Int? {
        let steps = steps(time)
        let nearest = steps.rounded()
        return Int(exactly: abs(steps - nearest) <= Self.tolerance ? nearest : steps.rounded(.down))
    }

    /// How long after the beginning of its step a time is, in ms; 0 for one that is a multiple of the step.
    package func remainder(at time: Double) -> Double {
        let steps = steps(time)
        return abs(steps - steps.rounded()) <= Self.tolerance ? 0 : (steps - steps.rounded(.down)) * step
    }

    /// The time of a step in ms.
    package func milliseconds(_ index: Int) -> Double {
        guard let whole else { return start + Double(index) * step }
        return (whole.start + Double(index)) / whole.perMillisecond
    }

    /// The time of a step in seconds.
    package func seconds(_ index: Int) -> Double {
        guard let whole else { return milliseconds(index) / 1000 }
        return (whole.start + Double(index)) / (1000 * whole.perMillisecond)
    }
}
