#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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

/// An equation evaluated for many places at once: some variables are one number for all, others one a place.
///
/// What depends on numbers alone is computed once; the rest runs operation by operation over blocks of places that
/// stay in the cache. Every place gets the bits that `Equation.value` gives.
struct RowEquation {
    /// The value of a variable.
    enum Variable {
        case number(Float)
        case row(UnsafePointer<Float>)
    }

    private enum Value {
        case number(Float)
        /// A block of its own, by its place in the scratch memory.
        case block(Int)
        case row(UnsafePointer<Float>)
    }

    static let blockLength = 512
    private let equation: Equation
    private var scratch: [Float]

    init(_ equation: Equation) {
        self.equation = equation
        scratch = [Float](repeating: 0, count: Self.blockLength * (Self.depth(equation.term) + 1))
    }

    /// Calls `body` with the values of one block of places after the other.
    mutating func evaluate(
        _ variables: [Variable], count: Int, _ body: (Range<Int>, UnsafePointer<Float>) -> Void
    ) {
        scratch.withUnsafeMutableBufferPointer { scratch in
            guard let memory = scratch.baseAddress else { return }
            for start in stride(from: 0, to: count, by: Self.blockLength) {
                let range = start..<min(count, start + Self.blockLength)
                let evaluation = Evaluation(memory: memory, variables: variables, range: range)
                switch evaluation.value(equation.term, 0) {
                case .number(let number):
                    for place in 0..<range.count { memory[place] = number }
                    body(range, memory)
                case .block(let index): body(range, memory + index * Self.blockLength)
                case .row(let row): body(range, row + start)
                }
            }
        }
    }

    /// Blocks that are alive at once.
    private static func depth(_ term: Equation.Term) -> Int {
        switch term {
        case .number, .variable: 1
        case .negation(let inner), .function(_, let inner): depth(inner)
        case .binary(_, let left, let right): max(depth(left), depth(right) + 1)
        }
    }

    private struct Evaluation {
        let memory: UnsafeMutablePointer<Float>
        let variables: [Variable]
        let range: Range<Int>

        /// The value of a term; a block that it needs is `level` or above.
        func value(_ term: Equation.Term, _ level: Int) -> Value {
            switch term {
            case .number(let number): return .number(number)
            case .variable(let index):
                switch variables[index] {
                case .number(let number): return .number(number)
                case .row(let row): return .row(row)
                }
            case .negation(let inner): return map(value(inner, level), level) { -$0 }
            case .function(let function, let inner):
                return map(value(inner, level), level) { function.apply($0) }
            case .binary(let symbol, let left, let right):
                let (first, second) = (value(left, level), value(right, level + 1))
                // One loop an operator: each runs on whole vectors.
                switch symbol {
                case .plus: return combine(first, second, level) { $0 + $1 }
                case .minus: return combine(first, second, level) { $0 - $1 }
                case .times: return combine(first, second, level) { $0 * $1 }
                case .over: return combine(first, second, level) { $0 / $1 }
                default: return combine(first, second, level) { symbol.apply($0, $1) }
                }
            }
        }

        @inline(__always)
        private func map(_ value: Value, _ level: Int, _ change: (Float) -> Float) -> Value {
            if case .number(let number) = value { return .number(change(number)) }
            let (from, to) = (pointer(value, level), memory + level * RowEquation.blockLength)
            for place in 0..<range.count { to[place] = change(from[place]) }
            return .block(level)
        }

        @inline(__always)
        private func combine(_ left: Value, _ right: Value, _ level: Int, _ join: (Float, Float) -> Float) -> Value {
            let to = memory + level * RowEquation.blockLength
            switch (left, right) {
            case (.number(let a), .number(let b)): return .number(join(a, b))
            case (.number(let a), _):
                let from = pointer(right, level)
                for place in 0..<range.count { to[place] = join(a, from[place]) }
            case (_, .number(let b)):
                let from = pointer(left, level)
                for place in 0..<range.count { to[place] = join(from[place], b) }
            default:
                let (a, b) = (pointer(left, level), pointer(right, level))
                for place in 0..<range.count { to[place] = join(a[place], b[place]) }
            }
            return .block(level)
        }

        private func pointer(_ value: Value, _ level: Int) -> UnsafePointer<Float> {
            switch value {
            case .row(let row): row + range.lowerBound
            case .block(let index): UnsafePointer(memory + index * RowEquation.blockLength)
            case .number: preconditionFailure("numbers take no memory")
            }
        }
    }
}
