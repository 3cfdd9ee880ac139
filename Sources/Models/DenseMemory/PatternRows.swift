import Numerics
import Patterns

/// Patterns as rows of Float32, a block at a time: real ones where they stand, others written out for the block.
struct PatternRows: Sendable {
    let patterns: PatternSet

    init(_ patterns: PatternSet) { self.patterns = patterns }

    var count: Int { patterns.count }
    var width: Int { patterns.neurons }
    /// Patterns of a block: about 4 MiB of Float32.
    var blockSize: Int { max(16, min(512, (1 << 20) / width)) }

    /// Some patterns, `range.count` rows of `width` values.
    func withRows<R>(_ range: Range<Int>, _ body: (UnsafePointer<Float>) -> R) -> R {
        withUnits(range, 0..<width) { rows, _ in body(rows) }
    }

    /// Some units of some patterns, and the distance of one pattern's values from the next one's.
    func withUnits<R>(_ range: Range<Int>, _ units: Range<Int>, _ body: (UnsafePointer<Float>, Int) -> R) -> R {
        if case .reals(let values) = patterns.values {
            return values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { preconditionFailure("a block has patterns") }
                return body(base + range.lowerBound * width + units.lowerBound, width)
            }
        }
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, range.count * units.count)) { rows in
            let rows = SharedPointer(rows).base
            for (row, pattern) in range.enumerated() {
                patterns.copyUnits(units, of: pattern, into: rows + row * units.count)
            }
            return body(rows, units.count)
        }
    }
}
