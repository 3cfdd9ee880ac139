// Aim: what a unit gains from each pattern by being like it, for every overlap that there can be.
//
//     D(a) = F(a + 1) - F(a - 1),    h_i = sum_p x_pi D(a_p)
//
// F of the separation, a_p overlap of the other units with pattern p, x_pi = ±1: h_i is what unit i gains by +1 rather
// than -1. Powers are whole numbers, kept as such where they fit. Others are kept as logarithms and scaled by the
// largest that a state has before they are summed, so that nothing overflows.
//
// A sum of rounded numbers cannot tell whether it is 0. Where it may be, patterns of equal overlap are first counted
// against each other, `sum(of:scale:)`: in whole numbers where D is, else from the largest D down, so that equal patterns for
// and against are exactly 0 on every path.

import Numerics
import Separations

struct OverlapSteps: Sendable {
    let neurons: Int
    /// D(a) as whole numbers, at position a + N + 1; nil where some are none, or too large for a sum over all patterns.
    private let wholes: [Int128]?
    /// D(a) as sign and logarithm, likewise.
    private let logarithms: [SignedLogarithm]
    /// Whether sums over all patterns in Double are exact in any order.
    let isExact: Bool

    init(_ function: any OverlapFunction, neurons: Int, patterns: Int) {
        self.neurons = neurons
        let range = -neurons - 1...neurons + 1
        logarithms = range.map { Self.difference(function.value($0 + 1), function.value($0 - 1)) }
        wholes = Self.wholes(function, range, patterns)
        isExact = wholes.map { all in all.allSatisfy { abs($0) * Int128(patterns) <= 1 << 53 } } ?? false
    }

    private static func wholes(_ function: any OverlapFunction, _ range: ClosedRange<Int>, _ patterns: Int) -> [Int128]?
    {
        var result: [Int128] = []
        for overlap in range {
            guard let upper = function.wholeValue(overlap + 1), let lower = function.wholeValue(overlap - 1),
                !(upper - lower).multipliedReportingOverflow(by: Int128(patterns + 1)).overflow
            else { return nil }
            result.append(upper - lower)
        }
        return result
    }

    private static func difference(_ a: SignedLogarithm, _ b: SignedLogarithm) -> SignedLogarithm {
        if b.sign == 0 { return a }
        if a.sign == 0 { return SignedLogarithm(sign: -b.sign, logarithm: b.logarithm) }
        let (most, least) = (max(a.logarithm, b.logarithm), min(a.logarithm, b.logarithm))
        if a.sign != b.sign {
            return SignedLogarithm(sign: a.sign, logarithm: most + logarithmOf1Plus(exponential(least - most)))
        }
        if most == least { return SignedLogarithm(sign: 0, logarithm: -.infinity) }
        return SignedLogarithm(
            sign: a.logarithm > b.logarithm ? a.sign : -a.sign,
            logarithm: most + logarithm(-exponentialMinus1(least - most)))
    }

    /// log |D(a)|.
    func size(_ overlap: Int) -> Double { logarithms[overlap + neurons + 1].logarithm }

    /// D(a) of all a from -N-1 to N+1, divided by e^scale where they are no whole numbers.
    func values(scale: Double) -> [Double] {
        if let wholes { return wholes.map { Double($0) } }
        return logarithms.map { $0.sign * ($0.logarithm - scale < -745 ? 0 : exponential($0.logarithm - scale)) }
    }

    /// Whether `values` depends on the scale.
    var isScaled: Bool { wholes == nil }

    /// The scale that suits a state: the logarithm of the largest that its patterns say to a unit that is like them.
    func scale(_ overlaps: [Int32]) -> Double {
        guard isScaled else { return 0 }
        let scale = overlaps.reduce(-Double.infinity) { max($0, size(Int($1) - Int($1.signum()))) }
        return scale.isFinite ? scale : 0
    }

    /// sum_a n_a D(a), rounded once where D is a whole number, else over e^scale.
    ///
    /// - Parameters:
    ///   - counts: n_a by a: patterns for +1 less patterns for -1.
    ///   - scale: nil for the largest term, where the sign alone matters.
    func sum(of counts: [Int: Int], scale: Double?) -> Double {
        let present = counts.filter { $0.value != 0 }
        if let wholes {
            var sum: Int128 = 0
            for (overlap, count) in present { sum += Int128(count) * wholes[overlap + neurons + 1] }
            return Double(sum)
        }
        let ordered = present.sorted { $0.key < $1.key }
            .map { (step: logarithms[$0.key + neurons + 1], count: Double($0.value)) }
            .filter { $0.step.sign != 0 }.sorted { $0.step.logarithm > $1.step.logarithm }
        guard let first = ordered.first else { return 0 }
        let base = scale ?? first.step.logarithm
        return ordered.reduce(0.0) { $0 + $1.count * $1.step.sign * exponential($1.step.logarithm - base) }
    }
}
