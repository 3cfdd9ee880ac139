// Aim: cool a network while it relaxes, so that it leaves shallow minima early and settles late.
//
//     linear        T_k = T_0 + (T_1 - T_0) k / (K - 1)
//     exponential   T_k = T_0 (T_1 / T_0)^(k / (K - 1))
//
// k = 0 ... K - 1 the step, K the number of steps, T_0 and T_1 the first and the last temperature.
//
// Reference: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Science 220, 671 (1983).

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the temperature changes over the steps of a recall.
public struct Annealing: Sendable, Equatable {
    public enum Law: String, Sendable, CaseIterable {
        case linear, exponential
    }

    /// Temperatures in units of the fields, above 0.
    public var first: Float
    public var last: Float
    public var law: Law

    public init(from first: Float, to last: Float, law: Law = .linear) {
        precondition(first > 0 && last > 0, "temperatures are positive")
        self.first = first
        self.last = last
        self.law = law
    }

    /// The temperature of step 0 ..< steps.
    func temperature(step: Int, of steps: Int) -> Float {
        guard steps > 1 else { return last }
        let share = Float(min(step, steps - 1)) / Float(steps - 1)
        return switch law {
        case .linear: first + (last - first) * share
        case .exponential: first * powf(last / first, share)
        }
    }
}
