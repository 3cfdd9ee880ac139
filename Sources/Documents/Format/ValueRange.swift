import Patterns

/// Which values a dataset may hold.
enum ValueRange: Sendable, Equatable {
    /// Texts of at most so many characters; numbers of any kind.
    case any
    case finite
    /// Finite, or NaN where there is nothing.
    case finiteOrNaN
    case within(ClosedRange<Double>)
    /// What the attribute `coding` beside it allows.
    case coding
    /// A position on an axis, -1 for none.
    case position(axis: String)

    /// At least a number.
    static func atLeast(_ least: Double) -> ValueRange { .within(least...Double.greatestFiniteMagnitude) }

    /// Why a value is wrong, as what was expected; nil if it is right.
    func objection(to value: Double, coding: Coding?, axes: AxisLengths) -> String? {
        switch self {
        case .any: return nil
        case .finite: return value.isFinite ? nil : "expected finite numbers"
        case .finiteOrNaN: return value.isInfinite ? "expected finite numbers, or none (nan) after the stop" : nil
        case .within(let range): return range.contains(value) ? nil : "expected \(Self.words(range))"
        case .coding:
            let coding = coding ?? .real
            return coding.holds(value) ? nil : coding.expectation
        case .position(let axis):
            let count = axes.length(of: axis) ?? 0
            return (-1..<Double(count)).contains(value) ? nil : Self.expectation(count, axis)
        }
    }

    private static func expectation(_ count: Int, _ axis: String) -> String {
        count == 0 ? "expected -1, as there is no \(axis)" : "expected one of the \(count) along \(axis), or -1"
    }

    /// `0 to 255`, `at least 0`.
    static func words(_ range: ClosedRange<Double>) -> String {
        let (low, high) = (number(range.lowerBound), number(range.upperBound))
        if range.upperBound == .greatestFiniteMagnitude { return "at least \(low)" }
        return "\(low) to \(high)"
    }

    /// A number as people write it: a whole one without a fraction, and what is no number without a sign.
    static func number(_ value: Double) -> String {
        value.isNaN ? "nan" : Int(exactly: value).map(String.init) ?? "\(value)"
    }
}

extension Coding {
    func holds(_ value: Double) -> Bool {
        switch self {
        case .bipolar: value == -1 || value == 0 || value == 1
        case .binary, .spikes: value == 0 || value == 1
        case .real: value.isFinite
        case .grey: (0...255).contains(value) && value == value.rounded()
        }
    }

    /// What a value of this coding is, for messages.
    var expectation: String {
        switch self {
        case .bipolar: "expected -1, 0 or 1 (bipolar)"
        case .binary, .spikes: "expected 0 or 1 (\(rawValue))"
        case .real: "expected finite numbers"
        case .grey: "expected whole numbers from 0 to 255 (grey)"
        }
    }
}
