// Aim: the functions by which a Hebbian unit becomes sensitive to more than variance.

import Numerics

/// How a response enters a nonlinear Hebbian change.
public enum Nonlinearity: String, Sendable, CaseIterable {
    /// g(y) = y^3: the fourth moment.
    case cubic
    /// g(y) = tanh y, which large responses hardly move.
    case tanh

    /// g(y).
    public func value(_ response: Float) -> Float {
        switch self {
        case .cubic: response * response * response
        case .tanh: hyperbolicTangent(response)
        }
    }

    /// y g(y) - g'(y): 0 in the mean for a normal y of variance 1.
    public func departure(_ response: Float) -> Float {
        switch self {
        case .cubic:
            let square = response * response
            return square * square - 3 * square
        case .tanh:
            let value = hyperbolicTangent(response)
            return response * value - (1 - value * value)
        }
    }
}
