// Aim: the overlap that Hebbian recall keeps where weights are clipped, diluted or coarse, and the load at which it
// breaks down.
//
//     m = erf(y),   sigma² = m² / (2 y²),   C = sqrt(2 / (pi sigma²)) exp(-y²)
//     alpha = sigma² / (1/(1 - C)² + e),    e = <w'²><w²> / <w w'>² - 1
//
// w weights as learned, w' as they are left, e the noise that this adds: clipping pi/2 - 1, dilution by P P/(1 - P), one
// after the other (1 + e)(1 + e') - 1. e = 0 gives back `RetrievalOverlap`. Infinitely many units, T = 0, symmetric weights.
//
// Reference: H. Sompolinsky, Phys. Rev. A 34, 2571 (1986); D. J. Amit, H. Gutfreund, H. Sompolinsky, Annals of Physics 173,
// 30 (1987).

import Models
import Numerics

public struct DamagedRetrieval: Sendable {
    /// The cases in which this holds.
    public static let domain = TheoryDomain.hebbian(order: .asynchronous, allowsDamage: true)

    /// e.
    public let noise: Double
    /// The largest load with retrieval, and the overlap there.
    public let criticalLoad: Double
    public let criticalOverlap: Double
    private let criticalRatio: Double

    public init(noise: Double) {
        precondition(noise >= 0, "noise adds")
        self.noise = noise
        criticalRatio = Bisection.maximum(in: 0.05...4) { Self.load(ratio: $0, noise) }
        criticalLoad = noise == 0 ? RetrievalOverlap.criticalLoad : Self.load(ratio: criticalRatio, noise)
        criticalOverlap = errorFunction(criticalRatio)
    }

    /// What random ±1 patterns lose by damage, whose weights are normal.
    public init(_ damage: WeightDamage) { self.init(noise: Self.noise(damage)) }

    /// m at a load; NaN beyond the critical one, where there is no state near a pattern.
    public func overlap(load: Double) -> Double {
        if load == 0 { return 1 }
        guard load <= criticalLoad else { return .nan }
        if noise == 0 { return RetrievalOverlap.overlap(load: load) }
        return errorFunction(
            Bisection.root(in: criticalRatio...1e9) { load - Self.load(ratio: $0, noise) })
    }

    private static func load(ratio y: Double, _ noise: Double) -> Double {
        let m = errorFunction(y)
        let variance = m * m / (2 * y * y)
        let response = (2 / (Double.pi * variance)).squareRoot() * exponential(-y * y)
        guard response < 1 else { return 0 }
        return variance / (1 / ((1 - response) * (1 - response)) + noise)
    }

    /// e of normal weights: levels by 4095 of their quantiles.
    static func noise(_ damage: WeightDamage) -> Double {
        let ofDilution = damage.dilution < 1 ? damage.dilution / (1 - damage.dilution) : .infinity
        if damage.clips { return (1 + ofDilution) * (Double.pi / 2) - 1 }
        guard damage.bits != nil else { return ofDilution }
        let weights = (1..<4096).map { rank in
            let share = Double(rank) / 4096
            return Float(
                Bisection.root(in: -9...9) {
                    complementaryErrorFunction(-$0 / 2.0.squareRoot()) / 2 - share
                })
        }
        var coarse = weights
        damage.coarsen(&coarse)
        return (1 + ofDilution) * (1 + WeightDamage.noise(coarse, of: weights)) - 1
    }
}
