import Numerics

/// How a unit of an associative network answers its field h, with threshold theta and temperature T.
public enum Activation: Sendable, Equatable {
    /// s = sign(h - theta) in {-1, +1}; a unit whose field equals theta keeps its state.
    case sign
    /// s = 1 where h > theta, 0 where h < theta; equal keeps the state. The sign of 0/1 networks.
    case step
    /// s = tanh((h - theta) / T).
    case tanh
    /// s = 1 / (1 + e^{-(h - theta)/T}).
    case sigmoid
    /// s = h - theta: the answer as it is.
    case identity
    /// s = +1 with probability 1 / (1 + e^{-2(h - theta)/T}), else -1 (Glauber 1963).
    case glauber
    /// The k units of the largest fields are 1, all others 0; of equal fields the lower index wins.
    case winners(Int)

    /// Whether equal fields always give equal states.
    public var isDeterministic: Bool { self != .glauber }

    /// Whether states are among -1, 0, 1.
    public var isDiscrete: Bool {
        switch self {
        case .tanh, .sigmoid, .identity: false
        case .sign, .step, .glauber, .winners: true
        }
    }

    /// Whether the temperature makes a difference.
    public var hasTemperature: Bool {
        switch self {
        case .tanh, .sigmoid, .glauber: true
        case .sign, .step, .winners, .identity: false
        }
    }

    /// The two values between which states lie.
    public var span: ClosedRange<Float> {
        switch self {
        case .sign, .tanh, .glauber, .identity: -1...1
        case .step, .sigmoid, .winners: 0...1
        }
    }

    /// The answer of one unit; `winners` needs all fields at once and has its own path.
    @inline(__always)
    func respond(field: Float, state: Float, threshold: Float, temperature: Float, uniform: () -> Float) -> Float {
        switch self {
        case .sign: field > threshold ? 1 : field < threshold ? -1 : state
        case .step: field > threshold ? 1 : field < threshold ? 0 : state
        case .tanh: hyperbolicTangent((field - threshold) / temperature)
        case .sigmoid: logistic((field - threshold) / temperature)
        case .identity: field - threshold
        case .glauber: uniform() < logistic(2 * (field - threshold) / temperature) ? 1 : -1
        case .winners: preconditionFailure("winners are chosen among all fields at once")
        }
    }

    /// The state in which the k largest of `fields` are 1.
    static func winners(_ k: Int, of fields: UnsafeBufferPointer<Float>, into state: UnsafeMutablePointer<Float>) {
        guard k > 0, k < fields.count else { return state.update(repeating: k > 0 ? 1 : 0, count: fields.count) }
        let limit = largest(k, of: fields)
        var left = k
        for unit in 0..<fields.count {
            state[unit] = fields[unit] > limit ? 1 : 0
            if fields[unit] > limit { left -= 1 }
        }
        for unit in 0..<fields.count where left > 0 && fields[unit] == limit {
            state[unit] = 1
            left -= 1
        }
    }

    /// The k-th largest of some numbers (Hoare's selection: time proportional to their count).
    private static func largest(_ k: Int, of fields: UnsafeBufferPointer<Float>) -> Float {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: fields.count) { values in
            _ = values.initialize(from: fields)
            var (first, last) = (0, fields.count - 1)
            while first < last {
                let pivot = values[(first + last) / 2]
                var (low, high) = (first, last)
                while low <= high {
                    while values[low] > pivot { low += 1 }
                    while values[high] < pivot { high -= 1 }
                    if low <= high {
                        values.swapAt(low, high)
                        low += 1
                        high -= 1
                    }
                }
                // Larger ones stand in first...high, smaller ones in low...last, those between equal the pivot.
                if k - 1 <= high { last = high } else if k - 1 >= low { first = low } else { break }
            }
            return values[k - 1]
        }
    }
}
