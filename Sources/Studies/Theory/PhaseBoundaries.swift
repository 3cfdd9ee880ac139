// Aim: the temperatures at which Hebbian memories change their kind, by load.
//
//     T_M   up to which a state near a stored pattern is stable
//     T_c   up to which it has less free energy than any glass state
//     T_g   up to which there is a glass: 1 + sqrt(alpha) with weights as they were learned
//
// At a stored pattern, with a = m/T and b = sqrt(alpha (r + e q))/T,
//
//     m = ∫Dz tanh(a + b z),   q = ∫Dz tanh²(a + b z),   C = (1 - q)/T,   alpha = (b T)² / (q (1/(1 - C)² + e)).
//
// e is the noise that clipping, dilution and the like add to the weights, see `DamagedRetrieval`; as the couplings of a spin
// glass do, it acts on each unit by q.
//
// At a temperature each a from 0 to that of tanh a = a T is a solution at one load: b follows from m = a T, since m falls as b
// grows. The greatest load of them is what the temperature bears, so that T_M of a load is where the two are equal; larger a
// are the stable states. A glass has a = 0, with q > 0 up to T_g, where q vanishes: (T² - alpha e)(1 - 1/T)² = alpha. The
// free energy a unit is
//
//     f = m²/2 + alpha/2 (1 + r (1 - q)/T + T ln(1 - C) - q/(1 - C) - e (1 - q)²/(2 T)) - T ∫Dz ln 2 cosh(a + b z),
//     r = q/(1 - C)².
//
// T in units of the field at a stored pattern; infinitely many units, replica-symmetric.
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Phys. Rev. Lett. 55, 1530 (1985); Annals of Physics 173, 30 (1987);
// H. Sompolinsky, Phys. Rev. A 34, 2571 (1986), for e.

import Numerics

/// The boundaries between retrieval, glass and disorder at one load.
public struct PhaseBoundaries: Sendable {
    /// The cases in which they hold.
    public static let domain = TheoryDomain.hebbian(order: .asynchronous, allowsDamage: true)

    /// T_M; 0 where no load of retrieval is left.
    public let retrieval: Double
    /// m at T_M, just before it is lost; 0 without retrieval.
    public let lastOverlap: Double
    /// T_c; 0 where a glass has less free energy at any temperature.
    public let groundState: Double
    /// T_g.
    public let glass: Double

    private let load: Double
    private let noise: Double
    private let retrievalAtRest: DamagedRetrieval
    /// Below this tanh is too steep for the sums.
    private static let least = 0.02

    /// - Parameters:
    ///   - load: other patterns per unit, above 0.
    ///   - noise: e of weights made worse; 0 for weights as they were learned.
    public init(load: Double, noise: Double = 0) {
        precondition(load > 0 && noise >= 0, "a load is positive, and noise adds")
        (self.load, self.noise) = (load, noise)
        retrievalAtRest = DamagedRetrieval(noise: noise)
        let least = Self.least
        glass =
            noise == 0
            ? 1 + load.squareRoot()
            : Bisection.root(in: 1...2 + 2 * (load * (1 + noise)).squareRoot(), steps: 60) {
                (($0 * $0 - load * noise) * (1 - 1 / $0) * (1 - 1 / $0)) - load
            }
        guard load < retrievalAtRest.criticalLoad else {
            (retrieval, lastOverlap, groundState) = (0, 0, 0)
            return
        }
        guard RetrievalBranch(temperature: least, noise: noise).largestLoad > load else {
            (retrieval, lastOverlap, groundState) = (least, retrievalAtRest.overlap(load: load), 0)
            return
        }
        let limit = Bisection.root(in: least...1, steps: 25) {
            RetrievalBranch(temperature: $0, noise: noise).largestLoad - load
        }
        (retrieval, lastOverlap) = (limit, RetrievalBranch(temperature: limit, noise: noise).edge.overlap)
        // At T_M a glass has less free energy; where it does at the least temperature as well, it does throughout.
        let difference = { (temperature: Double) in
            RetrievalBranch(temperature: temperature, noise: noise).state(load: load).freeEnergy(load: load)
                - Solution.glass(temperature: temperature, load: load, noise: noise).freeEnergy(load: load)
        }
        groundState =
            difference(least) < 0 ? Bisection.root(in: least...limit, steps: 20, difference) : 0
    }

    /// m near a stored pattern at a temperature; 0 beyond T_g, NaN in a glass, which keeps something of its start of which
    /// theory says nothing.
    public func overlap(temperature: Double) -> Double {
        if temperature >= glass { return 0 }
        guard temperature < retrieval else { return .nan }
        guard temperature >= Self.least else { return retrievalAtRest.overlap(load: load) }
        return RetrievalBranch(temperature: temperature, noise: noise).state(load: load).overlap
    }
}

/// The states near a stored pattern at a temperature below 1, by a.
private struct RetrievalBranch {
    let temperature: Double
    private let noise: Double
    /// a of the greatest load, and of load 0, as logarithms.
    private let logEdge, logEnd: Double

    init(temperature: Double, noise: Double) {
        (self.temperature, self.noise) = (temperature, noise)
        let end = ThermalOverlap.overlap(temperature: temperature) / temperature
        logEnd = logarithm(max(end, 1e-6))
        logEdge = Bisection.maximum(in: logEnd - 5...logEnd, cuts: 40) {
            Solution(field: exponential($0), temperature: temperature, noise: noise).load
        }
    }

    /// The state of the greatest load, the least stable one.
    var edge: Solution { solution(logEdge) }
    var largestLoad: Double { edge.load }

    /// The stable state at a load; that of the greatest load beyond it.
    func state(load: Double) -> Solution {
        guard load < largestLoad else { return edge }
        let field = Bisection.root(in: logEdge...logEnd, steps: 40) {
            load - solution($0).load
        }
        return solution(field)
    }

    private func solution(_ logField: Double) -> Solution {
        Solution(field: exponential(logField), temperature: temperature, noise: noise)
    }
}

/// A solution of the equations, and its sums.
private struct Solution {
    let temperature: Double
    /// e.
    private let noise: Double
    /// a and b.
    private let field, spread: Double
    let overlap: Double
    private let order: Double

    private var response: Double { (1 - order) / temperature }

    /// alpha; 0 where there is none with C < 1.
    var load: Double {
        guard response < 1, order > 0 else { return 0 }
        let (width, left) = (spread * temperature, 1 - response)
        return width * width / (order * (1 / (left * left) + noise))
    }

    private init(field: Double, spread: Double, temperature: Double, noise: Double) {
        (self.field, self.spread, self.temperature, self.noise) = (field, spread, temperature, noise)
        (overlap, order) = Self.averages(field, spread) { _, value in (value, value * value) }
    }

    /// ∫Dz ln 2 cosh(a + b z).
    private var logarithmOfSum: Double {
        Self.averages(field, spread) { u, value in (abs(u) + logarithm(2 / (1 + abs(value))), 0) }.0
    }

    /// The means of two functions of u = a + b z and tanh u: trapezoids, which are exact to many digits for a smooth function
    /// that vanishes at both ends.
    @inline(__always)
    private static func averages(
        _ field: Double, _ spread: Double, of functions: (_ u: Double, _ value: Double) -> (Double, Double)
    ) -> (Double, Double) {
        let step = min(0.1, max(0.01, 0.5 / max(spread, 1e-9)))
        var (total, first, second) = (0.0, 0.0, 0.0)
        for index in -Int(7 / step)...Int(7 / step) {
            let z = Double(index) * step
            let (weight, u) = (exponential(-z * z / 2), field + spread * z)
            let fallen = exponential(-2 * abs(u))
            let size = (1 - fallen) / (1 + fallen)
            let (one, other) = functions(u, u < 0 ? -size : size)
            total += weight
            first += weight * one
            second += weight * other
        }
        return (first / total, second / total)
    }

    /// Near a stored pattern, with a given a.
    init(field: Double, temperature: Double, noise: Double) {
        let excess = { (spread: Double) in
            field * temperature
                - Solution(field: field, spread: spread, temperature: temperature, noise: noise).overlap
        }
        // m is at most 0.8 a/b, from the normal density at 0.
        let spread = excess(0) < 0 ? Bisection.root(in: 0...1 / temperature, steps: 40, excess) : 0
        self.init(field: field, spread: spread, temperature: temperature, noise: noise)
    }

    /// The glass at a temperature below T_g.
    static func glass(temperature: Double, load: Double, noise: Double) -> Solution {
        func solution(_ logSpread: Double) -> Solution {
            Solution(field: 0, spread: exponential(logSpread), temperature: temperature, noise: noise)
        }
        // (b T)² is what the load makes of q and C, with C below 1; less for a small b, more for a large one.
        let spread = Bisection.root(in: logarithm(1e-4)...logarithm(1e4), steps: 50) { logSpread in
            let (width, order) = (exponential(logSpread) * temperature, solution(logSpread).order)
            let left = max(0, 1 - (1 - order) / temperature)
            return load * order - (width * width - load * order * noise) * left * left
        }
        return solution(spread)
    }

    func freeEnergy(load: Double) -> Double {
        let (left, m) = (1 - response, field * temperature)
        let cross =
            1 + order / (left * left) * (1 - order) / temperature + temperature * logarithm(left) - order / left
            - noise * (1 - order) * (1 - order) / (2 * temperature)
        return m * m / 2 + load / 2 * cross - temperature * logarithmOfSum
    }
}
