// Aim: the fields of a memory of whole-number patterns as exact arithmetic has them, so that a field that is 0, or
// equals the threshold, is so in every form of the weights and on every path.
//
//     W = c sum_p k_p (x_p - rho)(x_p - rho)^T,  k_p = ±1,  rho = a / b
//
// Only c and rho are not whole, and they stand before sums that are. With q_p = sum_j x_pj s_j, M = sum_j s_j and, for
// unit i, X_i = sum_p k_p x_pi, D_i = sum_p k_p x_pi², K = sum_p k_p,
//
//     h_i / c = U - rho V + rho² Z
//     U = sum_p k_p q_p x_pi - D_i s_i
//     V = X_i (M - 2 s_i) + sum_p k_p q_p
//     Z = K (M - s_i)
//
// where the terms with s_i are what the removed diagonal would have added. U, V and Z are whole numbers below 2^53. In
// Double the result is wrong by a few roundings at most; where it is no larger than these, its sign is that of the
// whole number b² U - a b V + a² Z.
//
// rho is kept as Float32, which is not a / b. A mean of whole numbers is: it is taken for the mean of the patterns where
// it rounds to the same, and for its own binary fraction elsewhere.
//
// Reference: J. R. Shewchuk, Discrete Comput. Geom. 18, 305 (1997) (exact signs where rounding could tell them wrong).

import Numerics

@usableFromInline
package struct ExactFields: Sendable {
    /// The sums over one state that the fields of all units share.
    @usableFromInline
    package struct Sums: Sendable {
        /// M.
        @usableFromInline package var total: Double
        /// sum_p k_p q_p.
        @usableFromInline package var gain: Double
        /// sum_p |q_p|, the largest that a sum over patterns can become.
        package var bound: Double
        /// Whether Float32 sums of k_p q_p x_pi over patterns are exact in any order.
        package var isExactInFloat: Bool { bound < 0x1p24 }

        package init(total: Double, gain: Double, bound: Double) {
            self.total = total
            self.gain = gain
            self.bound = bound
        }
    }

    /// k_p.
    package let signs: [Float]
    /// rho.
    @usableFromInline package let mean: Double
    /// X_i.
    @usableFromInline package let unitSums: [Float]
    /// K.
    @usableFromInline package let signSum: Double
    @usableFromInline package let isBipolar: Bool
    @usableFromInline package let zeroDiagonal: Bool
    private let ratio: Ratio
    /// 1 / c, a whole number wherever c is the share of one of so many patterns.
    @usableFromInline let divisor: Double

    /// nil where patterns or coefficients are not whole numbers with one factor, or numbers are too large for the sums.
    package init?(_ memory: OuterProductWeights) {
        guard case .coefficients(let coefficients) = memory.coupling, let bits = memory.bits,
            let size = coefficients.first.map({ abs($0) }), size > 0, size.isFinite,
            coefficients.allSatisfy({ abs($0) == size }), let offset = memory.offsets.first,
            memory.offsets.allSatisfy({ $0 == offset }), memory.neurons < 1 << 24,
            memory.count < 1 << 20
        else { return nil }
        let whole = (1 / Double(size)).rounded()
        let isShare = whole > 0 && Float(1 / whole) == size
        let stored = coefficients.indices.filter { coefficients[$0] > 0 }
        let counts = isShare ? [stored.count, Int(whole)] : [stored.count]
        guard
            let ratio = Ratio(offset, sum: memory.sum(of: stored, bits), counts: counts, neurons: memory.neurons)
        else { return nil }
        self.ratio = ratio
        divisor = isShare ? whole : 1 / Double(size)
        mean = ratio.value
        signs = coefficients.map { $0 > 0 ? 1 : -1 }
        signSum = signs.reduce(0) { $0 + Double($1) }
        isBipolar = memory.patterns.coding == .bipolar
        zeroDiagonal = memory.zeroDiagonal
        unitSums = memory.unitSums(signs)
    }

    /// The field of one unit, rounded once.
    ///
    /// - Parameters:
    ///   - sum: sum_p k_p q_p x_pi.
    ///   - own: s_i, -1, 0 or 1.
    @inlinable @inline(__always)
    package func field(_ sum: Double, unit: Int, own: Double, _ sums: Sums) -> Float {
        Float(scaledField(sum, Double(unitSums[unit]), own, sums) / divisor)
    }

    /// h_i / c.
    @inlinable @inline(__always)
    func scaledField(_ sum: Double, _ unitSum: Double, _ own: Double, _ sums: Sums) -> Double {
        let removed = zeroDiagonal ? own : 0
        let u = sum - (isBipolar ? signSum : unitSum) * removed
        guard mean != 0 else { return u }
        let v = mean * (unitSum * (sums.total - 2 * removed) + sums.gain)
        let z = mean * mean * signSum * (sums.total - removed)
        let result = u - v + z
        // Six roundings of terms of this size at most.
        guard abs(result) <= 0x1p-50 * (abs(u) + abs(v) + abs(z)) else { return result }
        return nearZero(
            u, unitSum * (sums.total - 2 * removed) + sums.gain, signSum * (sums.total - removed), near: result)
    }

    /// u - rho v + rho² z where rounding could tell its sign wrong.
    @usableFromInline
    func nearZero(_ u: Double, _ v: Double, _ z: Double, near rounded: Double) -> Double {
        ratio.sign(u, v, z, near: rounded)
    }

    /// theta / c, to which h_i / c is compared.
    package func scaled(_ threshold: Float) -> Float { Float(Double(threshold) * divisor) }

    /// D_i - 2 rho X_i + rho² K, of the unit's own part; 0 where the diagonal stays.
    package func ownPart(_ unit: Int) -> Float {
        guard zeroDiagonal else { return 0 }
        let sum = Double(unitSums[unit])
        return Float((isBipolar ? signSum : sum) - 2 * mean * sum + mean * mean * signSum)
    }

    /// The field of one unit, pattern by pattern: the plain path.
    ///
    /// - Parameters:
    ///   - own: s_i.
    ///   - overlaps: q_p.
    ///   - patterns: x_p, one a row.
    package func field(of unit: Int, own: Float, _ overlaps: [Float], _ patterns: Matrix, _ sums: Sums) -> Float {
        var sum = 0.0
        for pattern in signs.indices {
            sum += Double(signs[pattern]) * Double(overlaps[pattern]) * Double(patterns[pattern, unit])
        }
        return field(sum, unit: unit, own: Double(own), sums)
    }

    /// The sums over a state of overlaps q_p.
    package func sums(total: Double, overlaps: UnsafePointer<Double>) -> Sums {
        var (gain, bound) = (0.0, 0.0)
        for pattern in signs.indices {
            gain += Double(signs[pattern]) * overlaps[pattern]
            bound += abs(overlaps[pattern])
        }
        return Sums(total: total, gain: gain, bound: bound)
    }
}

/// A fraction of whole numbers.
private struct Ratio: Sendable {
    let numerator: Int
    let denominator: Int

    var value: Double { Double(numerator) / Double(denominator) }

    /// What a rounded mean stands for; nil for numbers too small to be told as a fraction.
    ///
    /// - Parameters:
    ///   - mean: rounded to Float32.
    ///   - sum: of all values of the patterns that are stored.
    ///   - counts: numbers of patterns that the mean may be of; `sum` is of the first of them.
    init?(_ mean: Float, sum: Int, counts: [Int], neurons: Int) {
        if mean == 0 {
            (numerator, denominator) = (0, 1)
            return
        }
        for (index, count) in counts.enumerated() where count > 0 && count < 1 << 24 {
            let all = count * neurons
            let whole = index == 0 ? sum : Int((Double(mean) * Double(all)).rounded())
            if all < 1 << 40, Float(Double(whole) / Double(all)) == mean {
                (numerator, denominator) = (whole, all)
                return
            }
        }
        // A binary fraction: 24 bits at most over a power of two.
        let shift = 23 - Int(mean.exponent)
        guard shift >= 0, shift <= 40 else { return nil }
        (numerator, denominator) = (Int(mean * Float(sign: .plus, exponent: shift, significand: 1)), 1 << shift)
    }

    /// 0 where b² u - a b v + a² z is, else a number near 0 of its sign.
    func sign(_ u: Double, _ v: Double, _ z: Double, near result: Double) -> Double {
        let (a, b) = (Int128(numerator), Int128(denominator))
        let inner = b * Int128(u) - a * Int128(v)
        let whole = b * inner + a * a * Int128(z)
        guard whole != 0 else { return 0 }
        let size = max(abs(result), .leastNormalMagnitude)
        return whole > 0 ? size : -size
    }
}

extension OuterProductWeights {
    /// The sum of all values of some patterns.
    fileprivate func sum(of indices: [Int], _ bits: BitMatrix) -> Int {
        let ones = indices.reduce(0) { $0 + bits.count(row: $1) }
        return patterns.coding == .bipolar ? 2 * ones - indices.count * neurons : ones
    }

    /// sum_p k_p x_pi of every unit.
    fileprivate func unitSums(_ signs: [Float]) -> [Float] {
        var sums = [Float](repeating: 0, count: neurons)
        sums.withUnsafeMutableBufferPointer { sums in
            let sums = SharedPointer(sums).base
            for start in stride(from: 0, to: neurons, by: 4096) {
                let units = start..<min(neurons, start + 4096)
                withBlock(units) { block in
                    BLAS.gemm(m: 1, n: units.count, k: count, signs, count, block, units.count, sums + start, neurons)
                }
            }
        }
        return sums
    }
}
