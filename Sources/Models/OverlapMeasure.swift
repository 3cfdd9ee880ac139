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
        let left = unitRows(states, span)
        let right = unitRows(patterns, patterns.coding.span)
        var result = left.times(right, transposed: true, workers: workers)
        for index in result.values.indices { result.values[index] = max(-1, min(1, result.values[index])) }
        return result
    }

    /// Rows of length 1: centred, then divided by their length.
    private func unitRows(_ set: PatternSet, _ span: ClosedRange<Float>) -> Matrix {
        var rows = set.matrix
        let count = set.neurons
        let middle = Double(span.lowerBound + span.upperBound) / 2
        rows.values.withUnsafeMutableBufferPointer { values in
            for row in 0..<set.count {
                let range = row * count..<(row + 1) * count
                let sum = range.reduce(0.0) { $0 + Double(values[$1]) }
                let centre = self == .correlation ? sum / Double(count) : middle
                let square = range.reduce(0.0) { $0 + (Double(values[$1]) - centre) * (Double(values[$1]) - centre) }
                let scale = square > 0 ? 1 / square.squareRoot() : 0
                for index in range { values[index] = Float((Double(values[index]) - centre) * scale) }
            }
        }
        return rows
    }
}
