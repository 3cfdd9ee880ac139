/// A time or a rate of a model that goes in steps: a plain number counts steps (or is so much a step); in ms or Hz it
/// becomes one by the length of a step, see `Parametrised.bySteps(of:)`.
///
///     STDPRule(tauPlus: 20)                    // steps
///     STDPRule(tauPlus: .milliseconds(16.8))   // at whatever length of a step
public struct StepQuantity: Sendable, Equatable {
    public enum Unit: String, Sendable {
        case milliseconds = "ms"
        case hertz = "Hz"
    }

    public var number: Double
    /// Nil where steps are counted.
    public var unit: Unit?

    public init(_ number: Double, _ unit: Unit? = nil) { (self.number, self.unit) = (number, unit) }

    public static func milliseconds(_ number: Double) -> Self { Self(number, .milliseconds) }
    public static func hertz(_ number: Double) -> Self { Self(number, .hertz) }

    /// The number by steps; not a number while it is in ms or Hz, so that nobody computes with it unnoticed.
    public var bySteps: Double { unit == nil ? number : .nan }

    /// A number of steps.
    ///
    /// - Precondition: it is by steps, and whole.
    package var wholeSteps: Int {
        guard let steps = Int(exactly: bySteps) else { preconditionFailure("\(self) is no whole number of steps") }
        return steps
    }

    /// - Parameter length: of a step in ms.
    func bySteps(of length: Double) -> Self {
        switch unit {
        case nil: self
        case .milliseconds: Self(number / length)
        case .hertz: Self(number * length / 1000)
        }
    }
}

extension StepQuantity: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    public init(floatLiteral value: Double) { self.init(value) }
    public init(integerLiteral value: Int) { self.init(Double(value)) }
}

extension StepQuantity: CustomStringConvertible {
    /// As options and rules take it: `20`, `16.8ms`.
    public var description: String { "\(shortest)\(unit?.rawValue ?? "")" }
    /// As files hold it: `16.8 ms`.
    package var fileText: String { unit.map { "\(shortest) \($0.rawValue)" } ?? shortest }

    private var shortest: String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension StepQuantity {
    /// How much of a unit a suffix stands for.
    private static let suffixes: [Unit: [(String, Double)]] = [
        .milliseconds: [("ms", 1), ("us", 1e-3), ("s", 1000)], .hertz: [("kHz", 1000), ("Hz", 1)],
    ]

    /// A plain number, or one with a unit: `20`, `20ms`, `0.02 s`, `5Hz`; nil for anything else.
    package init?(_ text: String, in unit: Unit) {
        let suffix = (Self.suffixes[unit] ?? []).first { text.hasSuffix($0.0) }
        var digits = text.dropLast(suffix?.0.count ?? 0)
        if suffix != nil, digits.last == " " { digits.removeLast() }
        guard digits.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }), let number = Double(digits),
            number.isFinite, (number * (suffix?.1 ?? 1)).isFinite
        else { return nil }
        self.init(number * (suffix?.1 ?? 1), suffix == nil ? nil : unit)
    }
}

/// What a quantity may be.
public struct QuantityRange: Sendable, Equatable {
    /// Of plain numbers.
    public let steps: ClosedRange<Double>
    public let unit: StepQuantity.Unit
    /// Whether it counts whole steps.
    public let isWhole: Bool

    public init(steps: ClosedRange<Double>, unit: StepQuantity.Unit, isWhole: Bool) {
        (self.steps, self.unit, self.isWhole) = (steps, unit, isWhole)
    }

    /// Whether a quantity is right. Of one in ms or Hz the rest is seen when its steps are known.
    package func contains(_ quantity: StepQuantity) -> Bool {
        switch quantity.unit {
        case nil: steps.contains(quantity.number) && (!isWhole || Int(exactly: quantity.number) != nil)
        case unit: quantity.number.isFinite && (quantity.number > 0 || quantity.number == 0 && steps.contains(0))
        default: false
        }
    }

    /// The number by steps of a length in ms.
    ///
    /// - Throws: `ParameterError` for a time between two steps, and for one outside the range.
    package func bySteps(_ quantity: StepQuantity, of length: Double, _ name: String) throws -> StepQuantity {
        var result = quantity.bySteps(of: length)
        if isWhole {
            // A division leaves a few units in the last place.
            let whole = result.number.rounded()
            guard abs(result.number - whole) <= 1e-9 * max(1, whole) else {
                throw ParameterError(
                    name,
                    "is \(quantity), \(result) steps of \(StepQuantity.milliseconds(length)), "
                        + "expected a whole number of them")
            }
            result.number = whole
        }
        guard contains(result) else {
            throw ParameterError(
                name, "is \(quantity), \(result) by steps of \(StepQuantity.milliseconds(length)), expected \(words)")
        }
        return result
    }

    /// The plain numbers, in words.
    private var words: String {
        let (low, high) = (StepQuantity(steps.lowerBound), StepQuantity(steps.upperBound))
        return "\(low) to \(high) \(unit == .hertz ? "a step" : "steps")"
    }

    /// What would be right, in words.
    package var expectation: String {
        "\(words), or a \(unit == .hertz ? "rate in Hz such as 5Hz" : "time in ms such as 20ms")"
    }
}
