// Aim: patterns as rows of Float32 a block at a time, whatever they are held as.
//
// A block is some patterns, a slice some of their units: a few hundred KiB to 2 MiB that stay in the cache while a matrix
// product goes over them. Patterns of eight bits are so never held as anything else, and may stand in their file.

import Numerics
import Patterns

struct PatternRows: Sendable {
    let patterns: PatternSet
    /// Units that say nothing, as ranges: they are 0 in every row. None where all count.
    private let hidden: [Range<Int>]

    /// - Parameter known: units that count; nil for all.
    init(_ patterns: PatternSet, known: [Bool]? = nil) {
        self.patterns = patterns
        hidden = known.map(Self.gaps) ?? []
    }

    private static func gaps(_ known: [Bool]) -> [Range<Int>] {
        var gaps: [Range<Int>] = []
        for unit in known.indices where !known[unit] {
            if let last = gaps.last, last.upperBound == unit {
                gaps[gaps.count - 1] = last.lowerBound..<unit + 1
            } else {
                gaps.append(unit..<unit + 1)
            }
        }
        return gaps
    }

    var count: Int { patterns.count }
    var width: Int { patterns.neurons }
    /// Units of a slice.
    private static let slice = 2048
    /// Patterns of a block: 2 MiB of Float32 a slice at most, and a sixteenth of all, so that threads find work. Of a file
    /// whole chunks, each of which is then read once.
    var blockSize: Int {
        let fitting = max(16, min(1024, (1 << 19) / min(width, Self.slice)))
        let size = min(fitting, max(16, (count + 15) / 16))
        let chunk = patterns.storedLevels?.patternsPerChunk ?? 1
        return max(1, size / chunk) * chunk
    }

    /// Calls `body` for the blocks of all patterns, on the threads of `workers`: the same blocks for any number of them.
    func forEachBlock(_ workers: Workers, _ body: @Sendable (Range<Int>, Rows) -> Void) {
        workers.forEachRange(of: count, size: blockSize) { range in
            patterns.withBlock(range) { body(range, Rows(block: $0, count: range.count, hidden: hidden)) }
        }
    }

    func withRows<R>(_ range: Range<Int>, _ body: (Rows) -> R) -> R {
        patterns.withBlock(range) { body(Rows(block: $0, count: range.count, hidden: hidden)) }
    }

    /// The patterns of one block.
    struct Rows: Sendable {
        let block: PatternBlock
        let count: Int
        fileprivate let hidden: [Range<Int>]

        var width: Int { block.width }

        /// Calls `body` for slices of the units, in their order, with the values [pattern, unit] and the distance of one
        /// pattern's from the next one's.
        ///
        /// - Parameter centres: what is subtracted from each pattern; nil for nothing.
        func forEachSlice(
            less centres: [Double]? = nil, _ body: (Range<Int>, UnsafePointer<Float>, Int) -> Void
        ) {
            if centres == nil, hidden.isEmpty, case .reals(let values) = block.values {
                return body(0..<width, values, width)
            }
            let slice = min(width, PatternRows.slice)
            let memory = Workspace<Float>(count: count * slice)
            for first in stride(from: 0, to: width, by: slice) {
                let units = first..<min(width, first + slice)
                for row in 0..<count {
                    copy(units, of: row, less: centres?[row] ?? 0, into: memory.base + row * units.count)
                }
                body(units, memory.base, units.count)
            }
        }

        /// Some units of all patterns of the block, lent as slices are.
        func withUnits(_ units: Range<Int>, _ body: (UnsafePointer<Float>, Int) -> Void) {
            if hidden.isEmpty, case .reals(let values) = block.values { return body(values + units.lowerBound, width) }
            let memory = Workspace<Float>(count: count * units.count)
            for row in 0..<count { copy(units, of: row, into: memory.base + row * units.count) }
            body(memory.base, units.count)
        }

        /// Some units of one pattern.
        func copy(_ units: Range<Int>, of row: Int, less centre: Double = 0, into out: UnsafeMutablePointer<Float>) {
            block.copy(units, of: row, less: centre, into: out)
            for gap in hidden where gap.overlaps(units) {
                let part = gap.clamped(to: units)
                (out + part.lowerBound - units.lowerBound).update(repeating: 0, count: part.count)
            }
        }

        /// The whole of one pattern, lent to `body`.
        func withRow<R>(_ row: Int, _ body: (UnsafePointer<Float>) -> R) -> R {
            if hidden.isEmpty, case .reals(let values) = block.values { return body(values + row * width) }
            return withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { buffer in
                let values = SharedPointer(buffer).base
                copy(0..<width, of: row, into: values)
                return body(values)
            }
        }

        /// |x|² of one pattern.
        func square(of row: Int) -> Double {
            if hidden.isEmpty, case .levels(let values) = block.values {
                return Double(LevelKernels.sums(values + row * width, count: width).squares) / 65025
            }
            return withRow(row) { BlockKernels.squareSum($0, count: width) }
        }
    }
}
