// Aim: the temperatures at which Hebbian memories change their kind, by load.
//
//     T_M   up to which a state near a stored pattern is stable
//     T_c   up to which it has less free energy than any glass state
//     T_g   1 + sqrt(alpha), up to which there is a glass
//
// At a stored pattern, with a = m/T and b = sqrt(alpha r)/T,
//
//     m = ∫Dz tanh(a + b z),   q = ∫Dz tanh²(a + b z),   C = (1 - q)/T,   alpha = (b T (1 - C))² / q.
//
// At a temperature each a from 0 to that of tanh a = a T is a solution at one load: b follows from m = a T, since m falls as b
// grows. The greatest load of them is what the temperature bears, so that T_M of a load is where the two are equal; larger a
// are the stable states. A glass has a = 0, and T = 1 - q + sqrt(alpha q)/b. The free energy a unit is
//
//     f = m²/2 + alpha/2 (1 + r (1 - q)/T + T ln(1 - C) - q/(1 - C)) - T ∫Dz ln 2 cosh(a + b z),   r = q/(1 - C)².
//
// T in units of the field at a stored pattern; infinitely many units, replica-symmetric.
//
// Reference: D. J. Amit, H. Gutfreund, H. Sompolinsky, Phys. Rev. Lett. 55, 1530 (1985); Annals of Physics 173, 30 (1987).

import Numerics

/// The boundaries between retrieval, glass and disorder at one load.
public struct PhaseBoundaries: Sendable {
    /// The cases in which they hold.
    public static let domain = TheoryDomain.hebbian(order: .asynchronous)

    /// T_M; 0 where no load of retrieval is left.
    public let retrieval: Double
    /// m at T_M, just before it is lost; 0 without retrieval.
    public let lastOverlap: Double
    /// T_c; 0 where a glass has less free energy at any temperature.
    public let groundState: Double
    /// T_g.
    public let glass: Double

    /// - Parameter load: other patterns per unit, above 0.
    public init(load: Double) {
        precondition(load > 0, "a load is positive")
        glass = 1 + load.squareRoot()
        guard load < RetrievalOverlap.criticalLoad else {
            (retrieval, lastOverlap, groundState) = (0, 0, 0)
            return
        }
        // Below this tanh is too steep for the sums.
        let least = 0.02
        guard RetrievalBranch(temperature: least).largestLoad > load else {
            (retrieval, lastOverlap, groundState) = (least, RetrievalOverlap.overlap(load: load), 0)
            return
        }
        let limit = Bisection.root(in: least...1, steps: 25) { RetrievalBranch(temperature: $0).largestLoad - load }
        (retrieval, lastOverlap) = (limit, RetrievalBranch(temperature: limit).edge.overlap)
        // At T_M a glass has less free energy; where it does at the least temperature as well, it does throughout.
        let difference = { (temperature: Double) in
            RetrievalBranch(temperature: temperature).state(load: load).freeEnergy(load: load)
                - Solution.glass(temperature: temperature, load: load).freeEnergy(load: load)
        }
        groundState =
            difference(least) < 0 ? Bisection.root(in: least...limit, steps: 20, difference) : 0
    }
}

/// The states near a stored pattern at a temperature below 1, by a.
private struct RetrievalBranch {
    let temperature: Double
    /// a of the greatest load, and of load 0, as logarithms.
    private let logEdge, logEnd: Double

    init(temperature: Double) {
        self.temperature = temperature
        let end = ThermalOverlap.overlap(temperature: temperature) / temperature
        logEnd = logarithm(max(end, 1e-6))
        logEdge = Bisection.maximum(in: logEnd - 5...logEnd, cuts: 40) {
            Solution(field: exponential($0), temperature: temperature).load
        }
    }

    /// The state of the greatest load, the least stable one.
    var edge: Solution { Solution(field: exponential(logEdge), temperature: temperature) }
    var largestLoad: Double { edge.load }

    /// The stable state at a load; that of the greatest load beyond it.
    func state(load: Double) -> Solution {
        guard load < largestLoad else { return edge }
        let field = Bisection.root(in: logEdge...logEnd, steps: 40) {
            load - Solution(field: exponential($0), temperature: temperature).load
        }
        return Solution(field: exponential(field), temperature: temperature)
    }
}

/// A solution of the equations, and its sums.
private struct Solution {
    let temperature: Double
    /// a and b.
    private let field, noise: Double
    let overlap: Double
    private let order: Double
    /// ∫Dz ln 2 cosh(a + b z).
    private let logarithmOfSum: Double

    private var response: Double { (1 - order) / temperature }

    /// alpha; 0 where there is none with C < 1.
    var load: Double {
        guard response < 1, order > 0 else { return 0 }
        let root = noise * temperature * (1 - response)
        return root * root / order
    }

    private init(field: Double, noise: Double, temperature: Double) {
        (self.field, self.noise, self.temperature) = (field, noise, temperature)
        // Trapezoids, which are exact to many digits for a smooth function that vanishes at both ends.
        let step = min(0.1, max(0.01, 0.5 / max(noise, 1e-9)))
        var (total, first, second, third) = (0.0, 0.0, 0.0, 0.0)
        for index in -Int(7 / step)...Int(7 / step) {
            let z = Double(index) * step
            let (weight, u) = (exponential(-z * z / 2), field + noise * z)
            let fallen = exponential(-2 * abs(u))
            let value = (1 - fallen) / (1 + fallen)
            total += weight
            first += u < 0 ? -weight * value : weight * value
            second += weight * value * value
            third += weight * (abs(u) + logarithm(1 + fallen))
        }
        (overlap, order, logarithmOfSum) = (first / total, second / total, third / total)
    }

    /// Near a stored pattern, with a given a.
    init(field: Double, temperature: Double) {
        let excess = { (noise: Double) in
            field * temperature - Solution(field: field, noise: noise, temperature: temperature).overlap
        }
        // m is at most 0.8 a/b, from the normal density at 0.
        let noise = excess(0) < 0 ? Bisection.root(in: 0...1 / temperature, steps: 40, excess) : 0
        self.init(field: field, noise: noise, temperature: temperature)
    }

    /// The glass at a temperature below T_g.
    static func glass(temperature: Double, load: Double) -> Solution {
        let noise = Bisection.root(in: logarithm(1e-4)...logarithm(1e4), steps: 50) {
            let order = Solution(field: 0, noise: exponential($0), temperature: temperature).order
            return 1 - order + (load * order).squareRoot() / exponential($0) - temperature
        }
        return Solution(field: 0, noise: exponential(noise), temperature: temperature)
    }

    func freeEnergy(load: Double) -> Double {
        let (left, m) = (1 - response, field * temperature)
        let cross =
            1 + order / (left * left) * (1 - order) / temperature + temperature * logarithm(left) - order / left
        return m * m / 2 + load / 2 * cross - temperature * logarithmOfSum
    }
}
