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
// Rules that couple patterns (pseudo-inverse) have the inverse of the patterns' correlations in the place of the
// coefficients, as its root M [component, pattern]: W = Y^T (M^T M) Y = (MY)^T (MY), so g = M^T M b, and d_i is the
// square of column i of MY.
//
// Reference: J. J. Hopfield, PNAS 79, 2554 (1982); S. Amari, IEEE Trans. Comput. C-21, 1197 (1972).

import Numerics

/// Weights in outer-product form.
public struct OuterProductWeights: Sendable {
    /// What stands between the two factors of the products.
    public enum Coupling: Sendable {
        /// c_p: each pattern's own product.
        case coefficients([Float])
        /// M, [component, pattern], a root of the inverse correlation: M^T M = (Y Y^T)^-1.
        case inverseCorrelation(root: Matrix)
    }

    /// x_p, one a row.
    public let patterns: PatternSet
    public let coupling: Coupling
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
        precondition(coefficients.count == patterns.count, "one coefficient a pattern")
        self.init(patterns, .coefficients(coefficients), offsets, zeroDiagonal)
    }

    /// Weights of coupled patterns.
    ///
    /// - Precondition: one column of `root` and one offset a pattern.
    public init(patterns: PatternSet, inverseCorrelation root: Matrix, offsets: [Float], zeroDiagonal: Bool) {
        precondition(root.columns == patterns.count, "one column of the inverse correlation's root a pattern")
        self.init(patterns, .inverseCorrelation(root: root), offsets, zeroDiagonal)
    }

    private init(_ patterns: PatternSet, _ coupling: Coupling, _ offsets: [Float], _ zeroDiagonal: Bool) {
        precondition(offsets.count == patterns.count, "one offset a pattern")
        self.patterns = patterns
        self.coupling = coupling
        self.offsets = offsets
        self.zeroDiagonal = zeroDiagonal
        bits = patterns.packed
        if case .coefficients(let values) = coupling, let first = values.first {
            commonCoefficient = values.allSatisfy { $0 == first } ? first : nil
        } else {
            commonCoefficient = nil
        }
    }

    public var neurons: Int { patterns.neurons }
    public var count: Int { patterns.count }

    /// The two values that a bit of a packed pattern stands for.
    package var bitValues: (low: Float, high: Float) { patterns.coding == .bipolar ? (-1, 1) : (0, 1) }

    /// The rows of the products that make W: patterns, or the components that M makes of them.
    package var componentCount: Int {
        if case .inverseCorrelation(let root) = coupling { root.rows } else { count }
    }

    /// The factor of each component's product: c_p, or 1 of the components that M makes.
    package var componentFactors: [Float] {
        switch coupling {
        case .coefficients(let values): values
        case .inverseCorrelation(let root): [Float](repeating: 1, count: root.rows)
        }
    }

    /// d_i, the diagonal that `zeroDiagonal` removes; zeros where it stays.
    package func removedDiagonal(_ units: Range<Int>) -> [Float] {
        var sums = [Double](repeating: 0, count: units.count)
        guard zeroDiagonal else { return sums.map { Float($0) } }
        let (width, factors) = (4096, componentFactors)
        for start in stride(from: units.lowerBound, to: units.upperBound, by: width) {
            let part = start..<min(units.upperBound, start + width)
            withComponents(part) { block in
                sums.withUnsafeMutableBufferPointer { sums in
                    for component in 0..<componentCount {
                        let factor = Double(factors[component])
                        let row = block + component * part.count
                        let first = start - units.lowerBound
                        for unit in 0..<part.count {
                            let value = Double(row[unit])
                            sums[first + unit] += factor * value * value
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
            guard case .inverseCorrelation(let root) = coupling else { return try body(block) }
            return try withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, root.rows * width)) { buffer in
                let components = SharedPointer(buffer).base
                root.values.withUnsafeBufferPointer { root in
                    guard let root = root.baseAddress, count > 0 else { return }
                    BLAS.gemm(m: componentCount, n: width, k: count, root, count, block, width, components, width)
                }
                return try body(components)
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
        patterns.copyUnits(units, of: pattern, into: out)
    }
}
