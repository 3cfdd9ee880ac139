#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Equation {
    /// The names of all functions.
    static let functions = UnaryFunction.allCases.map(\.rawValue) + ["min", "max"]
}

extension Equation.BinaryOperator {
    func apply(_ left: Float, _ right: Float) -> Float {
        switch self {
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .over: left / right
        // A square is a product, so that y^2 is y·y to the last bit.
        case .power: right == 2 ? left * left : powf(left, right)
        case .min: Swift.min(left, right)
        case .max: Swift.max(left, right)
        }
    }
}

extension Equation.UnaryFunction {
    func apply(_ value: Float) -> Float {
        switch self {
        case .abs: value.magnitude
        case .sqrt: value.squareRoot()
        case .exp: expf(value)
        case .log: logf(value)
        case .tanh: tanhf(value)
        case .sign: value > 0 ? 1 : value < 0 ? -1 : value
        case .step: value > 0 ? 1 : 0
        }
    }
}
