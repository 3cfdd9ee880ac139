// Aim: how well a final state agrees with the pattern it was to become.
//
//     overlap        m = sum_i x_i s_i / N        (0 and 1 read as -1 and +1)
//     active share   sum_i x_i s_i / sum_i x_i    (sparse 0/1 patterns recalled by k winners)
//     shared active  the share of units active in either that are active in both    (answers of any number)
//
// Reference: D. J. Amit, Modeling Brain Function (1989); D. J. Willshaw and others, Nature 222, 960 (1969).

import Models
import Patterns

enum Agreement: Sendable {
    case overlap
    case activeShare
    case sharedActive

    /// The measure that suits an activation.
    init(_ activation: Activation) {
        if case .winners = activation { self = .activeShare } else { self = .overlap }
    }

    /// The agreement of row `index` of `states` with row `target` of `patterns`.
    func callAsFunction(_ states: PatternSet, _ index: Int, _ patterns: PatternSet, _ target: Int) -> Double {
        guard case .integers(let state) = states.values, case .integers(let pattern) = patterns.values else {
            preconditionFailure("discrete states")
        }
        let count = states.neurons
        return state.withUnsafeBufferPointer { state in
            pattern.withUnsafeBufferPointer { pattern in
                let (a, b) = (index * count, target * count)
                var (both, active, either, product) = (0, 0, 0, 0)
                let isBipolar = patterns.coding == .bipolar
                for unit in 0..<count {
                    let (s, x) = (Int(state[a + unit]), Int(pattern[b + unit]))
                    product += isBipolar ? s * x : (2 * s - 1) * (2 * x - 1)
                    if x > 0 || s > 0 { either += 1 }
                    if x > 0 {
                        active += 1
                        if s > 0 { both += 1 }
                    }
                }
                switch self {
                case .overlap: return Double(product) / Double(count)
                case .activeShare: return active == 0 ? 0 : Double(both) / Double(active)
                case .sharedActive: return either == 0 ? 1 : Double(both) / Double(either)
                }
            }
        }
    }

    /// How many units of row `index` of `states` differ from row `target` of `patterns`.
    static func wrongBits(_ states: PatternSet, _ index: Int, _ patterns: PatternSet, _ target: Int) -> Int {
        guard case .integers(let state) = states.values, case .integers(let pattern) = patterns.values else {
            preconditionFailure("discrete states")
        }
        let count = states.neurons
        return state.withUnsafeBufferPointer { state in
            pattern.withUnsafeBufferPointer { pattern in
                var wrong = 0
                for unit in 0..<count where state[index * count + unit] != pattern[target * count + unit] { wrong += 1 }
                return wrong
            }
        }
    }
}
