import Parameters

/// What each spike of one side leaves at its synapses, and what fades: `r: tau=20ms on pre += 1`.
///
///     trace    = name ":" fading "on" side ("+=" | "=") number
///     fading   = "tau" "=" time | "decay" "=" share left after a step
///     side     = "pre" | "post"
public struct SpikeTrace: Sendable, Equatable {
    public enum Side: String, Sendable, CaseIterable {
        case pre, post
    }

    public enum Fading: Sendable, Equatable {
        /// By a time constant.
        case time(StepQuantity)
        /// By the share that is left after a step.
        case share(Double)
    }

    /// What a spike does to it.
    public enum Jump: Sendable, Equatable {
        /// All earlier spikes count.
        case add(Double)
        /// The latest spike counts alone.
        case set(Double)
    }

    /// As equations call it.
    public var name: String
    /// Whose spikes leave it.
    public var side: Side
    public var fading: Fading
    public var jump: Jump

    public init(_ name: String, _ fading: Fading, on side: Side, _ jump: Jump) {
        (self.name, self.fading, self.side, self.jump) = (name, fading, side, jump)
    }

    static let times = QuantityRange(steps: 0.01...1e9, unit: .milliseconds, isWhole: false)
    static let example = "r: tau=20ms on pre += 1"

    /// - Throws: `EquationError` for a text that is none.
    public init(_ text: String) throws {
        let wrong = EquationError(
            description: "is no trace, expected NAME: tau=TIME on pre|post += NUMBER, such as '\(Self.example)'; "
                + "decay=SHARE in the place of tau, = in that of +=")
        guard let colon = text.firstIndex(of: ":"), let on = text.firstRange(of: " on ") else { throw wrong }
        guard colon < on.lowerBound else { throw wrong }
        name = Self.trimmed(text[..<colon])
        guard name.first?.isLetter == true, name.allSatisfy(EquationParser.isPartOfName) else { throw wrong }
        guard let fading = Self.fading(text[text.index(after: colon)..<on.lowerBound]) else { throw wrong }
        let spike = text[on.upperBound...]
        guard let equals = spike.firstIndex(of: "=") else { throw wrong }
        let adds = equals > spike.startIndex && spike[spike.index(before: equals)] == "+"
        let end = adds ? spike.index(before: equals) : equals
        guard let side = Side(rawValue: Self.trimmed(spike[..<end])),
            let size = Double(Self.trimmed(spike[spike.index(after: equals)...])), size.magnitude <= 1e6
        else { throw wrong }
        (self.fading, self.side) = (fading, side)
        jump = adds ? .add(size) : .set(size)
    }

    private static func fading(_ text: Substring) -> Fading? {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let value = trimmed(text[text.index(after: equals)...])
        switch trimmed(text[..<equals]) {
        case "tau":
            guard let time = StepQuantity(value, in: .milliseconds), times.contains(time), time.number > 0 else {
                return nil
            }
            return .time(time)
        case "decay":
            guard let share = Double(value), (0...1).contains(share) else { return nil }
            return .share(share)
        default: return nil
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// As it is typed.
    public var text: String {
        let fading =
            switch fading {
            case .time(let time): "tau=\(time)"
            case .share(let share): "decay=\(Self.shortest(share))"
            }
        let jump =
            switch jump {
            case .add(let size): "+= \(Self.shortest(size))"
            case .set(let size): "= \(Self.shortest(size))"
            }
        return "\(name): \(fading) on \(side.rawValue) \(jump)"
    }

    private static func shortest(_ number: Double) -> String { "\(StepQuantity(number))" }

    /// The time constant; of a share that is left after a step one step, which says nothing.
    var time: StepQuantity {
        get { if case .time(let time) = fading { time } else { 1 } }
        set { if case .time = fading { fading = .time(newValue) } }
    }

    /// The share that is left after a step.
    ///
    /// - Precondition: the time constant is by steps.
    package var decay: Float {
        switch fading {
        case .time(let time): traceLeft(after: time.bySteps)
        case .share(let share): Float(share)
        }
    }

    /// What it becomes by a spike.
    @inline(__always)
    package func jumped(_ value: Float) -> Float {
        switch jump {
        case .add(let size): value + Float(size)
        case .set(let size): Float(size)
        }
    }

    /// A trace after a step without a spike. What has fallen below the normal numbers is 0: no weight could tell, and
    /// processors are slow on such numbers.
    @inline(__always)
    package static func faded(_ value: Float, _ decay: Float) -> Float {
        let left = decay * value
        return left.magnitude < .leastNormalMagnitude ? 0 : left
    }

    /// The same of many traces, in one call: a call from another module for each would cost more than all else.
    package static func fade(_ values: UnsafeMutablePointer<Float>, count: Int, _ decay: Float) {
        for unit in 0..<count { values[unit] = faded(values[unit], decay) }
    }
}
