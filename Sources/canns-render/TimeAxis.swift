import CommandKit
import Figures

/// A part of a record of time, from and to so many milliseconds; nil is its beginning and its end.
struct TimeSpan {
    var from: Double?
    var to: Double?
}

/// The time of a record: in milliseconds where the length of a step is known, else in steps.
struct TimeAxis {
    private let step: Double?

    /// - Parameter step: milliseconds a step; nil, or a length that no step has, where nobody said it.
    init(step: Double?) { self.step = step.flatMap { (1e-9...1e9).contains($0) ? $0 : nil } }

    /// The length of a step, in the unit of the axis.
    var stepLength: Double { step ?? 1 }

    var unit: String { step == nil ? "steps" : "ms" }

    /// When a step is over.
    func end(of step: Int) -> Double { Double(step + 1) * stepLength }

    /// The axis of some steps.
    func axis(_ steps: Range<Int>) -> Axis {
        let start = Double(steps.lowerBound) * stepLength
        return Axis("time", unit: unit, range: start...max(start + stepLength, Double(steps.upperBound) * stepLength))
    }

    /// The steps of a record of `count` that lie in a span: those that begin in it.
    ///
    /// - Throws: `Failure` for a span that holds none.
    func steps(_ span: TimeSpan, of count: Int) throws -> Range<Int> {
        let total = Double(count) * stepLength
        let from = max(0, span.from ?? 0)
        let to = min(total, span.to ?? total)
        let first = (from / stepLength - 1e-9).rounded(.up)
        let last = (to / stepLength - 1e-9).rounded(.up)
        guard first < last else {
            throw Failure(
                "--from \(FigureNumber.short(span.from ?? 0)) --to \(FigureNumber.short(span.to ?? total)) holds no step: "
                    + "expected times from 0 to \(FigureNumber.short(total)) \(unit), the earlier first")
        }
        return Int(first)..<min(count, Int(last))
    }
}
