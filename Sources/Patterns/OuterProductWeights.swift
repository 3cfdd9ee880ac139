// Aim: the weights of a memory as the P·N numbers that define them, instead of the N² that they make.
//
//     W = sum_p c_p y_p y_p^T,  y_p = x_p - rho_p,  the diagonal removed on request
//
// x_p pattern p, c_p its coefficient, rho_p the activity subtracted from it. With the overlap b_p = sum_j y_pj s_j,
// the gain g_p = c_p b_p and the diagonal d_i = sum_p c_p y_pi²,
//
//     field   h_i = sum_p g_p y_pi - d_i s_i
//     energy  E = -1/2 (sum_p g_p b_p - sum_i d_i s_i²) + theta sum_i s_i
//
// Rules that couple patterns (pseudo-inverse) have a matrix M [component, pattern] in the place of the coefficients:
// W = (MY)^T (MY), so g = M^T M b, and d_i is the square of column i of MY.
//
// Reference: J. J. Hopfield, PNAS 79, 2554 (1982); S. Amari, IEEE Trans. Comput. C-21, 1197 (1972).

import Numerics

/// Weights in outer-product form.
public struct OuterProductWeights: Sendable {
    /// x_p, one a row.
    public let patterns: PatternSet
    /// c_p; all 1 where `mixing` takes their place.
    public let coefficients: [Float]
    /// M, [component, pattern], of patterns that are coupled; nil for coefficients.
    public let mixing: Matrix?
    /// rho_p.
    public let offsets: [Float]
    /// Whether w_ii = 0.
    public let zeroDiagonal: Bool
    /// The patterns as bits; nil for real patterns.
    package let bits: BitMatrix?
    /// The coefficient that all patterns share, or nil. One is taken out of every sum, which leaves whole numbers.
    package let commonCoefficient: Float?

    /// - Precondition: one coefficient and one offset a pattern.
    public init(patterns: PatternSet, coefficients: [Float], offsets: [Float], zeroDiagonal: Bool) {
        self.init(patterns, coefficients, nil, offsets, zeroDiagonal)
    }

    /// Weights of coupled patterns.
    ///
    /// - Precondition: one column of `mixing` and one offset a pattern.
    public init(patterns: PatternSet, mixing: Matrix, offsets: [Float], zeroDiagonal: Bool) {
        precondition(mixing.columns == patterns.count, "one column of the mixing matrix a pattern")
        self.init(patterns, [Float](repeating: 1, count: patterns.count), mixing, offsets, zeroDiagonal)
    }

    private init(
        _ patterns: PatternSet, _ coefficients: [Float], _ mixing: Matrix?, _ offsets: [Float], _ zeroDiagonal: Bool
    ) {
        precondition(coefficients.count == patterns.count && offsets.count == patterns.count)
        self.patterns = patterns
        self.coefficients = coefficients
        self.mixing = mixing
        self.offsets = offsets
        self.zeroDiagonal = zeroDiagonal
        bits = patterns.packed
        let first = coefficients.first
        commonCoefficient = coefficients.allSatisfy { $0 == first } ? first : nil
    }

    public var neurons: Int { patterns.neurons }
    public var count: Int { patterns.count }

    /// The two values that a bit of a packed pattern stands for.
    package var bitValues: (low: Float, high: Float) { patterns.coding == .bipolar ? (-1, 1) : (0, 1) }

    /// The rows of the products that make W: patterns, or the components that M mixes of them.
    package var componentCount: Int { mixing?.rows ?? count }

    /// d_i, the diagonal that `zeroDiagonal` removes; zeros where it stays.
    package func removedDiagonal(_ units: Range<Int>) -> [Float] {
        var sums = [Double](repeating: 0, count: units.count)
        guard zeroDiagonal else { return sums.map { Float($0) } }
        let width = 4096
        for start in stride(from: units.lowerBound, to: units.upperBound, by: width) {
            let part = start..<min(units.upperBound, start + width)
            withComponents(part) { block in
                sums.withUnsafeMutableBufferPointer { sums in
                    for component in 0..<componentCount {
                        let coefficient = mixing == nil ? Double(coefficients[component]) : 1
                        let row = block + component * part.count
                        let first = start - units.lowerBound
                        for unit in 0..<part.count {
                            let value = Double(row[unit])
                            sums[first + unit] += coefficient * value * value
                        }
                    }
                }
            }
        }
        return sums.map { Float($0) }
    }

    /// The values x_pi of a range of units as a count × units.count block of Float32.
    package func withBlock<R>(_ units: Range<Int>, _ body: (UnsafeMutablePointer<Float>) throws -> R) rethrows -> R {
        try withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, count * units.count)) { buffer in
            let block = SharedPointer(buffer).base
            for pattern in 0..<count { copyUnits(units, of: pattern, into: block + pattern * units.count) }
            return try body(block)
        }
    }

    /// The columns of Y, or of MY, of a range of units, as a componentCount × units.count block.
    package func withComponents<R>(
        _ units: Range<Int>, _ body: (UnsafeMutablePointer<Float>) throws -> R
    ) rethrows -> R {
        try withBlock(units) { block in
            let width = units.count
            for pattern in 0..<count where offsets[pattern] != 0 {
                let offset = offsets[pattern]
                for index in pattern * width..<(pattern + 1) * width { block[index] -= offset }
            }
            guard let mixing else { return try body(block) }
            return try withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, mixing.rows * width)) { buffer in
                let mixed = SharedPointer(buffer).base
                mixing.values.withUnsafeBufferPointer { factors in
                    guard let factors = factors.baseAddress, count > 0 else { return }
                    BLAS.gemm(m: mixing.rows, n: width, k: count, factors, count, block, width, mixed, width)
                }
                return try body(mixed)
            }
        }
    }

    /// The values of some units of one pattern. Packed units start at a multiple of 64.
    package func copyUnits(_ units: Range<Int>, of pattern: Int, into out: UnsafeMutablePointer<Float>) {
        if let bits, units.lowerBound % 64 == 0 {
            let first = pattern * bits.wordsPerRow + units.lowerBound / 64
            bits.words.withUnsafeBufferPointer { words in
                guard let base = words.baseAddress else { return }
                let (low, high) = bitValues
                BitKernels.expand(base + first, count: units.count, low: low, high: high, into: out)
            }
            return
        }
        let start = pattern * neurons + units.lowerBound
        switch patterns.values {
        case .integers(let values):
            values.withUnsafeBufferPointer { for unit in 0..<units.count { out[unit] = Float($0[start + unit]) } }
        case .reals(let values):
            values.withUnsafeBufferPointer { for unit in 0..<units.count { out[unit] = $0[start + unit] } }
        }
    }
}
