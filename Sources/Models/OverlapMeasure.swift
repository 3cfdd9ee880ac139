// Aim: one number for how alike a state s and a stored pattern x are, that does not depend on how strong or bright they
// are.
//
//     product       m = s·x / N                      both of ±1 (0 and 1 are read as -1 and +1)
//     cosine        m = s·x / (|s| |x|)              s graded and mapped to -1...1, x of ±1
//     correlation   m = the cosine of s - mean(s) and x - mean(x)        x of real numbers or grey
//
// For states of ±1 the cosine is the product, so that graded states at a low temperature have the overlaps of discrete
// ones. Grey pictures have no middle of their own, and without their means removed the brightest is like everything.
//
// Reference: elementary.

import Numerics
import Patterns

/// How the likeness of states and stored patterns is measured.
public enum OverlapMeasure: String, Sendable, CaseIterable {
    case product, cosine, correlation

    /// The measure that suits states and patterns.
    public init(_ states: PatternSet, _ patterns: PatternSet) {
        if patterns.coding.isGraded {
            self = .correlation
        } else {
            self = states.coding.isGraded ? .cosine : .product
        }
    }

    /// Magnitudes that differ by no more count as equal: rounding of sums in Float32.
    public var tolerance: Float { self == .product ? 0 : 1e-5 }

    /// The overlaps of states and patterns, [state, pattern], each -1...1; 0 with a state or pattern that has no length.
    ///
    /// - Parameter span: the two values between which graded states lie.
    public func matrix(
        _ states: PatternSet, _ patterns: PatternSet, span: ClosedRange<Float> = -1...1, workers: Workers = .single
    ) -> Matrix {
        precondition(states.neurons == patterns.neurons, "states of one length")
        if self == .product { return Overlap.matrix(states, patterns, workers: workers) }
        var result = Matrix(rows: states.count, columns: patterns.count)
        guard states.count > 0, patterns.count > 0 else { return result }
        result.values.withUnsafeMutableBufferPointer { values in
            let out = SharedPointer(values)
            // As many states at a time as the answers of a memory take.
            for first in stride(from: 0, to: states.count, by: 256) {
                let range = first..<min(states.count, first + 256)
                fill(unitRows(states, range, span), patterns, out.base + first * patterns.count, workers)
            }
        }
        return result
    }

    /// Overlaps of rows of length 1 with patterns, which are taken block by block.
    private func fill(
        _ rows: Workspace<Float>, _ patterns: PatternSet, _ out: UnsafeMutablePointer<Float>, _ workers: Workers
    ) {
        let (width, columns) = (patterns.neurons, patterns.count)
        let count = rows.count / width
        nonisolated(unsafe) let (rows, out) = (rows.base, out)
        PatternRows(patterns).forEachBlock(workers) { range, block in
            let centre = centre(patterns.coding.span)
            let parts = (0..<range.count).map { block.block.spread(of: $0, from: centre) }
            block.forEachSlice(less: parts.map(\.centre)) { units, values, stride in
                BLAS.gemm(
                    transposeB: true, m: count, n: range.count, k: units.count, rows + units.lowerBound, width, values,
                    stride, beta: units.lowerBound == 0 ? 0 : 1, out + range.lowerBound, columns)
            }
            for state in 0..<count {
                let target = out + state * columns + range.lowerBound
                for (index, part) in parts.enumerated() {
                    let scale = part.square > 0 ? 1 / part.square.squareRoot() : 0
                    target[index] = max(-1, min(1, Float(Double(target[index]) * scale)))
                }
            }
        }
    }

    /// What is subtracted from each value; nil for the mean of its row.
    private func centre(_ span: ClosedRange<Float>) -> Double? {
        self == .correlation ? nil : Double(span.lowerBound + span.upperBound) / 2
    }

    /// Some states as rows of length 1: centred, then divided by their length.
    private func unitRows(_ set: PatternSet, _ range: Range<Int>, _ span: ClosedRange<Float>) -> Workspace<Float> {
        let count = set.neurons
        let rows = Workspace<Float>(count: range.count * count)
        set.withBlock(range) { block in
            for row in 0..<range.count {
                let (target, part) = (rows.base + row * count, block.spread(of: row, from: centre(span)))
                block.copy(0..<count, of: row, less: part.centre, into: target)
                BLAS.scale(count, part.square > 0 ? Float(1 / part.square.squareRoot()) : 0, target)
            }
        }
        return rows
    }
}
