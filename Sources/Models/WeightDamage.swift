// Aim: weights made worse on purpose, as synapses are that are missing or coarse.
//
//     dilution    w_ij <- 0 with probability P, both directions of a pair together or each by itself
//     clipping    w_ij <- sgn(w_ij) a                a the mean |w_ij|
//     levels      w_ij <- round(w_ij / d) d          |w_ij / d| <= 2^(b-1) - 1: b bits, 0 among the levels; or 2^b levels
//                                                    from the least to the greatest weight
//
// d is the step that loses least of the signal: the one of largest <w f(w)>² / <f(w)²>, f(w) the weight that is left.
//
// Reference: H. Sompolinsky, Phys. Rev. A 34, 2571 (1986); H. Sompolinsky in Heidelberg Colloquium on Glassy Dynamics
// (1987).

import Numerics

public struct WeightDamage: Sendable, Equatable {
    /// Which levels weights of few bits have.
    public enum Levels: String, Sendable, CaseIterable {
        /// 2^b - 1 of them, as many below 0 as above.
        case symmetric
        /// 2^b of them from the least to the greatest weight.
        case range
    }

    /// The share of connections that are removed.
    public var dilution = 0.0
    /// Whether each direction between two units is removed by itself.
    public var isAsymmetric = false
    /// Whether weights become their sign.
    public var clips = false
    /// Bits of a weight; nil for all.
    public var bits: Int?
    public var levels = Levels.symmetric

    public init() {}

    /// Bits of a weight; 0 for all.
    public var bitCount: Int {
        get { bits ?? 0 }
        set { bits = newValue > 0 ? newValue : nil }
    }

    /// Whether anything is done at all.
    public var isNothing: Bool { dilution == 0 && !clips && bits == nil }

    /// Damages a square matrix: levels first, so that a connection that is removed stays so. What is 0 stays 0.
    ///
    /// - Parameter seed: of the connections that are removed.
    public func apply(to matrix: inout Matrix, seed: UInt64, workers: Workers = .single) {
        precondition(matrix.rows == matrix.columns, "weights between units of one network")
        coarsen(&matrix.values, workers)
        if dilution > 0 { dilute(&matrix, seed, workers) }
    }

    /// Clips weights, or rounds them to their levels.
    public func coarsen(_ values: inout [Float], _ workers: Workers = .single) {
        guard clips || bits != nil else { return }
        let map = clips ? Map.sign(size: Self.meanMagnitude(values)) : bits.map { Self.rounding(values, $0, levels) }
        guard let map else { return }
        let count = values.count
        values.withUnsafeMutableBufferPointer { values in
            let values = SharedPointer(values)
            workers.forEachRange(of: count, size: 1 << 16) { range in
                for index in range { values.base[index] = map(values.base[index]) }
            }
        }
    }

    /// Where a weight goes.
    private enum Map {
        case sign(size: Float)
        /// base + step k, k a whole number in a range.
        case rounded(base: Float, step: Float, ClosedRange<Float>)

        func callAsFunction(_ weight: Float) -> Float {
            switch self {
            case .sign(let size): return weight > 0 ? size : weight < 0 ? -size : 0
            case .rounded(let base, let step, let range):
                guard weight != 0, step > 0 else { return weight }
                let level = ((weight - base) / step).rounded()
                return base + step * min(range.upperBound, max(range.lowerBound, level))
            }
        }
    }

    private static func meanMagnitude(_ values: [Float]) -> Float {
        let (sum, count) = values.reduce((0.0, 0)) { ($0.0 + Double(abs($1)), $0.1 + ($1 == 0 ? 0 : 1)) }
        return count > 0 ? Float(sum / Double(count)) : 0
    }

    private static func rounding(_ values: [Float], _ bits: Int, _ levels: Levels) -> Map {
        switch levels {
        case .range:
            let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
            let most = Float(1 << bits) - 1
            return .rounded(base: least, step: (greatest - least) / most, 0...most)
        case .symmetric:
            let most = Float(1 << (bits - 1)) - 1
            return .rounded(base: 0, step: bestStep(values, most), -most...most)
        }
    }

    /// The step that keeps most of the signal, among 256 from that which spans all weights down to a hundredth of it,
    /// judged by at most some 65 536 weights that are not 0.
    private static func bestStep(_ values: [Float], _ most: Float) -> Float {
        let whole = values.lazy.filter { $0 != 0 }
        let stride = max(1, values.count / 65_536)
        let sample = whole.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
        let largest = sample.reduce(Float(0)) { max($0, abs($1)) } / most
        var best: (step: Float, signal: Double) = (largest, 0)
        for index in 0..<256 {
            let step = largest * Float(power(0.01, Double(index) / 255))
            let map = Map.rounded(base: 0, step: step, -most...most)
            var (product, square) = (0.0, 0.0)
            for weight in sample {
                let left = Double(map(weight))
                product += Double(weight) * left
                square += left * left
            }
            let signal = square > 0 ? product * product / square : 0
            if signal > best.signal { best = (step, signal) }
        }
        return best.step
    }

    // MARK: - Dilution

    private func dilute(_ matrix: inout Matrix, _ seed: UInt64, _ workers: Workers) {
        let (count, dilution, isAsymmetric) = (matrix.rows, dilution, isAsymmetric)
        matrix.values.withUnsafeMutableBufferPointer { values in
            let values = SharedPointer(values)
            workers.forEach(count) { row in
                var random = RandomStream(seed: seed, purpose: "dilution", index: row)
                for column in isAsymmetric ? 0..<count : row..<count where random.nextUniform() < dilution {
                    values.base[row * count + column] = 0
                    if !isAsymmetric { values.base[column * count + row] = 0 }
                }
            }
        }
    }

    /// The noise of damaged weights w' relative to the signal that they keep: <w'²><w²> / <w w'>² - 1, 0 for a multiple
    /// of w. By Sompolinsky it acts as noise in the weights of that share of their variance.
    public static func noise(_ damaged: [Float], of weights: [Float]) -> Double {
        precondition(damaged.count == weights.count, "as many weights")
        var (product, before, after) = (0.0, 0.0, 0.0)
        for (weight, left) in zip(weights, damaged) {
            product += Double(weight) * Double(left)
            before += Double(weight) * Double(weight)
            after += Double(left) * Double(left)
        }
        return product > 0 ? before * after / (product * product) - 1 : .infinity
    }
}
